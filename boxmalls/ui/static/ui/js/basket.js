// The number at the basket. The server sends it with an answer: HX-Trigger: {"basket": {"count": 3}}
document.addEventListener("basket", ({ detail }) => {
  for (const badge of document.querySelectorAll("[data-cart-count]")) {
    badge.hidden = !detail.count;
    badge.querySelector("[data-cart-number]").textContent = detail.count;
  }
});
