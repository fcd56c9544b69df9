"""What an erasure leaves on the shelves."""

from boxmalls.privacy.register import TRACES, Why

TRACES.move("catalog.Stock", "on_hand reserved", why=Why.BOOKS, words="Goods that were sold are not on the shelf.")
