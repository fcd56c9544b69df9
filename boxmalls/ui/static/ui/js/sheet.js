// While the sheet is open on a phone, everything behind it is inert.
{
  const behind = new Set();
  document.addEventListener(
    "toggle",
    ({ target: sheet, newState }) => {
      if (!(sheet instanceof Element) || !sheet.matches("[data-sheet]")) return;
      for (const element of behind) element.inert = false;
      behind.clear();
      if (newState !== "open") return;
      for (let inside = sheet; inside !== document.body; inside = inside.parentElement) {
        for (const sibling of inside.parentElement.children) {
          if (sibling !== inside && !sibling.inert && sibling.localName !== "script") behind.add(sibling);
        }
      }
      for (const element of behind) element.inert = true;
      sheet.querySelector("[popovertargetaction=hide]")?.focus();
    },
    true,
  );
}
