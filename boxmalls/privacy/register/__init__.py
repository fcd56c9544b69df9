"""Declarations: what is held about people, why, since when, how long, and how it ends. Filled once at start."""

from .declarations import Cookie, Ending, Hold, Holding, Keep, Plain, Purpose, Recipient
from .registry import COOKIES, HOLDINGS, PURPOSES, RECIPIENTS
from .traces import TRACES, Trace, Why
from .vocabulary import Basis, Category, Occasion

__all__ = [
    "COOKIES",
    "HOLDINGS",
    "PURPOSES",
    "RECIPIENTS",
    "TRACES",
    "Basis",
    "Category",
    "Cookie",
    "Ending",
    "Hold",
    "Holding",
    "Keep",
    "Occasion",
    "Plain",
    "Purpose",
    "Recipient",
    "Trace",
    "Why",
]
