"""Requests, and what happened to them."""

from .files import SealedFile, Wanted
from .mailbox import MailboxPlace, TakenMail
from .request import Channel, Kind, Request
from .step import Copy, Deed, Message, Proof, Step

__all__ = ["Channel", "Copy", "Deed", "Kind", "MailboxPlace", "Message", "Proof", "Request", "SealedFile", "Step", "TakenMail", "Wanted"]
