"""A store, and the people who work for it."""

from boxmalls.sellers.models.seller import Seller
from boxmalls.sellers.models.team import TeamMember

__all__ = ["Seller", "TeamMember"]
