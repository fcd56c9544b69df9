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

  // A filter that was ticked brings a new list and a new sheet with it: it stays open, where it was.
  let kept;
  document.addEventListener("htmx:beforeSwap", () => {
    const sheet = document.querySelector("[data-sheet]:popover-open");
    if (!sheet) return;
    const open = [...sheet.querySelectorAll("details")].map((group) => group.open);
    kept = { id: sheet.id, at: sheet.querySelector(".sheet-body")?.scrollTop ?? 0, open, focus: document.activeElement?.id };
  });
  document.addEventListener("htmx:afterSwap", () => {
    const sheet = kept && document.getElementById(kept.id);
    if (sheet && !sheet.matches(":popover-open")) {
      sheet.showPopover();
      sheet.querySelectorAll("details").forEach((group, place) => (group.open = kept.open[place] ?? group.open));
      sheet.querySelector(".sheet-body")?.scrollTo(0, kept.at);
      if (kept.focus) setTimeout((id) => document.getElementById(id)?.focus({ preventScroll: true }), 0, kept.focus);
    }
    kept = undefined;
  });
  // "Show 12 things" shows them: the sheet has done its work.
  document.addEventListener("submit", ({ target: sheet }) => sheet.matches("[data-sheet]:popover-open") && sheet.hidePopover());
}
