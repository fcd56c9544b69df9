"""Opening stores and naming who acts for them."""

from boxmalls.sellers.actions.stores import (
    SlugTaken,
    add_team_member,
    open_seller,
    pause_seller,
    reopen_seller,
)

__all__ = [
    "SlugTaken",
    "add_team_member",
    "open_seller",
    "pause_seller",
    "reopen_seller",
]
