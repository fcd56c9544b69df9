"""Who is affected, by which categories, readable or not: computed from the register, never guessed."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import batched
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet

from boxmalls.privacy.laws import law_of_site
from boxmalls.privacy.models import Acceptance, Breach, JournalEntry, Person
from boxmalls.privacy.register import HOLDINGS, Holding
from boxmalls.privacy.rights.rows import database_of_holding, model_of, moment_path
from boxmalls.privacy.vault.fields import sealed_fields

AT_ONCE = 5000
MOST_NAMED = 30_000


def scope_of(breach: Breach) -> list[dict[str, Any]]:
    """For each table: how many rows and people, which categories, which columns can be read by whoever has a copy and which cannot."""
    return [_scope_of(breach, holding) for holding in concerned(breach)]


def concerned(breach: Breach) -> list[Holding]:
    """The holdings that a breach names; those without a person concern nobody."""
    found = (HOLDINGS.get(label) for label in breach.holdings)
    return [holding for holding in found if holding is not None and holding.person]


def people_of(breach: Breach) -> Iterator[dict[UUID, str]]:
    """
    Everybody concerned with the law under which they stand, in batches: the law of the site whose policy they accepted last.

    Who accepted none stands under every law of the breach's sites; the first of them is named. Somebody may come more than once.
    """
    laws = laws_of(breach)
    for holding in concerned(breach):
        for some in batched(_rows(breach, holding).order_by().values_list(holding.person, flat=True).distinct().iterator(AT_ONCE), AT_ONCE):
            alive = Person.objects.filter(pk__in=[each for each in some if each], erased_at=None).values_list("pk", flat=True)
            yield from _with_laws(alive, laws[0] if laws else "")


def laws_of(breach: Breach) -> list[str]:
    """The laws of the sites concerned."""
    return sorted({law for code in breach.site_codes if (law := law_of_site(code))})


def is_unreadable(breach: Breach) -> bool:
    """Whether everything personal in the tables concerned is sealed, and the keys are not out."""
    return not breach.keys_exposed and all(not _plain(holding) for holding in concerned(breach))


def _with_laws(person_ids: Iterable[UUID], otherwise: str) -> Iterator[dict[UUID, str]]:
    ids = list(person_ids)
    accepted = Acceptance.objects.filter(person_id__in=ids).order_by("person_id", "-accepted_at").distinct("person_id")
    sites = dict(accepted.values_list("person_id", "site_code"))
    yield {each: law_of_site(sites.get(each)) or otherwise for each in ids}


def _scope_of(breach: Breach, holding: Holding) -> dict[str, Any]:
    rows = _rows(breach, holding)
    sealed = _sealed(holding)
    return {
        "holding": holding.model,
        "rows": rows.count(),
        "people": rows.order_by().values(holding.person).distinct().count(),
        "categories": sorted({category.value for category, _purpose in holding.fields.values()}),
        "sealed": sorted(sealed),
        "readable": sorted(set(holding.fields) if breach.keys_exposed else _plain(holding)),
    }


def _rows(breach: Breach, holding: Holding) -> QuerySet[Any]:
    """
    The rows that were there in the span of the breach, made before its end; of one that happened at a seller, those of that seller.

    Of a breach by reading, those of the people who were read: when a row's time began says nothing then, since rows begin anew when they are used.
    """
    rows = model_of(holding)._base_manager.using(database_of_holding(holding)).exclude(**{holding.person: None})
    moment: str | None = moment_path(holding)
    until: datetime | None = breach.until
    if until and moment and breach.reader is None:
        rows = rows.filter(**{f"{moment}__lte": until})
    rows = _read_by(breach, holding, rows)
    seller, path = _seller_of(breach), _seller_path(model_of(holding))
    return rows.filter(**{path: seller}) if seller and path else rows


def _read_by(breach: Breach, holding: Holding, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Of a breach by reading, the rows of those who were read. In the other database only so many can be named; beyond, it stays with everybody."""
    if breach.reader is None:
        return rows
    read = JournalEntry.objects.filter(actor_id=breach.reader, at__range=(breach.since, breach.until)).values_list("subject_id", flat=True)
    if database_of_holding(holding) == "default":
        return rows.filter(**{f"{holding.person}__in": read})
    named = list(read.distinct()[: MOST_NAMED + 1])
    return rows.filter(**{f"{holding.person}__in": named}) if len(named) <= MOST_NAMED else rows


def _seller_of(breach: Breach) -> str:
    """The seller at whom it happened, if it happened at one."""
    return breach.told_by.removeprefix("seller:") if breach.told_by.startswith("seller:") else ""


def _seller_path(model: type[Model]) -> str:
    """How a row names its seller: by itself, or by its order."""
    names = {field.name: field for field in model._meta.concrete_fields}
    if "seller" in names:
        return "seller_id"
    order = names.get("order")
    return "order__seller_id" if order is not None and order.related_model is not None else ""


def _sealed(holding: Holding) -> set[str]:
    return {field.attname for field in sealed_fields(model_of(holding))} & set(holding.fields)


def _plain(holding: Holding) -> set[str]:
    return set(holding.fields) - _sealed(holding)
