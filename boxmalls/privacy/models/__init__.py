"""The data subject, and what the kernel remembers about each."""

from .breach import Breach, BreachedPerson, BreachEvent, BreachFinding, BreachNotice
from .brought import Brought
from .choice import DeviceAnswer, OptIn, OptOut, Signal
from .consent import Consent, Withdrawal, Wording
from .correction_notice import CorrectionNotice
from .disclosure import Disclosure
from .edition import Announcement, AnnouncementEnd, Edition, EditionProposal, EditionStep, EditionText, Postponement
from .erasure_mark import ErasureMark
from .erasure_outcome import ErasureOutcome
from .glass import BreakGlass
from .journal import Correction, JournalEntry
from .journal_seal import JournalEnding, JournalHead, JournalLeaf, JournalMark
from .legal_hold import LegalHold
from .person import Person
from .policy import Acceptance, PolicyText, PolicyTranslation, PolicyVersion, Sentence
from .published import PublishedCell, PublishedTable
from .receipt import Receipt, ReceiptKey
from .recipient_fact import RecipientFact, Safeguard
from .restriction import Objection, Restriction
from .silence import Silence
from .sweep import Sweep
from .visit import Visit

__all__ = [
    "Acceptance",
    "Announcement",
    "AnnouncementEnd",
    "Breach",
    "BreachEvent",
    "BreachFinding",
    "BreachNotice",
    "BreachedPerson",
    "BreakGlass",
    "Brought",
    "Consent",
    "Correction",
    "CorrectionNotice",
    "DeviceAnswer",
    "Disclosure",
    "Edition",
    "EditionProposal",
    "EditionStep",
    "EditionText",
    "ErasureMark",
    "ErasureOutcome",
    "JournalEnding",
    "JournalEntry",
    "JournalHead",
    "JournalLeaf",
    "JournalMark",
    "LegalHold",
    "Objection",
    "OptIn",
    "OptOut",
    "Person",
    "PolicyText",
    "PolicyTranslation",
    "PolicyVersion",
    "Postponement",
    "PublishedCell",
    "PublishedTable",
    "Receipt",
    "ReceiptKey",
    "RecipientFact",
    "Restriction",
    "Safeguard",
    "Sentence",
    "Signal",
    "Silence",
    "Sweep",
    "Visit",
    "Withdrawal",
    "Wording",
]
