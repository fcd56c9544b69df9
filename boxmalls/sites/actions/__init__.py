"""Opening sites."""

from .open_sites import SiteIsOpen, open_site, open_sites

__all__ = ["SiteIsOpen", "open_site", "open_sites"]
