// The button of a flash sale sleeps until the countdown to the start ends. The server decides; this only saves a press.
export default function flash(page) {
  const clock = page.querySelector(".flash-clock--start .countdown");
  const button = () => page.querySelector("[data-opens]");
  const wake = ({ target }) => {
    if (target !== clock) return;
    if (button()) button().disabled = false;
    clock.parentElement.hidden = true;
  };
  if (clock && button()) button().disabled = true;
  page.addEventListener("countdown:over", wake);
  return () => page.removeEventListener("countdown:over", wake);
}
