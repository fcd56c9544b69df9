"""The data subject, and what the kernel remembers about each."""

from .person import Person

__all__ = ["Person"]
