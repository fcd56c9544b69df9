"""Backups of the shop and of the safe, apart from each other; and the way back from them."""
