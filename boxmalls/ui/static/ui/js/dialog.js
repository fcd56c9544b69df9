// A popover that is a <dialog> becomes a modal one: focus stays inside, Escape closes, the page behind is inert.
{
  boxmalls.on("click", "button[popovertarget]", (button, click) => {
    const dialog = document.getElementById(button.getAttribute("popovertarget"));
    if (!(dialog instanceof HTMLDialogElement)) return;
    click.preventDefault();
    if (button.getAttribute("popovertargetaction") === "hide") dialog.close();
    else if (!dialog.open) dialog.showModal();
  });
  boxmalls.on("click", "dialog", (dialog, click) => {
    const box = dialog.getBoundingClientRect();
    const outside = click.clientX < box.left || click.clientX > box.right || click.clientY < box.top || click.clientY > box.bottom;
    if (click.target === dialog && outside) dialog.close();
  });
}
