"""What lies on the desk of the demo's privacy office: requests at every stage, a hold, a drill, and a look that waits for a second person."""

from datetime import datetime, timedelta

from boxmalls.orders.models import Delivery
from boxmalls.privacy.breaches import report_breach
from boxmalls.privacy.glass import ask
from boxmalls.privacy.holds import hold
from boxmalls.privacy.models import Person
from boxmalls.privacy.register import Category
from boxmalls.privacy_office.actions.acknowledging import acknowledge
from boxmalls.privacy_office.actions.proving import prove_by_account
from boxmalls.privacy_office.actions.receiving import Arrival, Asked, receive_request
from boxmalls.privacy_office.actions.stepping import Actor
from boxmalls.privacy_office.models import Channel, Kind, Request
from boxmalls.privacy_office.moves import MOVES
from boxmalls.sites.models import Site
from demo.people import MIRA, person_called

STRANGERS = (
    ("eu", Channel.LETTER, 2, Asked(Kind.WHO, "Who received my address last spring?", "Hedda Nyberg", "hedda@demo.boxmalls.example")),
    ("my", Channel.PHONE, 9, Asked(Kind.ACCESS, "Saya mahu salinan data saya.", "Nur Aisyah", phone="012 345 6789", language="ms")),
    ("tw", Channel.EMAIL, 1, Asked(Kind.CORRECT, "請把電話號碼改成新的。", "王小明", "hsiaoming@demo.boxmalls.example", language="zh-hant")),
)
ANSWER = "Everything is in the copy on this page. All of it came from you; nothing from elsewhere."
QUESTION = "Do you mean suggestions by what you bought, or also the figures of sales without names?"


def fill_office(*, sites: dict[str, Site], officer: Person, at: datetime) -> None:
    """Let people have asked, and the person in charge have answered some of them."""
    actor = Actor(officer.pk, "staff")
    _mira_asks(sites["eu"], actor, at)
    for code, channel, days, asked in STRANGERS:
        since = at - timedelta(days=days)
        by = None if channel == Channel.EMAIL else officer.pk
        request = receive_request(person=None, asked=asked, arrival=Arrival(channel, since, by=by), site=sites[code], at=since)
        if days > 1:
            acknowledge(request=request, at=since + timedelta(hours=3))
    guest = Delivery.objects.exclude(person=person_called(MIRA)).order_by("created_at").values_list("person", flat=True)[0]
    hold(
        person=Person.objects.get(pk=guest), reason="dispute", reference="DEMO-17/2026", holdings=["orders.Order", "orders.OrderMessage"],
        until=at + timedelta(days=90), by=officer.pk, at=at - timedelta(days=4),
    )  # fmt: skip
    ask(
        person=person_called(MIRA), by=officer.pk, reason="Her bank asks whether the transfer of last week was hers.", categories=[Category.PROPERTY],
        at=at - timedelta(minutes=40),
    )  # fmt: skip
    report_breach(
        title="Drill: a parcel list left in a printer", drill=True, site_codes=["eu"], holdings=["orders.Delivery"], told_by="staff", by=officer.pk,
        what_happened="An exercise. A list of the parcels of one afternoon lay in the tray of a shared printer overnight.",
        detected_at=at - timedelta(hours=20), since=at - timedelta(days=30), until=at - timedelta(days=1), at=at - timedelta(hours=19),
    )  # fmt: skip


def _mira_asks(site: Site, actor: Actor, at: datetime) -> None:
    answered = _ask(site, Kind.ACCESS, "What do you hold about me, and where did you get it?", at - timedelta(days=6))
    _move(answered, "copy", {}, actor, at - timedelta(days=5))
    _move(answered, "answer", {"words": ANSWER}, actor, at - timedelta(days=5))
    unclear = _ask(site, Kind.OBJECT, "I do not want you to use what I buy.", at - timedelta(days=2))
    _move(unclear, "ask_clarity", {"words": QUESTION}, actor, at - timedelta(days=1))


def _ask(site: Site, kind: Kind, words: str, at: datetime) -> Request:
    request = receive_request(person=person_called(MIRA), asked=Asked(kind, words, email=MIRA), arrival=Arrival(Channel.PAGE, at), site=site, at=at)
    acknowledge(request=request, at=at)
    request = prove_by_account(request=request, person=person_called(MIRA), at=at)
    _move(request, "start", {}, Actor(None, "system"), at)
    return request


def _move(request: Request, name: str, given: dict[str, str], actor: Actor, at: datetime) -> None:
    request.refresh_from_db()
    if name != "start" or request.state != "working":
        MOVES[name].act(request, given, actor, at)
    request.refresh_from_db()
