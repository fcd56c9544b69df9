"""How money comes in and goes back: from the balance, by bank transfer, through gateways. Knows nothing of orders."""
