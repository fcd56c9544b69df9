"""A site, and the taxes that its law knows."""

from .site import Site
from .tax_class import TaxClass

__all__ = ["Site", "TaxClass"]
