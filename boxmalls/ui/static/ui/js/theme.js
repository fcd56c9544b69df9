// The appearance changes at once; the choice is sent behind it.
boxmalls.on("change", "[data-theme-form]", (form, { target }) => {
  const chosen = target.value;
  if (chosen === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosen;
  document.querySelector("meta[name=color-scheme]").content = chosen === "auto" ? "light dark" : chosen;
  fetch(form.action, { method: "POST", body: new FormData(form), headers: { "X-Part": "true" } });
});
