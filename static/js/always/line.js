// Tells when the internet is gone or slow, in the words the page carries, and when an answer never came.
const SLOW = 5000;
const face = document.getElementById("line-state");
const waiting = new Map();

function show(words) {
  if (!face) return;
  face.textContent = words ?? "";
  face.hidden = !words;
}

const state = () => show(navigator.onLine ? null : face?.dataset.offline);

addEventListener("online", state);
addEventListener("offline", state);

document.addEventListener("htmx:before:request", ({ detail }) => {
  waiting.set(detail.ctx, setTimeout(() => navigator.onLine && show(face?.dataset.slow), SLOW));
});

document.addEventListener("htmx:finally:request", ({ detail }) => {
  clearTimeout(waiting.get(detail.ctx));
  waiting.delete(detail.ctx);
  state();
});

function lost({ detail }) {
  const status = detail.ctx?.response?.status;
  const aborted = detail.error?.name === "AbortError" && detail.ctx?.status !== "timeout";
  if ((status && status !== 502 && status !== 504) || aborted) return;
  const template = document.getElementById("lost-toast");
  document.getElementById("toasts")?.append(template.content.cloneNode(true));
}

document.addEventListener("htmx:error", lost);
document.addEventListener("htmx:response:error", lost);
if (!navigator.onLine) state();
