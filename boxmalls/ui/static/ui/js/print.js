// Prints the page: <button data-print hidden>. Without scripts it stays hidden; the browser's own menu prints as well.
boxmalls.on("click", "[data-print]", () => print());
for (const button of document.querySelectorAll("[data-print]")) button.hidden = false;
