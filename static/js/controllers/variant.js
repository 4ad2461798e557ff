// Shows the price of the chosen variant where the product's price stands; without it each choice says its own.
export default function variant(form) {
  const face = form.querySelector("[data-headline]");
  const draw = ({ target }) => {
    const price = target.closest(".offer-choice")?.querySelector("[data-price] .price");
    if (!price || !face) return;
    const copy = price.cloneNode(true);
    copy.classList.add("price--large");
    face.replaceChildren(copy);
  };
  form.addEventListener("change", draw);
  return () => form.removeEventListener("change", draw);
}
