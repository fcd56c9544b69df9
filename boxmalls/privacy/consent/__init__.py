"""Consent per purpose: given in words that are kept, taken back as easily."""

from .actions import give_consent, withdraw_consent
from .offers import CHOICES, Choice
from .queries import consented

__all__ = ["CHOICES", "Choice", "consented", "give_consent", "withdraw_consent"]
