// A swap keeps the place of somebody who works by keyboard: the same control again, or what stands there now.
const STOPS = "a[href], button:enabled, input:enabled:not([type=hidden]), select:enabled, textarea:enabled, summary";
const stops = (piece) => [...piece.querySelectorAll(STOPS)];
let trail = [];

/** Each named piece around the focus, the innermost first, with the number of the control in it. */
function* pieces(active) {
  for (let piece = active?.closest("[id]"); piece; piece = piece.parentElement?.closest("[id]"))
    if (piece !== active) yield [piece.id, stops(piece).indexOf(active)];
}

document.addEventListener("htmx:before:swap", () => {
  trail = [...pieces(document.activeElement)];
});

document.addEventListener("htmx:after:swap", () => {
  if (document.activeElement !== document.body) return;
  const [id, place] = trail.find(([id]) => document.getElementById(id)) ?? [];
  if (!id) return;
  const piece = document.getElementById(id), found = stops(piece);
  if (!found.length) piece.tabIndex = -1;
  (found[Math.min(place, found.length - 1)] ?? piece).focus({ preventScroll: true });
});
