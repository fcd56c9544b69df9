"""Search knows goods. What people type is neither kept nor counted, so nothing in this room is about anybody."""

from boxmalls.privacy.register import HOLDINGS

HOLDINGS.plain("search.Synonym", why="Words that mean the same.", columns="id site_id language words")
HOLDINGS.plain("search.ProductText", why="The words of goods, to search by.", columns="product_id words")
