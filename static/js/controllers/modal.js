// A question that came open with its page becomes modal: nothing behind it can be pressed until it is answered.
export default function modal(dialog) {
  dialog.close();
  dialog.showModal();
}
