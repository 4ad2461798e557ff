// Wakes the behaviours a page asks for: data-controller="stepper" loads ./controllers/stepper.js, once, when first seen.
// A controller's default export gets its element and may return what undoes it; swaps by htmx or the socket are followed.
import "./house.js";

const undo = new WeakMap();
const selector = "[data-controller]";

async function wake(element) {
  if (undo.has(element)) return;
  const leaving = new Map();
  undo.set(element, leaving);
  for (const name of element.dataset.controller.split(/\s+/).filter(Boolean)) {
    const { default: connect } = await import(`./controllers/${name}.js`);
    if (!element.isConnected || !undo.has(element)) return;
    leaving.set(name, connect(element) ?? (() => {}));
  }
}

function rest(element) {
  undo.get(element)?.forEach((leave) => leave());
  undo.delete(element);
}

function each(node, deed) {
  if (!(node instanceof Element)) return;
  if (node.matches(selector)) deed(node);
  node.querySelectorAll(selector).forEach(deed);
}

new MutationObserver((changes) => {
  for (const { removedNodes, addedNodes } of changes) {
    removedNodes.forEach((node) => node.isConnected || each(node, rest));
    addedNodes.forEach((node) => each(node, wake));
  }
}).observe(document.documentElement, { childList: true, subtree: true });

each(document.documentElement, wake);
