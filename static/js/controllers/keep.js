// Keeps what was typed about a person for as long as the tab is open, so that nothing is typed twice in a hurry.
const FIELDS = ["name", "phone", "address", "fulfilment", "payment_method"];

export default function keep(form) {
  const place = `keep:${form.dataset.keep}`;
  const save = () => {
    const told = new FormData(form);
    sessionStorage.setItem(place, JSON.stringify(FIELDS.map((name) => [name, told.get(name) ?? ""])));
  };
  for (const [name, value] of JSON.parse(sessionStorage.getItem(place) ?? "[]")) {
    const field = form.elements[name];
    if (!field || !value) continue;
    if (field instanceof RadioNodeList || field.type === "radio") field.value = value;
    else if (!field.value) field.value = value;
  }
  form.addEventListener("input", save);
  form.addEventListener("change", save);
}
