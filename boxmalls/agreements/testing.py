"""Texts for tests, their editions and orders, through the front door."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from boxmalls.agreements.actions import draft_agreement, publish_agreement
from boxmalls.agreements.models import AgreementVersion, OrderChange
from boxmalls.agreements.ordering import approve_order, propose_order
from boxmalls.privacy.models import Edition
from boxmalls.privacy.policy.editions.testing import AUTHOR, SECOND
from boxmalls.privacy.testing import AT

TERMS = b"Terms\n\n1. You pay what the page says.\n\n2. The seller sends it.\n"
NEW_TERMS = b"Terms\n\n1. You pay what the page says, within a week.\n\n2. The seller sends it.\n"


def make_terms(site_code: str = "eu", *, kind: str = "terms", words: bytes = TERMS, overrides: Sequence[str] = (), at: datetime = AT) -> AgreementVersion:
    """A text in force."""
    return publish_agreement(site_code=site_code, kind=kind, words=words, overrides=overrides, at=at)


def make_draft(
    *, by: UUID = AUTHOR, site_codes: Sequence[str] = ("eu",), kind: str = "terms", words: bytes = NEW_TERMS, at: datetime = AT, **more: Any
) -> Edition:
    """Another edition of a text, drafted."""
    said = {"title": "A week to pay", "language": "en", "news": "You have a week to pay."} | more
    return draft_agreement(by=by, site_codes=site_codes, kind=kind, words=words, at=at, **said)


def make_change(*kinds: str, site_code: str = "eu", at: datetime = AT) -> OrderChange:
    """Another order, proposed."""
    return propose_order(site_code=site_code, kinds=kinds, why="The lawyers want it so.", by=AUTHOR, at=at)


def make_order(*kinds: str, site_code: str = "eu", at: datetime = AT) -> OrderChange:
    """Another order that counts."""
    change = make_change(*kinds, site_code=site_code, at=at)
    approve_order(change=change, by=SECOND, at=at)
    return change
