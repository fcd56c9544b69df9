"""Declarations: what is held about people, why, since when, how long, and how it ends. Filled once at start."""

from .declarations import Cookie, Ending, Hold, Holding, Keep, Kind, Plain, Purpose, Recipient
from .features import FEATURES, Feature, Need, Target, needs
from .registry import COOKIES, HOLDINGS, PURPOSES, RECIPIENTS, name_of_cell
from .traces import TRACES, Trace, Why
from .vocabulary import Basis, Category, Occasion

__all__ = [
    "COOKIES",
    "FEATURES",
    "HOLDINGS",
    "PURPOSES",
    "RECIPIENTS",
    "TRACES",
    "Basis",
    "Category",
    "Cookie",
    "Ending",
    "Feature",
    "Hold",
    "Holding",
    "Keep",
    "Kind",
    "Need",
    "Occasion",
    "Plain",
    "Purpose",
    "Recipient",
    "Target",
    "Trace",
    "Why",
    "name_of_cell",
    "needs",
]
