// A device keeps what its person agreed to, and the page says what that is: <html data-keeps="privacy.offline">. Nothing else is ever stored.
{
  const agreed = (document.documentElement.dataset.keeps ?? "").split(" ").filter(Boolean);
  boxmalls.keeps = (purpose) => agreed.includes(purpose);
  const offline = async () => {
    if (boxmalls.keeps("privacy.offline")) return navigator.serviceWorker.register("/sw.js");
    for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister();
    for (const name of await caches.keys()) await caches.delete(name);
  };
  if ("serviceWorker" in navigator && isSecureContext) addEventListener("load", () => offline().catch(() => {}));
}
