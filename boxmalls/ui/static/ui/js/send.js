// Switches, sort orders and quantities send their form by themselves where there is script.
boxmalls.on("change", "[data-send-at-once]", (form) => form.requestSubmit());
