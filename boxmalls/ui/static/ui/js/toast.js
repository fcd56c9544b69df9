// A short word that something was done. The server sends it with an answer: HX-Trigger: {"toast": {"words": "In your basket"}}
{
  const place = () => document.getElementById("toasts");

  boxmalls.toast = (words, { href = "", link = "", icon = "check" } = {}) => {
    const toast = document.createElement("div");
    const text = document.createElement("span");
    toast.className = "toast";
    text.textContent = words;
    toast.append(boxmalls.icon(icon), text);
    if (href) {
      const way = document.createElement("a");
      way.href = href;
      way.textContent = link;
      toast.append(way);
    }
    const close = document.createElement("button");
    close.type = "button";
    close.className = "toast-close";
    close.setAttribute("aria-label", place().dataset.close);
    close.append(boxmalls.icon("close"));
    close.addEventListener("click", () => toast.remove());
    toast.append(close);
    place().replaceChildren(toast);
    // Long enough to read, and never while somebody is at it.
    const leave = () => (toast.matches(":hover, :focus-within") ? setTimeout(leave, 2000) : toast.remove());
    setTimeout(leave, 4000 + 60 * words.length);
  };

  const refusalIn = (text) => new DOMParser().parseFromString(text, "text/html").querySelector("[data-refusal]");
  const tell = (xhr) => {
    const refusal = xhr.responseText.includes("data-refusal") && refusalIn(xhr.responseText);
    const way = refusal && refusal.querySelector("a");
    const words = refusal ? refusal.dataset.refusal : place().dataset.failed;
    boxmalls.toast(words, { icon: "error", href: way?.getAttribute("href"), link: way?.textContent });
  };

  document.addEventListener("toast", ({ detail }) => boxmalls.toast(detail.words, detail));
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    if (detail.xhr.status >= 400 && detail.xhr.responseText.includes("data-refusal")) {
      detail.shouldSwap = false;
      tell(detail.xhr);
    }
  });
  document.addEventListener("htmx:responseError", ({ detail }) => {
    if (!detail.xhr.responseText.includes("data-refusal")) tell(detail.xhr);
  });
  document.addEventListener("htmx:sendError", () => boxmalls.toast(place().dataset.failed, { icon: "error" }));
}
