"""Sites are few, change rarely and are needed by every request: they are read once a minute and kept in the process."""

from dataclasses import dataclass
from time import monotonic

from boxmalls.privacy.policy.editions import noting

from .models import Site, TaxClass

FRESH_FOR = 60.0
HOME_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]", "testserver"})
HOME_SITE = "eu"


@dataclass(slots=True)
class _Kept:
    sites: list[Site]
    rates: dict[tuple[str, str], int]
    read_at: float


_kept: _Kept | None = None


def all_sites() -> list[Site]:
    """Every site, in the order in which they are shown."""
    return _read().sites


def site(code: str) -> Site:
    """A site by its code; KeyError where there is none. One that another process opened a moment ago is known at once."""
    found = next((each for each in all_sites() if each.code == code), None)
    if found is None:
        forget_sites()
        found = next((each for each in all_sites() if each.code == code), None)
    if found is None:
        raise KeyError(code)
    return found


def site_for_host(host: str) -> Site | None:
    """The site that answers at a host name (a port is ignored). This machine's own names lead to the site `eu`, or the first."""
    name = host.rsplit(":", 1)[0].lower() if not host.endswith("]") else host
    sites = all_sites()
    for found in sites:
        if found.host == name:
            return found
    if name in HOME_HOSTS and sites:
        return next((found for found in sites if found.code == HOME_SITE), sites[0])
    return None


def tax_rate_bp(site_code: str, tax_class: str) -> int:
    """A tax rate in hundredths of a percent; KeyError where the site's law knows no such class."""
    return _read().rates[site_code, tax_class]


def forget_sites() -> None:
    """Read them anew at the next question. For tests, and after a site was changed in this process."""
    global _kept
    _kept = None
    noting.forget()


def _read() -> _Kept:
    global _kept
    if _kept is None or monotonic() - _kept.read_at > FRESH_FOR or not _kept.sites:
        rates = {(row.site_id, row.code): row.rate_bp for row in TaxClass.objects.all()}
        _kept = _Kept(list(Site.objects.order_by("position", "code")), rates, monotonic())
    return _kept
