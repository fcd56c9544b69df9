"""The order among kinds of texts on a site: one proposes another one, a second person approves it. Contradictions are refused before they count."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from boxmalls.agreements.kinds import TEXTS, Kind
from boxmalls.agreements.models import OrderChange, OrderDecision
from boxmalls.agreements.queries import order_of, texts_in_force
from boxmalls.agreements.rules import Circle, precedence
from boxmalls.base.refusals import BadInput, Conflict
from boxmalls.privacy.policy.actions import lock_site
from boxmalls.privacy.policy.editions.actions import SHORTEST_REASON
from boxmalls.privacy.policy.editions.queries import editions_of
from boxmalls.privacy.policy.editions.refusals import AuthorApproves, ReasonMissing, TooSoon, UnknownKind
from boxmalls.privacy.policy.editions.rules import Step, first_day
from boxmalls.ui.formatting import format_date


class Contradiction(BadInput):
    code = "contradiction"
    words = _("Two texts would each come before the other: %(kinds)s. Nothing was changed.")


class SameOrder(BadInput):
    code = "same-order"
    words = _("The texts stand in this order already. There is nothing to approve.")


class DecidedAlready(Conflict):
    code = "decided-already"
    words = _("This was decided on already. Nothing was changed; look again.")


class OrderMoved(Conflict):
    code = "order-moved"
    words = _("The order was changed since this was proposed. Send it back and propose it anew.")


@transaction.atomic
def propose_order(
    *, site_code: str, kinds: Sequence[str], why: str, effective_on: date | None = None, short_notice: str = "", by: UUID, at: datetime
) -> OrderChange:
    """
    Propose another order of kinds for a site, the one that prevails first. Nothing counts by it.

    :param effective_on: the day on which it begins once approved; None for as soon as that. `/agreements` tells it from the approval on.
    :param short_notice: why people are not told as long before as of another text.
    :raises TooSoon: if the day leaves no time to tell people, and it is not said why.
    :raises UnknownKind: if a kind is not known, named twice, or missing.
    :raises SameOrder: if it is the one that counts.
    :raises ReasonMissing: if it is not said why.
    :raises Contradiction: if two texts would each come before the other.
    """
    if sorted(kinds) != sorted(Kind):
        raise UnknownKind(kind=", ".join(kinds))
    _check_reason(why)
    first = first_day(at.date(), asks=True, short_notice=short_notice.strip())
    if effective_on is not None and effective_on < first:
        raise TooSoon(day=format_date(first, get_language() or "en", "long"))
    before = order_of(site_code, effective_on)
    if list(kinds) == before:
        raise SameOrder
    check_order(site_code, order=kinds)
    return OrderChange.objects.create(
        site_code=site_code, kinds=list(kinds), before=before, why=why.strip()[:400], effective_on=effective_on,
        short_notice=short_notice.strip()[:400], author_id=by, made_at=at,
    )  # fmt: skip


@transaction.atomic
def approve_order(*, change: OrderChange, by: UUID, at: datetime) -> OrderDecision:
    """
    Let a proposed order count from its day on; from now on if it names none, or one that is past.

    :raises AuthorApproves: if whoever proposed it does so; the database refuses it too.
    :raises DecidedAlready: if it was decided on.
    :raises OrderMoved: if another order counts by now than when it was proposed.
    :raises Contradiction: if two texts would each come before the other by now.
    """
    found = _open(change)
    if found.author_id == by:
        raise AuthorApproves
    if order_of(found.site_code, found.effective_on) != found.before:
        raise OrderMoved
    check_order(found.site_code, order=found.kinds)
    return OrderDecision.objects.create(change=found, author_id=found.author_id, by_id=by, approved=True, at=at)


@transaction.atomic
def send_back_order(*, change: OrderChange, by: UUID, reason: str, at: datetime) -> OrderDecision:
    """
    Give a proposed order up, with a reason: its author does, or the second person.

    :raises ReasonMissing: if none is given.
    :raises DecidedAlready: if it was decided on.
    """
    _check_reason(reason)
    found = _open(change)
    return OrderDecision.objects.create(change=found, author_id=found.author_id, by_id=by, approved=False, reason=reason.strip()[:400], at=at)


def check_order(site_code: str, overrides: Mapping[str, Sequence[str]] | None = None, *, order: Sequence[str] | None = None) -> None:
    """
    Look whether the texts of a site, those in force and those that are announced, leave an order in whatever sequence they begin.

    :param overrides: kind → the kinds before which a further text would put itself.
    :param order: the order that would count.
    :raises Contradiction: if two texts would each come before the other.
    """
    said: dict[str, set[str]] = {kind: set(others) for kind, others in (overrides or {}).items()}
    known = [(version.kind, version.overrides) for version in texts_in_force(site_code) if version.kind not in said]
    coming = editions_of(TEXTS, Step.SCHEDULED).filter(site_codes__contains=[site_code])
    for kind, others in [*known, *coming.values_list("work", "overrides")]:
        said.setdefault(kind, set()).update(others)
    try:
        precedence(order or order_of(site_code), {kind: sorted(others) for kind, others in said.items()})
    except Circle as circle:
        raise Contradiction(kinds=", ".join(str(Kind(kind).words) for kind in circle.kinds)) from None


def _open(change: OrderChange) -> OrderChange:
    lock_site(change.site_code)
    found = OrderChange.objects.select_for_update().get(pk=change.pk)
    if OrderDecision.objects.filter(change=found).exists():
        raise DecidedAlready
    return found


def _check_reason(reason: str) -> None:
    if len(reason.strip()) < SHORTEST_REASON:
        raise ReasonMissing
