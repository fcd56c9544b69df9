"""
Completing a checkout: the one path from cart to order.

Two journeys to the database and a commit. The first claims the key, takes the cart and reads what decides; the second writes the
group, its money, its invoices and, last, takes the goods from the stock. Killed anywhere in between, nothing has happened, and
the same call completes it.
"""

import json
import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import OperationalError, connection, transaction
from django.utils.translation import get_language
from psycopg.errors import DeadlockDetected

from boxmalls.accounts.rules import PostalAddress
from boxmalls.base import outbox, sql
from boxmalls.base.ids import new_id
from boxmalls.base.pipeline import Rows, Statement, send
from boxmalls.catalog.actions.stock import SoldOut
from boxmalls.catalog.models import Stock
from boxmalls.checkout.actions.money import account_owners, asked_for
from boxmalls.checkout.deciding import Found, decide
from boxmalls.checkout.lines import as_lines, taking
from boxmalls.checkout.models import Cart, Completion
from boxmalls.checkout.personal_data import ONCE
from boxmalls.checkout.refusals import KeyUsedOtherwise
from boxmalls.checkout.taxes import taxes_of
from boxmalls.checkout.wish import Wish, check_key, read_wish
from boxmalls.ledger.actions.posting import refusals_of_the_books
from boxmalls.ledger.models.account import SHARDS, Account
from boxmalls.orders.models import OrderGroup
from boxmalls.orders.placing import Placing
from boxmalls.orders.statements import invoicing_statements, placing_statements
from boxmalls.payments.statements import asking
from boxmalls.privacy.actions.persons import become
from boxmalls.privacy.choices import stopped
from boxmalls.privacy.choices.actions import check_runs
from boxmalls.privacy.collection import collecting_sql
from boxmalls.privacy.models import Person
from boxmalls.privacy.vault import keyring
from boxmalls.shipping.rules import Choice
from boxmalls.sites.models import Site
from boxmalls.sites.queries import site as site_of

TRIES = 3


class _AskedBefore(Exception):
    """The key is taken: the answer stands already."""


def complete_checkout(
    *,
    cart: Cart,
    person: Person,
    key: str,
    expected_total_minor: int,
    contact: str | Mapping[str, str],
    delivery: Mapping[str, str] | PostalAddress,
    shipping: Mapping[UUID | str, str],
    payment_method: str,
    at: datetime,
    language: str | None = None,
) -> OrderGroup:
    """
    Order everything in the cart, once for each person and key; asked again, the same group is the answer.

    Paid from the balance it is settled at once; by bank transfer the goods are kept until it is due.

    :param contact: the email to which the confirmation goes.
    :param delivery: name and address, and a phone if the buyer gave one.
    :param shipping: the chosen way of delivery for each seller; the cheapest where none is named.
    :raises FeatureStopped: if the buyer opted out of what ordering needs.
    :raises KeyUsedOtherwise: if the key was used for another wish.
    :raises TotalChanged: if it costs something else than the buyer saw; nothing is ordered then.
    :raises Refusal: for anything else that stands in the way; nothing is ordered then either.
    """
    site = site_of(cart.site_id)
    wish = read_wish(
        site=site,
        expected_total_minor=expected_total_minor,
        contact=contact,
        delivery=delivery,
        shipping=shipping,
        method=payment_method,
        language=language or get_language() or site.default_language,
    )
    asked = wish.fingerprint(person.pk, check_key(key))
    check_runs("checkout.ordering", person.pk)
    if stopped(person.pk, "orders.mails"):
        wish = replace(wish, email="")
    with keyring():
        for attempt in range(TRIES):
            try:
                return _complete(cart, person, key, asked, wish, site, at)
            except _AskedBefore:
                return _answer(person, key, asked)
            except OperationalError as error:
                if connection.in_atomic_block or attempt == TRIES - 1 or not isinstance(error.__cause__, DeadlockDetected):
                    raise
    raise AssertionError


