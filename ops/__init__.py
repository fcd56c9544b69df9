"""Everything that starts and stops the shop: its clusters, its processes, its command."""
