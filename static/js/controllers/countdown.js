// Decoration over the server's time: the page says when it was made, so a wrong clock in the phone does no harm.
export default function countdown(element) {
  const face = element.querySelector("[data-countdown-face]");
  const voice = element.querySelector("[data-countdown-voice]");
  const skew = Date.parse(element.dataset.now) - Date.now();
  const end = Date.parse(element.dataset.endsAt);
  const two = (number) => String(number).padStart(2, "0");
  let said, timer;
  const draw = () => {
    const left = Math.max(0, Math.ceil((end - Date.now() - skew) / 1000));
    const [hours, minutes, seconds] = [Math.floor(left / 3600), Math.floor(left / 60) % 60, left % 60];
    face.textContent = (hours ? [hours, two(minutes), two(seconds)] : [two(minutes), two(seconds)]).join(".");
    element.toggleAttribute("data-soon", left < 120);
    const minute = Math.ceil(left / 60);
    if (minute !== said && minute <= 60) {
      voice.textContent = left ? element.dataset.wordMinutes.replace("{minutes}", minute) : element.dataset.wordOver;
    }
    said = minute;
    if (left) return;
    clearInterval(timer);
    face.textContent = element.dataset.wordOver;
    element.dispatchEvent(new CustomEvent("countdown:over", { bubbles: true }));
  };
  timer = setInterval(draw, 1000);
  draw();
  return () => clearInterval(timer);
}
