// Puts one live fragment where it belongs, without taking anything out of a person's hands.
const FIELDS = "input:not([type=hidden]), textarea, select";

const first = (select) => [...select.options].find((one) => one.defaultSelected) ?? select.options[0];

function isTouched(field) {
  if (field === document.activeElement) return true;
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  return field.value !== (field.tagName === "SELECT" ? first(field)?.value : field.defaultValue);
}

export const isBusy = (element) => [...element.querySelectorAll(FIELDS)].some(isTouched);

/** What is on hand at a location, or on the only one: data-shelves="id:5 id:7". */
function left(figure, place) {
  const shelves = new Map((figure.dataset.shelves ?? "").trim().split(/\s+/).map((one) => one.split(":")));
  return (place ? shelves.get(place) : [...shelves.values()][0]) ?? 0;
}

function read(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return holder.content.firstElementChild;
}

function wash(element) {
  element.classList.add("is-fresh");
  element.addEventListener("animationend", () => element.classList.remove("is-fresh"), { once: true });
}

/** Tells the forms that work on this element: one that is being filled in hears who was faster, the others follow. */
function tell(fresh) {
  for (const form of document.querySelectorAll(`[data-follows="${fresh.id}"]`)) {
    const word = form.querySelector("[data-said]");
    if (isBusy(form)) {
      if (word && fresh.dataset.said) word.textContent = fresh.dataset.said;
      continue;
    }
    const { based_on, location_id } = form.elements;
    if (based_on) based_on.value = left(fresh, location_id?.value);
  }
}

/** Replaces the element of the same id unless what is there is as new; adds or removes it where the fragment says so. */
export function place(html, seq) {
  const fresh = read(html);
  const old = fresh && document.getElementById(fresh.id);
  if (!old) {
    const list = fresh?.dataset.liveInto && document.querySelector(fresh.dataset.liveInto);
    if (list && !("liveGone" in fresh.dataset)) arrive(fresh, () => list.prepend(fresh));
    return;
  }
  if (Number(old.dataset.seq ?? 0) >= seq || isBusy(old)) return;
  if ("liveGone" in fresh.dataset) return old.remove();
  const changed = old.textContent !== fresh.textContent;
  const focus = old.contains(document.activeElement) ? document.activeElement : null;
  const again = focus && [...old.querySelectorAll("a, button, summary")].indexOf(focus);
  arrive(fresh, () => old.replaceWith(fresh), changed);
  if (focus) fresh.querySelectorAll("a, button, summary")[again]?.focus({ preventScroll: true });
  if (changed) tell(fresh);
}

function arrive(fresh, put, changed = true) {
  put();
  window.htmx?.process(fresh);
  if (changed) wash(fresh);
}
