"""Publishing the figures of a month, once, and reading them."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from boxmalls.privacy.models import PublishedCell, PublishedTable

from .partition import REST, Cell, Row, partition


@transaction.atomic
def publish_month(*, code: str, site_code: str, month: date, currency: str, rows: Iterable[Row], at: datetime) -> bool:
    """
    Cut and keep the figures of a month; whether they are new. Publishing it again changes nothing, whatever the rows say by then.
    """
    table, new = PublishedTable.objects.get_or_create(code=code, site_code=site_code, month=month, currency=currency, defaults={"published_at": at})
    if new:
        PublishedCell.objects.bulk_create(
            PublishedCell(table=table, labels=list(cell.labels), people=cell.people, count=cell.count, amount_minor=cell.amount) for cell in partition(rows)
        )
    return new


def published(code: str, *, site_code: str | None = None, first_label: str | None = None, since: date | None = None) -> dict[PublishedTable, list[Cell]]:
    """
    What was published, the newest month first; one query for all of it.

    :param first_label: only the cells of this label of the first dimension, such as a seller's.
    """
    cells = PublishedCell.objects.filter(table__code=code).select_related("table").order_by("-table__month", "table__site_code", "-amount_minor")
    if site_code:
        cells = cells.filter(table__site_code=site_code)
    if first_label:
        cells = cells.filter(labels__0=first_label)
    if since:
        cells = cells.filter(table__month__gte=since)
    found: dict[PublishedTable, list[Cell]] = {}
    for cell in cells:
        found.setdefault(cell.table, []).append(Cell(tuple(cell.labels), cell.people, cell.count, cell.amount_minor))
    return found


def summed(cells: Iterable[Cell], dimension: int) -> list[Cell]:
    """
    Cells put together by one dimension, the greatest first, what could not stand alone last.

    Of people only the cells say how many: somebody may be in several, so a sum says no number of people.
    """
    sums: dict[str, tuple[int, int]] = {}
    for cell in cells:
        count, amount = sums.get(cell.labels[dimension], (0, 0))
        sums[cell.labels[dimension]] = (count + cell.count, amount + cell.amount)
    put = [Cell((label,), 0, count, amount) for label, (count, amount) in sums.items()]
    return sorted(put, key=lambda cell: (cell.labels[0] == REST, -cell.amount, cell.labels))
