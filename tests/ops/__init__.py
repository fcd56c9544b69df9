"""How the shop starts, stops and recovers."""
