"""Putting things into the cart and taking them out."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from boxmalls.catalog.models import Offer, Reservation
from boxmalls.checkout.models import Cart, CartLine
from boxmalls.checkout.models.cart import MOST_LINES, MOST_OF_ONE
from boxmalls.checkout.personal_data import CART
from boxmalls.checkout.refusals import CartFull, NotForSale, NotInCart, TooFew, TooManyOfOne
from boxmalls.privacy.choices import refuses
from boxmalls.privacy.collection import collecting
from boxmalls.privacy.models import Person
from boxmalls.sites.models import Site


@transaction.atomic
def open_cart(*, person: Person | UUID, site: Site, at: datetime) -> Cart:
    """The person's cart on a site, begun if there is none."""
    with collecting(CART, person=person, at=at):
        cart, _new = Cart.objects.get_or_create(person_id=_id(person), site=site, defaults={"created_at": at, "changed_at": at})
    return cart


@transaction.atomic
def put_in_cart(*, person: Person | UUID, site: Site, offer: Offer | UUID, quantity: int = 1, at: datetime) -> CartLine:
    """
    Put so many more of an offer into the cart. Nothing is reserved yet.

    :raises NotForSale: if it cannot be bought on this site now.
    :raises TooFew: if there are not as many, with those already in the cart.
    :raises TooManyOfOne: if it would be more of one thing than a cart takes.
    :raises CartFull: if there are too many different things already.
    """
    found = _for_sale(offer, site)
    with collecting(CART, person=person, at=at):
        cart = _locked(person, site, at)
        line = CartLine.objects.filter(cart=cart, offer=found).first()
        if line is None and CartLine.objects.filter(cart=cart).count() >= MOST_LINES:
            raise CartFull(most=MOST_LINES)
        wanted = (line.quantity if line else 0) + quantity
        _check_quantity(found, wanted, cart)
        line, _new = CartLine.objects.update_or_create(
            cart=cart,
            offer=found,
            defaults={"quantity": wanted, "seen_price_minor": found.price_minor},
            create_defaults={"quantity": wanted, "seen_price_minor": found.price_minor, "added_at": at},
        )
    return line


@transaction.atomic
def change_quantity(*, person: Person | UUID, site: Site, offer: Offer | UUID, quantity: int, at: datetime) -> None:
    """
    Say how many of an offer are wanted; none takes it out. The price of now counts as seen.

    :raises NotInCart: if it is not there.
    :raises TooFew: if there are not as many.
    :raises TooManyOfOne: if it is more of one thing than a cart takes.
    """
    if quantity <= 0:
        take_out(person=person, site=site, offer=offer, at=at)
        return
    with collecting(CART, person=person, at=at):
        cart = _locked(person, site, at)
        found = Offer.objects.select_related("stock").filter(pk=_id(offer)).first()
        line = CartLine.objects.filter(cart=cart, offer_id=_id(offer))
        held = line.values_list("quantity", flat=True).first()
        if found is None or held is None:
            raise NotInCart
        if quantity > held:
            _check_quantity(found, quantity, cart)
        line.update(quantity=quantity, seen_price_minor=found.price_minor)


@transaction.atomic
def take_out(*, person: Person | UUID, site: Site, offer: Offer | UUID, at: datetime) -> None:
    """Take an offer out of the cart. What is not there is no error; who opted out of the cart may still empty it."""
    if refuses(_id(person), CART):
        CartLine.objects.filter(cart__person_id=_id(person), cart__site=site, offer_id=_id(offer)).delete()
        return
    with collecting(CART, person=person, at=at):
        cart = _locked(person, site, at)
        CartLine.objects.filter(cart=cart, offer_id=_id(offer)).delete()


def _locked(person: Person | UUID, site: Site, at: datetime) -> Cart:
    """The cart, its row locked, so that two clicks follow each other."""
    cart = open_cart(person=person, site=site, at=at)
    Cart.objects.filter(pk=cart.pk).update(changed_at=at)
    return cart


def _for_sale(offer: Offer | UUID, site: Site) -> Offer:
    found = Offer.objects.select_related("stock", "seller", "product").filter(pk=_id(offer), site=site, currency=site.currency).first()
    if found is None or (found.status, found.seller.status, found.product.status) != ("live", "open", "live"):
        raise NotForSale
    return found


def _check_quantity(offer: Offer, quantity: int, cart: Cart) -> None:
    if not 1 <= quantity <= MOST_OF_ONE:
        raise TooManyOfOne(most=MOST_OF_ONE)
    left = offer.stock.on_hand - offer.stock.reserved
    if quantity > left:
        left += Reservation.objects.filter(holder_id=cart.pk, offer=offer).values_list("quantity", flat=True).first() or 0
    if quantity > left:
        raise TooFew(left=max(0, left))


def _id(thing: Person | Offer | UUID) -> UUID:
    return thing if isinstance(thing, UUID) else thing.pk
