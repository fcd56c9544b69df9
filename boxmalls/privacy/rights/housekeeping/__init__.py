"""After an erasure: making its bytes go from every store, and saying so only once it is true."""

from .looking import look_for_what_is_left
from .stores import BACKUP_DAYS, STORES, Store, StoreLine, stores_of
from .working import clear_what_is_due, keep_house, look_anew

__all__ = ["BACKUP_DAYS", "STORES", "Store", "StoreLine", "clear_what_is_due", "keep_house", "look_anew", "look_for_what_is_left", "stores_of"]
