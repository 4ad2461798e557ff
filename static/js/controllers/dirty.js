// On a form: the save bar comes when something really changed, and leaving asks once.
// data-unsaved: what it holds came back refused, so it is changed from the start.
export default function dirty(form) {
  const shape = () => JSON.stringify([...new FormData(form)].map(([name, value]) => [name, value.name ?? value]));
  const before = "unsaved" in form.dataset ? "" : shape();
  const look = () => form.toggleAttribute("data-dirty", shape() !== before);
  const stay = (event) => {
    if (form.hasAttribute("data-dirty")) event.preventDefault();
  };
  const clean = () => form.removeAttribute("data-dirty");
  const leave = (event) => event.target.closest("[data-leave]") && clean();
  form.setAttribute("data-watching", "");
  form.addEventListener("input", look);
  form.addEventListener("change", look);
  form.addEventListener("submit", clean);
  form.addEventListener("click", leave);
  addEventListener("beforeunload", stay);
  look();
  return () => removeEventListener("beforeunload", stay);
}
