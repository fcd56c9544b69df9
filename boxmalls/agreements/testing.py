"""Texts for tests, through the front door."""

from collections.abc import Sequence
from datetime import datetime

from boxmalls.agreements.actions import publish_agreement
from boxmalls.agreements.models import AgreementVersion
from boxmalls.privacy.testing import AT

TERMS = b"Terms\n\n1. You pay what the page says.\n\n2. The seller sends it.\n"


def make_terms(site_code: str = "eu", *, kind: str = "terms", words: bytes = TERMS, overrides: Sequence[str] = (), at: datetime = AT) -> AgreementVersion:
    """A text in force."""
    return publish_agreement(site_code=site_code, kind=kind, words=words, overrides=overrides, at=at)
