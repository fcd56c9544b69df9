// A device keeps what its person agreed to, and the page says what that is: <html data-keeps="privacy.offline">. Nothing else is ever stored.
{
  const agreed = (document.documentElement.dataset.keeps ?? "").split(" ").filter(Boolean);
  boxmalls.keeps = (purpose) => agreed.includes(purpose);
  // No script of ours keeps anything in these; should a library try, it is refused without a word.
  Storage.prototype.setItem = () => {};
  const offline = async () => {
    if (boxmalls.keeps("privacy.offline")) return navigator.serviceWorker.register("/sw.js");
    for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister();
    for (const name of await caches.keys()) await caches.delete(name);
  };
  if ("serviceWorker" in navigator && isSecureContext) addEventListener("load", () => offline().catch(() => {}));
}
