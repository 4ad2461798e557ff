// On a form that came back with sentences: the first field that needs attention gets the cursor.
export default function firsterror(form) {
  form.querySelector("[aria-invalid=true]")?.focus();
}
