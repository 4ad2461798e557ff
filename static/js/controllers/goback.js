// A "back" link that appears only where there is somewhere to go back to.
export default function goback(link) {
  link.hidden = history.length < 2;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    history.back();
  });
}
