// On an index form: counts the picked rows into [data-bulk-count] and lets one box pick them all.
export default function bulk(form) {
  const all = form.querySelector("[data-bulk-all]");
  const count = form.querySelector("[data-bulk-count]");
  const boxes = () => [...form.querySelectorAll(".table__pick input:not([data-bulk-all])")];
  const draw = () => {
    const picked = boxes().filter((box) => box.checked).length;
    if (count) count.textContent = picked;
    if (!all) return;
    all.checked = picked > 0 && picked === boxes().length;
    all.indeterminate = picked > 0 && !all.checked;
  };
  const change = (event) => {
    if (event.target === all) boxes().forEach((box) => { box.checked = all.checked; });
    draw();
  };
  form.addEventListener("change", change);
  draw();
  return () => form.removeEventListener("change", change);
}
