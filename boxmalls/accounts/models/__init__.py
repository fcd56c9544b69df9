"""What someone with an account tells us about themselves, where they want parcels, and who works here."""

from .address import Address
from .guardian import Guardian
from .profile import Profile
from .staff import Staff

__all__ = ["Address", "Guardian", "Profile", "Staff"]
