// Leaves after 5 s, 8 s with something to press; waits while looked at; errors stay. Never more than two at once.
export default function toast(element) {
  const stay = element.dataset.stay === "true";
  const span = element.querySelector("form") ? 8000 : 5000;
  let timer;
  const leave = () => {
    element.classList.add("is-leaving");
    setTimeout(() => element.remove(), 200);
  };
  const wait = () => clearTimeout(timer);
  const count = () => {
    wait();
    if (!stay) timer = setTimeout(leave, span);
  };
  const others = [...element.parentElement.querySelectorAll(":scope > .toast")].filter((other) => other !== element);
  others.filter((other) => other.dataset.stay !== "true").slice(0, -1).forEach((other) => other.remove());
  element.addEventListener("pointerenter", wait);
  element.addEventListener("pointerleave", count);
  element.addEventListener("focusin", wait);
  element.addEventListener("focusout", count);
  element.querySelector("[data-toast-close]")?.addEventListener("click", leave);
  count();
  return wait;
}
