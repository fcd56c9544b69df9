// Copies what the button names: <button data-copy="https://…">
boxmalls.on("click", "[data-copy]", async (button) => {
  await navigator.clipboard.writeText(button.dataset.copy || location.href);
  boxmalls.toast(button.dataset.copied || document.getElementById("toasts").dataset.copied);
});
