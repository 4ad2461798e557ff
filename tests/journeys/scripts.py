"""What is asked of a page inside the browser."""

WAKE = """async () => {
  const app = document.querySelector("script[type=module]");
  const asked = [...document.querySelectorAll("[data-controller]")].map((one) => one.dataset.controller);
  const names = new Set(asked.join(" ").split(/\\s+/).filter(Boolean));
  if (app) await Promise.all([...names].map((name) => import(new URL(`./controllers/${name}.js`, app.src))));
}"""
"""Loads every behaviour the page asks for."""

CALM = """async () => {
  const moves = () => document.getAnimations().some((one) => one.playState === "running");
  for (let frames = 0; frames < 2 || (frames < 60 && moves()); frames++) await new Promise(requestAnimationFrame);
}"""
"""Lets what moves come to rest."""

DARKEN = "() => { document.documentElement.dataset.theme = 'dark'; }"

AXE = """async (options) => {
  const { violations } = await axe.run(document, options);
  const told = (id, { html, any }) => `${id}: ${html.slice(0, 140)} ${any[0]?.message ?? ""}`;
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => told(id, node)));
}"""
"""The rules that are broken, once axe is there."""

CUT_OFF = """() => {
  const APART = ".visually-hidden, .clip, .more__value, svg, dialog, [popover], .skip, option, textarea";
  const rolls = (one) => ["auto", "scroll"].includes(getComputedStyle(one).overflowX);
  const cuts = (one) => ["hidden", "clip"].includes(getComputedStyle(one).overflowX);
  const isCut = (range, element) => {
    const box = range.getBoundingClientRect();
    if (!box.width || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
    for (let one = element; one; one = one.parentElement) {
      if (one.matches(APART) || rolls(one)) return false;
      const frame = one.getBoundingClientRect();
      if (frame.width <= 1 || frame.height <= 1) return false;
      if (cuts(one) && (box.left < frame.left - 1 || box.right > frame.right + 1)) return true;
    }
    return box.left < -1 || box.right > innerWidth + 1;
  };
  const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode, range = document.createRange();
    range.selectNodeContents(text);
    if (text.data.trim() && isCut(range, text.parentElement)) found.push(`cut off: ${text.data.trim().slice(0, 60)}`);
  }
  const over = document.documentElement.scrollWidth - innerWidth;
  return over > 0 ? [...found, `${over} px too wide`] : found;
}"""
"""Words that nobody can read to their end, and by how much the page is wider than its window."""

REACHABLE = """() => {
  const usable = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  const isOne = (one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled && one.tabIndex >= 0
    && one.type !== "hidden" && one.getBoundingClientRect().width > 0;
  const groups = new Map();
  const isNew = (one) => {
    if (one.type !== "radio") return true;
    const names = groups.get(one.form) ?? groups.set(one.form, new Set()).get(one.form);
    return names.has(one.name) ? false : names.add(one.name);
  };
  const found = [...document.querySelectorAll(usable)].filter(isOne).filter(isNew);
  found.forEach((one, place) => { one.dataset.place = place; });
  return found.map((one) => one.outerHTML.slice(0, 110));
}"""
"""What Tab must come to, numbered: of radio buttons that belong together, one."""

STEP = """async () => {
  for (const _ of "12") await new Promise(requestAnimationFrame);
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const twins = one.type === "radio" ? [...document.getElementsByName(one.name)] : [];
  const group = twins.find((twin) => "place" in twin.dataset && twin.form === one.form) ?? one;
  const label = one.closest("label");
  const frames = [one, label, one.parentElement, one.closest(".product-card, tr, .row")].filter(Boolean);
  const hasRing = (look) => look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2;
  const isRinged = (frame) => [null, "::after"].some((part) => hasRing(getComputedStyle(frame, part)));
  const isDrawnByLabel = label && (getComputedStyle(one).opacity === "0" || one.matches(".visually-hidden"));
  const face = isDrawnByLabel ? label : one, box = face.getBoundingClientRect();
  const isOnTop = (x, y) => {
    const hit = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
    return hit && hit !== document.body && (face.contains(hit) || hit.contains(face));
  };
  const seen = [.1, .5, .9].some((x) => [.2, .5, .8].some((y) => isOnTop(x, y)));
  return { place: group.dataset.place, ringed: frames.some(isRinged), seen, html: one.outerHTML.slice(0, 110) };
}"""
"""Where the focus is now: whether a ring shows it, and whether anything of it can be seen. Null outside the page."""
