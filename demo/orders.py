"""The demo's sales: last month's, which the figures are made of, and what one buyer ordered, received, called off and wrote about."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from boxmalls.catalog.models import Offer
from boxmalls.checkout.actions import complete_checkout, open_cart, put_in_cart
from boxmalls.checkout.queries import cart_view
from boxmalls.orders.actions import cancel_order, mark_received, ship_order
from boxmalls.orders.actions.write import write_to_buyer, write_to_seller
from boxmalls.orders.figures import publish_sales
from boxmalls.orders.models import Delivery, MailSent, Order, OrderGroup, OrderMessage
from boxmalls.orders.reactions import note_carrier, note_sellers
from boxmalls.payments.actions.ask import top_up
from boxmalls.payments.actions.confirm import confirm_transfer
from boxmalls.payments.queries import payment_of_group
from boxmalls.privacy.actions.persons import create_person
from boxmalls.privacy.models import Person
from boxmalls.privacy.policy.actions import accept_policy
from boxmalls.privacy.rights.correcting import correct_value
from boxmalls.sellers.models import Seller
from boxmalls.sites.models import Site
from demo.people import MIRA, person_called

HOME = {"name": "Mira Sandberg", "line1": "Oude Delft 80", "postcode": "2611 CD", "city": "Delft", "country": "NL", "phone": "+31 6 12345678"}
BALANCE = 150_000
GUESTS = (
    "Ana Duarte", "Bo Lindqvist", "Carla Vidal", "Dov Peeters", "Elif Aydin", "Finn Maurer", "Greta Holm", "Hugo Marchand",
    "Inês Matos", "Jonas Wirth", "Kaja Saar", "Luca Ferri",
)  # fmt: skip
STREET = {"line1": "Marktplein 1", "postcode": "1011 AB", "city": "Amsterdam", "country": "NL", "phone": ""}
BRANDT, CORNER, LIGHT, LUMEN = "atelier-brandt", "green-corner", "second-light", "lumen-co"
TALK = (
    (BRANDT, False, 30, "Hello, does the chair come in one piece, or do I need a screwdriver?"),
    (BRANDT, True, 34, "In two parts. A spanner is in the box and nothing else is needed; it takes five minutes."),
    (BRANDT, False, 35, "Good. The lift in our house is narrow: how large is the box?"),
    (BRANDT, True, 51, "62 × 58 × 24 cm, 9 kg. It left this morning."),
    (CORNER, True, 28, "Yours travels on Monday, so that it does not spend the weekend in a van. Water it on Thursday, not before."),
    (CORNER, False, 96, "It arrived well, thank you."),
)


def make_sales(*, sellers: dict[str, Seller], site: Site, clerk: Person, at: datetime) -> None:
    """Let a dozen guests have bought last month, publish the month's figures, and let Mira have ordered lately."""
    last_month = at.replace(day=1, hour=10, minute=0) - timedelta(days=12)
    wares = _wares(sellers[CORNER], site, least=15) + _wares(sellers[BRANDT], site, least=15)
    for number, name in enumerate(GUESTS):
        _buy_as_guest(name, wares, site, clerk, last_month + timedelta(hours=5 * number))
    publish_sales(at=max(at, at.replace(day=4)))
    _live_as_mira(sellers, site, clerk, at)


def _buy_as_guest(name: str, wares: Sequence[Offer], site: Site, clerk: Person, at: datetime) -> None:
    guest = create_person(kind=Person.VISITOR, at=at)
    accept_policy(person=guest, site_code=site.code, language="en", at=at)
    email = f"{name.split(maxsplit=1)[0].lower().replace('ê', 'e')}@demo.boxmalls.example"
    group = _buy(guest, email, {**STREET, "name": name}, wares, site, "bank-transfer", at)
    confirm_transfer(payment_id=payment_of_group(group.pk).pk, staff_id=clerk.pk, at=at + timedelta(days=1))
    # What went out last month does not go out again.
    MailSent.objects.bulk_create(MailSent(about_id=group.pk, kind=kind, sent_at=at) for kind in ("transfer", "confirmation"))
    for order in group.orders.select_related("seller"):
        ship_order(order=order, seller=order.seller, carrier="PostNL", at=at + timedelta(days=2))
        mark_received(order=order, person=guest, at=at + timedelta(days=4))
        MailSent.objects.create(about_id=order.pk, kind="shipped", sent_at=at + timedelta(days=2))


