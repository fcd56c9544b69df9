// A form that is on its way says so and is not sent twice.
{
  const rest = (form) => {
    delete form.dataset.sending;
    for (const button of form.querySelectorAll("[aria-busy]")) {
      button.removeAttribute("aria-busy");
      if (button.dataset.restWords) button.lastChild.textContent = button.dataset.restWords;
    }
  };
  document.addEventListener(
    "submit",
    (submit) => {
      const form = submit.target;
      if (form.method !== "post" || form.hasAttribute("data-download")) return;
      if (form.dataset.sending) {
        submit.preventDefault();
        submit.stopImmediatePropagation();
        return;
      }
      form.dataset.sending = "yes";
      const button = submit.submitter;
      if (!button?.matches(".button")) return;
      button.setAttribute("aria-busy", "true");
      if (button.dataset.busyWords) {
        button.dataset.restWords = button.lastChild.textContent;
        button.lastChild.textContent = button.dataset.busyWords;
      }
    },
    true,
  );
  document.addEventListener("htmx:afterRequest", ({ target }) => {
    const form = target.closest?.("form");
    if (form) rest(form);
  });
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sending]").forEach(rest));
}
