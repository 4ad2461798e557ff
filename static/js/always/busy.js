// A pressed button shows that it is at work after 300 ms, keeps its width, and sends a form once.
const DELAY = 300;
const timers = new WeakMap();

export function begin(button) {
  if (!button) return;
  timers.set(button, setTimeout(() => button.setAttribute("aria-busy", "true"), DELAY));
}

export function end(button) {
  if (!button) return;
  clearTimeout(timers.get(button));
  button.removeAttribute("aria-busy");
}

const pressed = (ctx) => ctx.sourceEvent?.submitter ?? (ctx.sourceElement.matches("button, .btn") ? ctx.sourceElement : null);

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "dialog") return;
  if (form.dataset.sending !== undefined) return event.preventDefault();
  setTimeout(() => {
    if (event.defaultPrevented || form.target === "_blank") return;
    form.dataset.sending = "";
    begin(event.submitter ?? form.querySelector("button:not([type=button])"));
  });
});

document.addEventListener("htmx:before:request", ({ detail }) => begin(pressed(detail.ctx)));
document.addEventListener("htmx:finally:request", ({ detail }) => end(pressed(detail.ctx)));

// Coming back with the browser's own button finds the form ready again.
addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sending]").forEach((form) => delete form.dataset.sending);
  document.querySelectorAll("[aria-busy=true]").forEach(end);
});
