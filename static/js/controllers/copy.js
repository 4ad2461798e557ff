// Copies data-text and says so on the button itself. Shops on a plain http address have no clipboard API.
function byHand(text) {
  const field = Object.assign(document.createElement("textarea"), { value: text, className: "visually-hidden" });
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}

export default function copy(button) {
  const label = button.querySelector("span");
  const before = label.textContent;
  let timer;
  const go = async () => {
    const { text, done } = button.dataset;
    if (navigator.clipboard) await navigator.clipboard.writeText(text);
    else byHand(text);
    label.textContent = done;
    clearTimeout(timer);
    timer = setTimeout(() => { label.textContent = before; }, 2000);
  };
  label.setAttribute("aria-live", "polite");
  button.addEventListener("click", go);
  return () => button.removeEventListener("click", go);
}
