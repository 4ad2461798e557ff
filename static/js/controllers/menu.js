// An open menu closes on Escape, on a press elsewhere and after a choice.
export default function menu(details) {
  const elsewhere = (event) => details.contains(event.target) || (details.open = false);
  const escape = (event) => {
    if (event.key !== "Escape" || !details.open) return;
    details.open = false;
    details.querySelector("summary").focus();
  };
  document.addEventListener("click", elsewhere);
  details.addEventListener("keydown", escape);
  return () => document.removeEventListener("click", elsewhere);
}
