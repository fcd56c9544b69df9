"""Work of the catalogue that waits for nobody."""

from pathlib import Path

from django.conf import settings
from django.tasks import task

from boxmalls.base.clock import now
from boxmalls.catalog.actions import stock
from boxmalls.catalog.actions.imports import run_import
from boxmalls.catalog.actions.shelves import count_shelves, redraw_stale_cards
from boxmalls.catalog.models import ImportRun
from boxmalls.sites.queries import all_sites


@task
def release_expired_reservations() -> int:
    """Let go of goods that were held for checkouts whose time is over. Every minute."""
    released = 0
    while True:
        some = stock.release_expired(at=now())
        released += some
        if some < 500:
            return released


@task
def carry_import(run_id: str) -> None:
    """Read a file that a seller sent, then throw it away. Broken off, it is taken up where it stopped."""
    run = run_import(run=ImportRun.objects.select_related("seller", "site").get(pk=run_id), at=now())
    sent = Path(run.path)
    if sent.parent == Path(settings.MEDIA_ROOT).parent / "imports":
        sent.unlink(missing_ok=True)


@task
def count_all_shelves() -> None:
    """Count what stands in each category and at each seller. Every few minutes."""
    for site in all_sites():
        count_shelves(site_code=site.code)


@task
def redraw_cards() -> int:
    """Draw cards again that an older version drew. Once an hour; nothing to do on most days."""
    return redraw_stale_cards()