def _live_as_mira(sellers: dict[str, Seller], site: Site, clerk: Person, at: datetime) -> None:
    mira = person_called(MIRA)
    accept_policy(person=mira, site_code=site.code, language="en", at=at - timedelta(days=7))
    payment = top_up(person_id=mira.pk, amount_minor=BALANCE, currency=site.currency, at=at - timedelta(days=7))
    confirm_transfer(payment_id=payment.pk, staff_id=clerk.pk, at=at - timedelta(days=6))
    first = at - timedelta(days=5)
    group = _buy(mira, MIRA, HOME, _wares(sellers[BRANDT], site) + _wares(sellers[CORNER], site, 2), site, "balance", first)
    orders = {order.seller.slug: order for order in group.orders.select_related("seller")}
    _send(orders[BRANDT], "DHL", "JD0146 0000 4711", first + timedelta(hours=50))
    _send(orders[CORNER], "PostNL", "3SDEMO0000471", first + timedelta(hours=29))
    mark_received(order=orders[CORNER], person=mira, at=first + timedelta(hours=95))
    called_off = _buy(mira, MIRA, HOME, _wares(sellers[LUMEN], site), site, "balance", at - timedelta(days=3))
    cancel_order(order=called_off.orders.get(), person=mira, at=at - timedelta(days=3) + timedelta(hours=2))
    _buy(mira, MIRA, HOME, _wares(sellers[LIGHT], site), site, "balance", at - timedelta(hours=20))
    where = Delivery.objects.get(order=orders[BRANDT])
    correct_value(person_id=mira.pk, key=f"orders.Delivery:{where.pk}:name", value="Mira Sandbergh", at=at - timedelta(hours=2))


def let_talk(*, at: datetime) -> None:
    """Mira and the sellers of her first parcels write to each other; what is written already stays."""
    mira = person_called(MIRA)
    group = OrderGroup.objects.filter(person=mira).earliest("placed_at")
    orders = {order.seller.slug: order for order in group.orders.select_related("seller")}
    for slug, from_seller, hours, text in TALK[OrderMessage.objects.filter(person=mira).count() :]:
        moment = min(group.placed_at + timedelta(hours=hours), at)
        if from_seller:
            write_to_buyer(seller=orders[slug].seller, number=orders[slug].number, text=text, at=moment)
        else:
            write_to_seller(order=orders[slug], person=mira.pk, text=text, at=moment)


def _send(order: Order, carrier: str, tracking: str, at: datetime) -> None:
    ship_order(order=order, seller=order.seller, carrier=carrier, tracking=tracking, at=at)
    note_carrier({"key": str(order.pk)}, at)


def _buy(person: Person, email: str, where: dict[str, str], wares: Sequence[Offer], site: Site, method: str, at: datetime) -> OrderGroup:
    for offer in wares:
        put_in_cart(person=person, site=site, offer=offer, quantity=1, at=at)
    group = complete_checkout(
        cart=open_cart(person=person, site=site, at=at), person=person, key=f"demo-{person.pk}-{at:%m%d%H}", language="en",
        expected_total_minor=cart_view(person.pk, site, {}).total_minor, contact={"email": email}, delivery=where, shipping={},
        payment_method=method, at=at,
    )  # fmt: skip
    note_sellers({"key": str(group.pk)}, at)
    return group


def _wares(seller: Seller, site: Site, count: int = 1, *, least: int = 2) -> list[Offer]:
    """Things that are not dear and not few, the same ones each time."""
    found = Offer.objects.filter(seller=seller, site=site, price_minor__lte=25_000, stock__on_hand__gte=least)
    return list(found.order_by("price_minor", "external_id")[:count])
