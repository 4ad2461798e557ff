"""Scripts for following somebody who walks through a page with the Tab key."""

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
