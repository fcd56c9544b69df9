"""The data subject, and what the kernel remembers about each."""

from .consent import Consent, Withdrawal, Wording
from .disclosure import Disclosure
from .erasure_outcome import ErasureOutcome
from .journal import Correction, JournalEntry
from .journal_seal import JournalEnding, JournalHead, JournalLeaf
from .person import Person
from .policy import Acceptance, PolicyText, PolicyVersion, Sentence
from .sweep import Sweep
from .visit import Visit

__all__ = [
    "Acceptance",
    "Consent",
    "Correction",
    "Disclosure",
    "ErasureOutcome",
    "JournalEnding",
    "JournalEntry",
    "JournalHead",
    "JournalLeaf",
    "Person",
    "PolicyText",
    "PolicyVersion",
    "Sentence",
    "Sweep",
    "Visit",
    "Withdrawal",
    "Wording",
]
