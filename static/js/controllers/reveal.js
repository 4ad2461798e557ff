// Lets a person read the password they type. Without scripts the button stays hidden.
export default function reveal(frame) {
  const input = frame.querySelector("input");
  const button = frame.querySelector("button");
  const word = button.querySelector("[data-reveal-word]");
  const show = (open) => {
    input.type = open ? "text" : "password";
    button.setAttribute("aria-pressed", String(open));
    word.textContent = open ? frame.dataset.hide : frame.dataset.show;
  };
  const toggle = () => show(input.type === "password");
  const cover = () => show(false); // so that the browser offers to keep it as a password
  button.hidden = false;
  button.addEventListener("click", toggle);
  input.form?.addEventListener("submit", cover);
  return () => {
    button.removeEventListener("click", toggle);
    input.form?.removeEventListener("submit", cover);
  };
}
