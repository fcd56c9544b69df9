"""Pages of the shop, in a real browser."""

from tests.browser import open_page

__all__ = ["open_page"]
