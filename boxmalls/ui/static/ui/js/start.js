// What the behaviours share. Each binds itself once to the document by data- attributes, so parts that htmx swaps in need nothing more.
const boxmalls = {
  on(event, selector, act) {
    document.addEventListener(event, (happened) => {
      const target = happened.target.closest?.(selector);
      if (target) act(target, happened);
    });
  },
  icon(name) {
    const sprite = document.querySelector("use")?.getAttribute("href").split("#")[0] ?? "";
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    svg.setAttribute("class", "icon");
    svg.setAttribute("aria-hidden", "true");
    use.setAttribute("href", `${sprite}#${name}`);
    svg.append(use);
    return svg;
  },
};
