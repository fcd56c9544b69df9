"""Reading what nobody reads: with a reason, by two people, for thirty minutes, and the person is told."""

from .actions import ask, close, decide, hand_over, handed_over, look
from .refusals import AlreadyDecided, NotOpen, TakesTwo
from .rules import State, state_of
from .silence import agree, silence, silences_of

__all__ = [
    "AlreadyDecided",
    "NotOpen",
    "State",
    "TakesTwo",
    "agree",
    "ask",
    "close",
    "decide",
    "hand_over",
    "handed_over",
    "look",
    "silence",
    "silences_of",
    "state_of",
]
