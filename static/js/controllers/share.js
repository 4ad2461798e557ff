// The phone's own share sheet where there is one; the link beneath leads to WhatsApp.
export default function share(link) {
  const go = async (event) => {
    if (!navigator.share) return;
    event.preventDefault();
    try {
      await navigator.share({ url: link.dataset.url, text: link.dataset.text });
    } catch (error) {
      if (error.name !== "AbortError") location.assign(link.href);
    }
  };
  link.addEventListener("click", go);
  return () => link.removeEventListener("click", go);
}
