"""Rates are about sellers' parcels. Nothing here is about people."""

from boxmalls.privacy.register import HOLDINGS

HOLDINGS.plain(
    "shipping.Rate",
    why="What a seller asks for delivery.",
    columns="id seller_id site_id code name price_minor free_from_minor days_min days_max",
)
