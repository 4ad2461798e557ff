// Thousands dots while typing; the form sends plain digits. "15rb" or "1,5jt" is left as typed: the server reads it.
const dotted = (digits) => digits.replace(/^0+(?=\d)/, "").replace(/\B(?=(\d{3})+$)/g, ".");
const plain = (text) => text.replace(/\D/g, "");
const isDigits = (text) => /^[\d.]*$/.test(text);

export default function money(input) {
  const draw = () => {
    if (!isDigits(input.value)) return;
    const behind = plain(input.value.slice(input.selectionEnd ?? input.value.length)).length;
    const text = dotted(plain(input.value));
    if (text === input.value) return;
    input.value = text;
    if (document.activeElement !== input) return;
    let at = text.length;
    for (let left = behind; left > 0 && at > 0; at--) if (/\d/.test(text[at - 1])) left--;
    input.setSelectionRange(at, at);
  };
  const send = (event) => {
    if (event.formData.has(input.name) && isDigits(input.value)) event.formData.set(input.name, plain(input.value));
  };
  const form = input.form;
  input.addEventListener("input", draw);
  form?.addEventListener("formdata", send);
  if (/^\d+$/.test(input.value)) draw();
  return () => {
    input.removeEventListener("input", draw);
    form?.removeEventListener("formdata", send);
  };
}
