// Minus and plus around a number field; the field itself stays the truth.
export default function stepper(frame) {
  const input = frame.querySelector("input");
  const buttons = [...frame.querySelectorAll("[data-step]")];
  const limit = (value) => Math.min(Math.max(value, Number(input.min || 0)), Number(input.max || Infinity));
  const draw = () => buttons.forEach((button) => {
    const now = Number(input.value) || 0;
    button.disabled = limit(now + Number(button.dataset.step)) === now;
  });
  const step = (event) => {
    input.value = limit((Number(input.value) || 0) + Number(event.currentTarget.dataset.step));
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  buttons.forEach((button) => button.addEventListener("click", step));
  input.addEventListener("input", draw);
  draw();
}
