"""Going to the till: what is in the cart is held for a quarter of an hour."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from boxmalls.catalog.actions import stock
from boxmalls.checkout.actions.cart import open_cart
from boxmalls.checkout.queries import cart_view
from boxmalls.checkout.refusals import CannotCheckOut, EmptyCart
from boxmalls.privacy.models import Person
from boxmalls.sites.models import Site

HELD_FOR = timedelta(minutes=15)


@transaction.atomic
def start_checkout(*, person: Person | UUID, site: Site, at: datetime) -> datetime:
    """
    Hold everything in the cart; until when. Starting again holds it anew, for as long.

    :raises EmptyCart: if there is nothing in it.
    :raises CannotCheckOut: if something cannot be bought as it is.
    :raises SoldOut: if somebody was quicker just now.
    """
    person_id = person if isinstance(person, UUID) else person.pk
    view = cart_view(person_id, site)
    if not view.groups:
        raise EmptyCart
    blocking = [problem for problem in view.problems if problem.blocks]
    if blocking:
        raise CannotCheckOut(blocking)
    cart = open_cart(person=person_id, site=site, at=at)
    until = at + HELD_FOR
    rows = [(line.offer_id, line.quantity) for group in view.groups for line in group.lines]
    stock.reserve(rows=rows, holder_id=cart.pk, until=until, at=at)
    return until
