"""Opening sites."""

from .open_sites import open_sites

__all__ = ["open_sites"]
