// Asks again every few seconds for pieces of the page and puts in those that changed, each by its id. A piece with
// data-state is left alone while its state stays: somebody may be typing in it. Rests while nobody looks. A piece with
// data-every says how soon to ask again; a countdown that ends within makes it ask soon, not all phones at once.
const LONGEST = 60000;

function put(piece, seen) {
  const face = piece.dataset.state ?? piece.outerHTML;
  const now = document.getElementById(piece.id);
  if (!now || (seen.get(piece.id) ?? now.dataset.state ?? now.outerHTML) === face) return;
  seen.set(piece.id, face);
  now.replaceWith(piece);
  window.htmx?.process(piece);
}

export default function follow(element) {
  let pause = 1000 * Number(element.querySelector("[data-every]")?.dataset.every || element.dataset.every || 7);
  const seen = new Map();
  let wait = pause, fingerprint, timer;

  async function ask() {
    const headers = fingerprint ? { "If-None-Match": fingerprint } : {};
    const answer = await fetch(element.dataset.url, { headers, cache: "no-store" });
    if (answer.status === 304) return;
    if (!answer.ok) throw new Error(answer.status);
    fingerprint = answer.headers.get("ETag");
    const box = document.createElement("template");
    box.innerHTML = await answer.text();
    pause = 1000 * Number(box.content.querySelector("[data-every]")?.dataset.every || 0) || pause;
    [...box.content.children].forEach((piece) => put(piece, seen));
  }

  async function turn() {
    clearTimeout(timer);
    try {
      if (!document.hidden) await ask();
      wait = pause;
    } catch {
      wait = Math.min(wait * 2, LONGEST);
    }
    if (element.isConnected) timer = setTimeout(turn, wait * (0.85 + 0.3 * Math.random()));
  }

  const back = () => document.hidden || turn();
  const soon = () => setTimeout(turn, 2000 * Math.random());
  document.addEventListener("visibilitychange", back);
  element.addEventListener("countdown:over", soon);
  timer = setTimeout(turn, pause * Math.random() + 1000);
  return () => {
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", back);
  };
}
