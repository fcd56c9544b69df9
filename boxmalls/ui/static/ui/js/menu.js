// A menu closes when one looks elsewhere.
{
  const others = (target) => [...document.querySelectorAll("details[data-menu][open]")].filter((menu) => !menu.contains(target));
  document.addEventListener("click", ({ target }) => others(target).forEach((menu) => (menu.open = false)));
  document.addEventListener("focusin", ({ target }) => others(target).forEach((menu) => (menu.open = false)));
  boxmalls.on("keydown", "details[data-menu][open]", (menu, { key }) => {
    if (key !== "Escape") return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}
