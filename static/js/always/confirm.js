// hx-confirm and data-confirm ask in our own sheet, in the words written on the form or on its button.
export function ask(words, go) {
  const sheet = document.getElementById("confirm-sheet").content.firstElementChild.cloneNode(true);
  sheet.querySelector("[data-confirm-words]").textContent = words;
  if (go) sheet.querySelector("[data-confirm-go] span").textContent = go;
  document.body.append(sheet);
  sheet.showModal();
  return new Promise((answer) => {
    sheet.addEventListener("close", () => {
      sheet.remove();
      answer(sheet.returnValue === "yes");
    }, { once: true });
  });
}

document.addEventListener("htmx:confirm", async (event) => {
  const { ctx, issueRequest, dropRequest } = event.detail;
  if (!ctx.confirm) return;
  event.preventDefault();
  (await ask(ctx.confirm, ctx.sourceElement.dataset.confirmGo)) ? issueRequest() : dropRequest();
});

document.addEventListener("submit", async (event) => {
  const form = event.target;
  const { confirm: words, confirmGo: go } = { ...form.dataset, ...event.submitter?.dataset };
  if (!words || form.dataset.agreed !== undefined) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!(await ask(words, go))) return;
  form.dataset.agreed = "";
  form.requestSubmit(event.submitter);
  delete form.dataset.agreed;
}, true);
