// Sends a search or filter form a moment after the last change, so that nobody has to press Enter.
const PAUSE = 300;

export default function autosubmit(form) {
  let timer;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => form.requestSubmit(), PAUSE);
  };
  form.addEventListener("input", soon);
  return () => {
    clearTimeout(timer);
    form.removeEventListener("input", soon);
  };
}
