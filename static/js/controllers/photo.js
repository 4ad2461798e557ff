// Shows the chosen picture at once, before it is sent.
export default function photo(frame) {
  const input = frame.querySelector("input[type=file]");
  const view = frame.querySelector("[data-photo-view]");
  let address;
  const show = () => {
    const [file] = input.files;
    if (!file) return;
    if (address) URL.revokeObjectURL(address);
    address = URL.createObjectURL(file);
    const picture = Object.assign(new Image(112, 112), { src: address, alt: file.name });
    view.replaceChildren(picture);
  };
  input.addEventListener("change", show);
  return () => address && URL.revokeObjectURL(address);
}