@transaction.atomic
def _complete(cart: Cart, person: Person, key: str, asked: bytes, wish: Wish, site: Site, at: datetime) -> OrderGroup:
    if person.kind == Person.VISITOR:
        become(person=person, kind=Person.GUEST, at=at)
    group_id, shard = new_id(), random.randrange(SHARDS[Account.Kind.COMMISSION])  # noqa: S311
    found, accounts, held = _take(cart, person.pk, site, shard, Statement(sql.read(_ROOM, "claim.sql"), [person.pk, key, asked, group_id, at]))
    placing = decide(found, wish, group_id=group_id, person_id=person.pk, site=site, taxes=taxes_of(site), at=at)
    owners = account_owners(placing, accounts, at)
    with refusals_of_the_books():
        _write(placing, wish, owners, held)
    return OrderGroup(
        id=placing.id, number=placing.number, site_id=site.code, person_id=person.pk, language=placing.language, currency=placing.currency,
        total_minor=placing.total_minor, placed_at=at,
    )  # fmt: skip


def _take(cart: Cart, person_id: UUID, site: Site, shard: int, claim: Statement) -> tuple[Found, Rows, dict[UUID, int]]:
    """The first journey: claim the key, read rates and accounts, empty the cart, let go of what was held for it."""
    whose = {"person": person_id, "unit": site.currency, "cart": cart.pk, "shard": shard}
    _purpose, claimed, rates, accounts, lines, held = send(
        [
            Statement(*collecting_sql(ONCE)),
            claim,
            Statement(sql.read(_ROOM, "rates.sql"), [site.code, cart.pk]),
            Statement(sql.read(_ROOM, "accounts.sql"), whose),
            taking(cart.pk),
            Statement(sql.read(_ROOM, "holds.sql"), [cart.pk]),
        ]
    )
    if not claimed:
        raise _AskedBefore
    by_seller: dict[UUID, list[Choice]] = {}
    for row in rates:
        by_seller.setdefault(row[0], []).append(Choice(*row))
    return Found(as_lines(lines), by_seller), accounts, dict(held)


def _write(placing: Placing, wish: Wish, owners: Mapping[Any, UUID], held: dict[UUID, int]) -> None:
    """The second journey: everything is decided, and stands or falls together."""
    asked, wallet_id = asked_for(placing, wish.method, owners)
    sold = {line.offer_id: line.quantity for order in placing.orders for line in order.lines}
    offers = sorted(sold.keys() | held.keys())
    statements = [
        *placing_statements(placing),
        _telling(placing),
        *asking(asked, wallet_id=wallet_id, at=placing.at),
        *invoicing_statements(placing),
        *(Statement(sql.read(_ROOM, "sell.sql"), {"offer": offer, "sold": sold.get(offer, 0), "held": held.get(offer, 0)}) for offer in offers),
    ]
    left = dict(zip(offers, send(statements)[-len(offers) :], strict=True))
    for offer, rows in left.items():
        if not rows:
            raise SoldOut(offer_id=offer, left=_left_of(offer) + held.get(offer, 0))
    gone = [str(offer) for offer, ((on_hand,),) in left.items() if on_hand == 0 and offer in sold]
    if gone:
        outbox.publish("offer.changed", payload={"offer_ids": gone})


def _left_of(offer: UUID) -> int:
    found = Stock.objects.filter(pk=offer).values_list("on_hand", "reserved").first()
    return found[0] - found[1] if found else 0


def _telling(placing: Placing) -> Statement:
    payload = {"orders": [str(order.id) for order in placing.orders]}
    return Statement(sql.read(_ROOM, "tell.sql"), ["order.placed", str(placing.id), json.dumps(payload)])


def _answer(person: Person, key: str, asked: bytes) -> OrderGroup:
    """The answer that was given before."""
    found = Completion.objects.select_related("group").get(person=person, key=key)
    if bytes(found.asked) != asked:
        raise KeyUsedOtherwise(number=found.group.number)
    return found.group


_ROOM = __file__.replace("/actions/", "/")
