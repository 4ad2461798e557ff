// Opens the browser's print sheet.
export default function print(button) {
  button.addEventListener("click", () => window.print());
}
