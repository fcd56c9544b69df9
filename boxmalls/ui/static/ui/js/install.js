// The app can be installed; offline it shows one page and keeps nothing about anybody.
if ("serviceWorker" in navigator && isSecureContext) addEventListener("load", () => navigator.serviceWorker.register("/sw.js"));
