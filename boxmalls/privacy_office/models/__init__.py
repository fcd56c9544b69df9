"""Requests, and what happened to them."""

from .child import ClosedChild
from .files import SealedFile, Undertaking, Wanted
from .mailbox import MailboxPlace, TakenMail
from .request import Channel, Kind, Request
from .step import Copy, Deed, Message, Proof, Step
from .withheld import Withheld

__all__ = [
    "Channel",
    "ClosedChild",
    "Copy",
    "Deed",
    "Kind",
    "MailboxPlace",
    "Message",
    "Proof",
    "Request",
    "SealedFile",
    "Step",
    "TakenMail",
    "Undertaking",
    "Wanted",
    "Withheld",
]
