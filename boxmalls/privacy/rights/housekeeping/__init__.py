"""After an erasure: making its bytes go from every store, and saying so only once it is true."""

from .stores import STORES, Store, StoreLine, stores_of
from .working import clear_what_is_due, look_anew

__all__ = ["STORES", "Store", "StoreLine", "clear_what_is_due", "look_anew", "stores_of"]
