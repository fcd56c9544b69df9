"""Texts in force, their order, and who accepted them."""

from .signature import Signature
from .text import AgreementText, AgreementTranslation, AgreementVersion, Precedence

__all__ = ["AgreementText", "AgreementTranslation", "AgreementVersion", "Precedence", "Signature"]
