"""What the search room keeps besides the index."""

from boxmalls.search.models.product_text import ProductText
from boxmalls.search.models.synonym import Synonym

__all__ = ["ProductText", "Synonym"]
