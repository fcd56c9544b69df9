"""Sales in figures that single nobody out: the months that are over, published once, for sellers, advertisers and analysts alike."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from boxmalls.base import sql
from boxmalls.catalog.models import Category
from boxmalls.privacy.aggregates.partition import REST, Row
from boxmalls.privacy.aggregates.publishing import publish_month, published, summed
from boxmalls.sellers.models import Seller
from boxmalls.sites.queries import all_sites

SALES = "sales"
SELLER, CATEGORY = 0, 1
"""The dimensions of the table, the one that readers may tell apart first."""

SETTLED_AFTER = timedelta(days=3)
"""So long after its end a month is published: most cancellations have come by then."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One line. `label` is a seller's or a category's id, or empty for what was put together; amounts in minor units."""

    label: str
    count: int
    amount: int


@dataclass(frozen=True, slots=True)
class Month:
    """A published month of a site."""

    month: date
    site_code: str
    currency: str
    figures: tuple[Figure, ...]

    @property
    def amount(self) -> int:
        """The sum of what is shown, in minor units."""
        return sum(figure.amount for figure in self.figures)


def publish_sales(*, at: datetime) -> int:
    """Publish the last month that is over and settled, of every site; returns how many tables are new."""
    month = _month_before((at - SETTLED_AFTER).date())
    until = _next_month(month)
    new = 0
    for site in all_sites():
        parameters = {"site": site.code, "currency": site.currency, "since": _midnight(month), "until": _midnight(until)}
        rows = [
            Row(person, (str(seller), category), count, amount)
            for person, seller, category, count, amount in sql.rows(sql.read(__file__, "sales.sql"), parameters)
        ]
        new += publish_month(code=SALES, site_code=site.code, month=month, currency=site.currency, rows=rows, at=at)
    return new


def months(*, seller_id: UUID | None = None, by: int = CATEGORY) -> list[Month]:
    """The published months, the newest first, by one dimension; of one seller where one is named. One query."""
    tables = published(SALES, first_label=str(seller_id) if seller_id else None)
    return [
        Month(
            table.month,
            table.site_code,
            table.currency,
            tuple(Figure("" if cell.labels[0] == REST else cell.labels[0], cell.count, cell.amount) for cell in summed(cells, by)),
        )
        for table, cells in tables.items()
    ]


def names_of(found: list[Month], language: str) -> dict[str, str]:
    """Names of the sellers and categories that the figures name, in two queries."""
    labels = {figure.label for month in found for figure in month.figures if figure.label}
    sellers = {label for label in labels if len(label) == 36}
    named = {str(pk): name for pk, name in Seller.objects.filter(pk__in=sellers).values_list("pk", "name")}
    categories = Category.objects.filter(pk__in=labels - sellers).values_list("pk", "names")
    return named | {pk: names.get(language) or names["en"] for pk, names in categories}


def _month_before(day: date) -> date:
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def _next_month(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
