"""One process that starts the shop, watches over its parts, and ends them in order."""
