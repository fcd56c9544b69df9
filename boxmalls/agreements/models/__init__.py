"""Texts in force and on their way, their order, and who accepted them."""

from .draft import AgreementDecision, AgreementDraft
from .signature import Signature
from .text import AgreementText, AgreementTranslation, AgreementVersion, Precedence

__all__ = ["AgreementDecision", "AgreementDraft", "AgreementText", "AgreementTranslation", "AgreementVersion", "Precedence", "Signature"]
