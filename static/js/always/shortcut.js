// "/" and Ctrl/⌘ K put the cursor into the search field; nobody who is typing is disturbed.
const typing = (element) => element.closest("input, textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  const slash = event.key === "/" && !typing(event.target) && !event.ctrlKey && !event.metaKey && !event.altKey;
  const palette = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
  const field = document.querySelector("[data-shortcut=search]");
  if (!field || !(slash || palette)) return;
  event.preventDefault();
  field.focus();
  field.select();
});
