// What must be read first gets the focus: the list of errors, a value just shown.
{
  const look = (root) => root.querySelector?.("[data-focus]")?.focus();
  look(document);
  document.addEventListener("htmx:afterSettle", ({ detail }) => {
    if (detail.elt.matches?.("[data-focus]")) detail.elt.focus();
    else look(detail.elt);
  });
}
