"""Global Privacy Control: the table of decisions in docs/choices.md, every line of it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import product

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from boxmalls.privacy.choices import standing
from boxmalls.privacy.choices.actions import hear_signal
from boxmalls.privacy.choices.middleware import SignalMiddleware
from boxmalls.privacy.choices.signals import Honour, heard, hearing, honour, is_sent, may_share
from boxmalls.privacy.consent import consented, give_consent, withdraw_consent
from boxmalls.privacy.laws import laws
from boxmalls.privacy.models import Person, Signal
from boxmalls.privacy.register import PURPOSES, Basis, Occasion, Purpose
from boxmalls.privacy.rights.merging import merge_persons
from boxmalls.privacy.testing import AT, make_person, make_visitor
from boxmalls.sites.testing import make_sites

ADVERTISING = Purpose(code="test.advertising", basis=Basis.CONSENT, occasion=Occasion.ELECTRONIC_SERVICES, words="Follow you about.", sharing=True)
LISTING = Purpose(code="test.listing", basis=Basis.CONSENT, occasion=Occasion.ELECTRONIC_SERVICES, words="A list of your own.")
HOUR = timedelta(hours=1)
with_rows = pytest.mark.django_db(databases=["default", "safe"])


@pytest.mark.parametrize(
    ("header", "sent"), [("1", True), (" 1 ", True), ("0", False), ("", False), (None, False), ("true", False), ("1, 1", False), ("?1", False)]
)
def test_the_signal_is_one_and_nothing_else(header: str | None, sent: bool) -> None:
    assert is_sent(header) is sent


def test_every_law_says_how_far_the_signal_reaches_and_an_unknown_one_lets_it_reach_farthest() -> None:
    reach = {code: honour(code) for code in laws()}
    assert reach["US-CA"] is Honour.KNOWN
    assert set(reach.values()) <= set(Honour)
    assert honour("nowhere") is honour(None) is Honour.KNOWN


MOMENTS: list[datetime | None] = [None, AT, AT + HOUR]


@pytest.mark.parametrize(("agreed_at", "signalled_at", "heard_now"), list(product(MOMENTS, MOMENTS, (False, True))))
def test_every_line_of_the_rule(agreed_at: datetime | None, signalled_at: datetime | None, heard_now: bool) -> None:
    said_yes_after_the_signal = agreed_at is not None and signalled_at is not None and agreed_at > signalled_at
    said_yes_and_no_signal_ever = agreed_at is not None and signalled_at is None and not heard_now
    assert may_share(agreed_at=agreed_at, signalled_at=signalled_at, heard_now=heard_now) is (said_yes_after_the_signal or said_yes_and_no_signal_ever)


class Visit:
    """One request: with or without the signal, under a law, from somebody or nobody; says whether advertising may run in it."""

    def __init__(self, law: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self.site = make_sites()[0]
        self.site.law = law

    def __call__(self, *, signal: bool, person: Person | None, becomes: Person | None = None) -> bool:
        request = RequestFactory().get("/", headers={"Sec-GPC": "1"} if signal else {})
        request.site, request.person_id = self.site, person.pk if person else None
        request.COOKIES = {"session": "x"} if person else {}
        allowed: list[bool] = []

        def view(request: object) -> HttpResponse:
            if becomes is not None:
                request.person_id = becomes.pk  # type: ignore[attr-defined]
                if person is not None and person != becomes:
                    merge_persons(into=becomes, gone=person, proof="test", at=AT + 3 * HOUR)
            whose = becomes or person
            allowed.append(whose is not None and consented(whose.pk, ADVERTISING))
            response = HttpResponse()
            response.set_cookie("session", "x") if becomes else None
            return response

        response = SignalMiddleware(view)(request)
        assert "Sec-GPC" in response.headers["Vary"]
        return allowed[0]


STATES = ("nobody", "visitor", "account")
CONSENTS = ("never", "before", "after", "before and taken back")


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("boxmalls.privacy.choices.middleware.now", lambda: AT + HOUR)
    return


def agree(person: Person, at: datetime) -> None:
    give_consent(person=person, purpose=ADVERTISING, wording="Yes.", site_code="eu", language="en", at=at)


@with_rows
@pytest.mark.parametrize(
    ("signal", "state", "consent", "law", "later"), list(product((False, True), STATES, CONSENTS, ("US-CA", "EU", "TW", "nowhere"), (False, True)))
)
def test_every_case(signal: bool, state: str, consent: str, law: str, later: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Signal × who it is × consent until then × law × whether they sign in later on a device without the signal."""
    visit = Visit(law, monkeypatch)
    person = {"nobody": None, "visitor": make_visitor(), "account": make_person()}[state] if state != "nobody" else None
    owner = person or make_person()
    known = honour(law) is Honour.KNOWN
    if consent.startswith("before"):
        agree(owner, AT)
    if consent.endswith("taken back"):
        withdraw_consent(person=owner, purpose=ADVERTISING, at=AT)
    first = visit(signal=signal, person=person)
    assert first is (person is not None and consent == "before" and not signal)
    if consent == "after":
        agree(owner, AT + 2 * HOUR)
    assert Signal.objects.filter(person=owner).exists() is (signal and known and person is not None)

    if not later:
        again = visit(signal=signal, person=person)
        remembered = signal and known
        assert again is (person is not None and ((consent == "after" and (not signal or remembered)) or (consent == "before" and not signal)))
        return
    account = make_person() if state == "visitor" else owner
    elsewhere = visit(signal=False, person=person, becomes=account)
    after_all = consented(account.pk, ADVERTISING)
    assert elsewhere is after_all
    if state == "visitor":
        assert after_all is (consent in ("before", "after") and not (signal and known)), "what the device's signal said goes along, later than every yes"
    elif state == "account":
        assert after_all is (consent == "after" or (consent == "before" and not (signal and known)))
    else:
        assert after_all is (consent in ("before", "after")), "a stranger's signal is nobody's afterwards"


