"""Texts in force, the order among them, and who accepted them."""

from .order import OrderChange, OrderDecision
from .signature import LaterAnswer, Signature
from .text import AgreementText, AgreementTranslation, AgreementVersion

__all__ = ["AgreementText", "AgreementTranslation", "AgreementVersion", "LaterAnswer", "OrderChange", "OrderDecision", "Signature"]
