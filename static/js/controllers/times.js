// What so many pieces cost, as soon as another number is chosen; the page was drawn for the number it shows.
export default function times(form) {
  const field = form.elements.quantity;
  const draw = () => {
    const count = Number(field.value) || 1;
    form.querySelectorAll("[data-count]").forEach((word) => { word.textContent = count; });
    form.querySelectorAll("[data-each]").forEach((cell) => {
      const amount = count * Number(cell.dataset.each) + Number(cell.dataset.plus || 0);
      cell.textContent = `Rp\u00a0${amount.toLocaleString("id-ID")}`;
    });
  };
  form.addEventListener("change", draw);
  draw();
  return () => form.removeEventListener("change", draw);
}