@with_rows
def test_a_stranger_with_the_signal_leaves_nothing_behind(django_assert_num_queries: object, monkeypatch: pytest.MonkeyPatch) -> None:
    visit = Visit("US-CA", monkeypatch)
    with django_assert_num_queries(0):  # type: ignore[operator]
        visit(signal=True, person=None)
    assert not Signal.objects.exists()


@with_rows
def test_who_becomes_known_by_this_very_request_takes_the_signal_along(monkeypatch: pytest.MonkeyPatch) -> None:
    visit, account = Visit("US-CA", monkeypatch), make_person()
    agree(account, AT)
    visit(signal=True, person=None, becomes=account)
    assert not consented(account.pk, ADVERTISING)


@with_rows
def test_the_absence_of_the_signal_is_never_a_yes(monkeypatch: pytest.MonkeyPatch) -> None:
    visit, account = Visit("US-CA", monkeypatch), make_person()
    agree(account, AT)
    assert visit(signal=True, person=account) is False
    assert visit(signal=False, person=account) is False


@with_rows
def test_an_express_yes_after_the_signal_stands_although_the_signal_keeps_coming(monkeypatch: pytest.MonkeyPatch) -> None:
    visit, account = Visit("US-CA", monkeypatch), make_person()
    agree(account, AT)
    visit(signal=True, person=account)
    agree(account, AT + 2 * HOUR)
    assert visit(signal=True, person=account) is True
    assert standing(account.pk).signalled_at == AT + HOUR
    withdraw_consent(person=account, purpose=ADVERTISING, at=AT + 3 * HOUR)
    assert visit(signal=False, person=account) is False


@with_rows
def test_only_what_the_signal_speaks_of_is_touched() -> None:
    person = make_person()
    give_consent(person=person, purpose=LISTING, wording="Yes.", site_code="eu", language="en", at=AT)
    hear_signal(person_id=person.pk, site_code="eu", at=AT + HOUR)
    with hearing(True):
        assert heard()
        assert consented(person.pk, LISTING)


def test_sharing_can_rest_on_nothing_but_consent() -> None:
    with pytest.raises(ValueError, match="nothing but consent"):
        Purpose(code="test.bad", basis=Basis.LEGITIMATE_INTEREST, occasion=Occasion.ELECTRONIC_SERVICES, words="", sharing=True)
    assert all(purpose.optional for purpose in PURPOSES if purpose.sharing)
