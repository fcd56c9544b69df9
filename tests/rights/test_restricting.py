"""Restricting somebody's data closes it, at once, to every reader but them and the person in charge; an objection stops one use."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

import pytest
from django.core import mail
from django.test import Client, override_settings

from boxmalls.accounts.announcing import announce_editions
from boxmalls.accounts.models import Staff
from boxmalls.accounts.queries import addresses_of, profile_of
from boxmalls.accounts.testing import make_account, make_address, make_seller_member, make_staff, sign_in
from boxmalls.checkout.testing import make_delivered_offer, make_group
from boxmalls.orders.actions.mail import send_mail
from boxmalls.orders.actions.write import write_to_buyer, write_to_seller
from boxmalls.orders.leases import follow_lease
from boxmalls.orders.models import MailSent, OrderMessage
from boxmalls.orders.queries import group_of
from boxmalls.orders.relay.forwarding import pass_on
from boxmalls.privacy.collection import collecting
from boxmalls.privacy.collection.collecting import Objected
from boxmalls.privacy.models import Announcement, AnnouncementEnd, Edition, JournalEntry, Objection, Restriction
from boxmalls.privacy.policy.editions.testing import make_scheduled
from boxmalls.privacy.register import Basis, Occasion, Purpose
from boxmalls.privacy.register.registry import PURPOSES
from boxmalls.privacy.restriction import CannotObject, is_restricted, lift_restriction, may_use, object_to, restrict_person, take_objection_back
from boxmalls.privacy.rights.erasing import erase_person, is_gone
from boxmalls.privacy.rights.exporting import export_person
from boxmalls.privacy.rights.merging import merge_persons
from boxmalls.privacy.testing import make_acceptance, make_person
from boxmalls.privacy.vault import keyring
from boxmalls.privacy.vault.readers import reading_for_the_person
from boxmalls.privacy_office.testing import make_proven_request
from boxmalls.sellers.testing import make_seller
from boxmalls.sites.testing import make_sites
from config.env.mailbox import Mailbox

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
AT = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
HOST = {"host": "eu.localhost"}
VALUES = ("Lena Krause", "Lindenweg 12", "lena@example.org", "+4915123456789", "Leipzig")


class Scene:
    """A buyer with an order, and everybody who reads something about her."""

    def __init__(self) -> None:
        make_sites()
        self.seller = make_seller(learns="address_phone")
        self.person = make_account("lena@example.org")
        make_address(self.person)
        self.group = make_group(self.person, [make_delivered_offer(seller=self.seller)])
        self.order = self.group.orders.get()
        self.clients = {
            "seller": sign_in(Client(), make_seller_member(self.seller)),
            "support": sign_in(Client(), make_staff(Staff.SUPPORT)),
            "finance": sign_in(Client(), make_staff(Staff.FINANCE)),
            "admin": sign_in(Client(), make_staff(Staff.ADMIN)),
        }

    @cached_property
    def edition(self) -> Edition:
        """A new policy that is coming; she accepted the one before."""
        make_acceptance(self.person)
        return make_scheduled(material=True)

    @cached_property
    def messages(self) -> dict[bool, OrderMessage]:
        """What she and the seller (True) wrote to each other."""
        return {
            False: write_to_seller(order=self.order, person=self.person.pk, text="Is it blue? Lena Krause", at=AT),
            True: write_to_buyer(seller=self.seller, number=self.order.number, text="It is blue.", at=AT),
        }

    def readers(self) -> dict[str, Callable[[], Any]]:
        """Every way in which anybody but the person and the person in charge reads what is sealed."""
        get, post = self._get, self._post
        return {
            "seller, one order": lambda: get("seller", f"/seller/orders/{self.order.number}"),
            "seller, the address of an order": lambda: post("seller", f"/seller/orders/{self.order.number}/delivery", {}),
            "seller, all orders": lambda: get("seller", "/seller/orders"),
            "support, an order with a reason": lambda: post("support", "/back-office/orders", {"number": self.group.number, "reason": "She called us."}),
            "who runs the shop": lambda: post("admin", "/back-office/orders", {"number": self.group.number, "reason": "She called us."}),
            "finance": lambda: get("finance", "/back-office/transfers"),
            "a task that reads the order": lambda: group_of(self.group.pk),
            "a task that reads the profile": lambda: profile_of(self.person.pk),
            "a task that reads the addresses": lambda: addresses_of(self.person.pk),
            "a command that exports": self._exported,
            "a mail about the order": self._mailed,
            "a letter about a new policy": self._told_of_a_policy,
            "the relay, with what the seller wrote": lambda: self._relayed(from_seller=True),
            "the relay, with what she wrote": lambda: self._relayed(from_seller=False),
        }

    def _get(self, role: str, path: str) -> str:
        return self.clients[role].get(path, headers=HOST).text

    def _post(self, role: str, path: str, given: dict[str, str]) -> str:
        return self.clients[role].post(path, given, headers=HOST).text

    def _exported(self) -> str:
        from io import BytesIO
        from zipfile import ZipFile

        with ZipFile(BytesIO(export_person(person=self.person, at=AT))) as packed:
            text = packed.read("export.json").decode()
        return text.replace('"lena@example.org"', "")  # The sign-in library's own row in the safe: it lets her in, and nobody reads it.

    def _mailed(self) -> str:
        MailSent.objects.all().delete()
        return sent_by(lambda: send_mail(kind="confirmation", group_id=self.group.pk, at=AT))

    def _told_of_a_policy(self) -> str:
        """As at the first round: nobody was told yet."""
        assert self.edition
        Announcement.objects.all().delete()
        AnnouncementEnd.objects.all().delete()
        return sent_by(lambda: announce_editions(at=AT))

    def _relayed(self, *, from_seller: bool) -> str:
        """The way by mail is opened as the worker opens it, if it may be; a message that was passed on is passed on again."""
        MailSent.objects.all().delete()
        with override_settings(RELAY_MAILBOX=Mailbox("127.0.0.1", 9, "relay", "-")):
            follow_lease(self.order.pk, at=AT)
            return sent_by(lambda: pass_on(self.messages[from_seller].pk, at=AT))


def sent_by(act: Callable[[], Any]) -> str:
    """Every mail that somebody sends, and to whom."""
    mail.outbox.clear()
    act()
    return " ".join(f"{each.to} {each.body}" for each in mail.outbox)


def found_by(scene: Scene) -> dict[str, list[str]]:
    """What each reader sees of the values."""
    seen = {}
    for name, read in scene.readers().items():
        with keyring():
            text = str(read())
        seen[name] = [value for value in VALUES if value in text]
    return seen


def test_no_reader_but_the_person_and_the_person_in_charge_sees_anything_and_without_it_nearly_all_do() -> None:
    scene = Scene()
    before = found_by(scene)
    assert {name for name, seen in before.items() if seen} >= {
        "seller, the address of an order", "support, an order with a reason", "who runs the shop",
        "a task that reads the order", "a task that reads the addresses", "a command that exports", "a mail about the order",
        "a letter about a new policy", "the relay, with what the seller wrote", "the relay, with what she wrote",
    }  # fmt: skip
    restrict_person(person=scene.person, why="asked", actor=None, actor_role="person", at=AT)
    assert {name: seen for name, seen in found_by(scene).items() if seen} == {}
    lift_restriction(person=scene.person, actor=None, actor_role="person", at=AT)
    assert found_by(scene) == before


def test_the_person_and_the_person_in_charge_go_on_reading() -> None:
    scene = Scene()
    request = make_proven_request(scene.person, "restrict", words="Keep it, and do not use it.")
    officer = sign_in(Client(), make_staff(Staff.OFFICER))
    assert officer.post(f"/office/requests/{request.number}/restrict", headers=HOST).status_code == 303
    assert is_restricted(scene.person.pk)
    assert "Keep it, and do not use it." in officer.get(f"/office/requests/{request.number}", headers=HOST).text
    own = sign_in(Client(), scene.person)
    assert "Lindenweg 12" in own.get("/account/addresses", headers=HOST).text
    assert "Lena Krause" in own.get(f"/orders/{scene.group.number}", headers=HOST).text


def test_the_person_in_charge_reads_it_at_their_desk_only() -> None:
    scene = Scene()
    from boxmalls.accounts.actions import hire

    officer = make_staff(Staff.OFFICER)
    hire(person=officer, role=Staff.SUPPORT, at=AT)
    restrict_person(person=scene.person, why="asked", actor=None, actor_role="person", at=AT)
    page = sign_in(Client(), officer).post("/back-office/orders", {"number": scene.group.number, "reason": "She called us."}, headers=HOST)
    assert "Lena Krause" not in page.text


def test_a_key_that_was_opened_before_is_not_used_after() -> None:
    scene = Scene()
    with keyring():
        assert addresses_of(scene.person.pk)[0].postal.line1 == "Lindenweg 12"
        restrict_person(person=scene.person, why="asked", actor=None, actor_role="person", at=AT)
        assert addresses_of(scene.person.pk)[0].postal.line1 != "Lindenweg 12"
        with reading_for_the_person():
            assert addresses_of(scene.person.pk)[0].postal.line1 == "Lindenweg 12"
        assert addresses_of(scene.person.pk)[0].postal.line1 != "Lindenweg 12"


def test_a_seller_can_go_on_sending_the_parcel_and_learns_nothing_by_it() -> None:
    scene = Scene()
    restrict_person(person=scene.person, why="asked", actor=None, actor_role="person", at=AT)
    sent = scene.clients["seller"].post(f"/seller/orders/{scene.order.number}/shipment", {"carrier": "DHL", "tracking": "123"}, headers=HOST)
    assert sent.status_code < 400
    with keyring():
        assert "Lena Krause" not in str(group_of(scene.group.pk))


def test_restricting_twice_is_once_and_each_is_in_the_journal() -> None:
    person = make_person()
    for _ in range(2):
        restrict_person(person=person, why="asked", actor=None, actor_role="person", at=AT)
    assert lift_restriction(person=person, actor=None, actor_role="person", at=AT)
    assert not lift_restriction(person=person, actor=None, actor_role="person", at=AT)
    assert sorted(JournalEntry.objects.filter(subject=person).values_list("verb", flat=True)) == ["restricted", "unrestricted"]


def test_an_older_safe_that_forgot_is_closed_again() -> None:
    from boxmalls.privacy.restriction import close_again
    from boxmalls.privacy.vault.keys import key_of
    from boxmalls.privacy.vault.models import PersonKey

    person = make_person()
    restrict_person(person=person, why="asked", actor=None, actor_role="person", at=AT)
    PersonKey.objects.filter(person_id=person.pk).update(restricted_at=None)
    assert key_of(person.pk) is not None
    assert (close_again(), close_again()) == (1, 0)
    assert key_of(person.pk) is None


def test_who_is_restricted_can_be_erased() -> None:
    scene = Scene()
    restrict_person(person=scene.person, why="asked", actor=None, actor_role="person", at=AT)
    erase_person(person=scene.person, site_code="eu", at=AT)
    assert is_gone(scene.person.pk)
    assert not Restriction.objects.filter(person=scene.person).exists()


def test_a_restriction_follows_into_a_joined_record() -> None:
    guest, account = make_person("guest"), make_person()
    restrict_person(person=guest, why="asked", actor=None, actor_role="person", at=AT)
    merge_persons(into=account, gone=guest, proof="address:test", at=AT)
    assert is_restricted(account.pk)
    from boxmalls.privacy.vault.keys import key_of

    assert key_of(account.pk) is None


@pytest.fixture
def interest() -> Any:
    purpose = Purpose(code="tests.interest", basis=Basis.LEGITIMATE_INTEREST, occasion=Occasion.ELECTRONIC_SERVICES, words="Test.")
    PURPOSES.add(purpose)
    yield purpose
    del PURPOSES._purposes[purpose.code]


def test_an_objection_stops_one_use_and_no_other(interest: Purpose) -> None:
    from boxmalls.privacy.purposes import CORRECTING

    person, other = make_person(), make_person()
    with collecting(interest, person=person, at=AT):
        pass
    object_to(person=person, purpose=interest, at=AT)
    assert (may_use(person.pk, interest), may_use(other.pk, interest)) == (False, True)
    with pytest.raises(Objected), collecting(interest, person=person, at=AT):
        pass
    with collecting(interest, person=other, at=AT), collecting(CORRECTING, person=person, at=AT):
        pass
    assert take_objection_back(person=person, purpose=interest.code, at=AT)
    with collecting(interest, person=person, at=AT):
        pass


def test_objecting_to_where_one_is_signed_in_takes_the_network_and_the_browser_away() -> None:
    from allauth.usersessions.models import UserSession

    make_sites()
    person, other = make_account(), make_account()
    object_to(person=person, purpose="accounts.sessions", at=AT)
    for each in (person, other):
        sign_in(Client(headers={"user-agent": "Firefox"}), each).get("/account", headers=HOST)
    kept = {row.user.person_id: (row.ip, row.user_agent) for row in UserSession.objects.select_related("user")}
    assert kept.get(person.pk, ("0.0.0.0", "")) == ("0.0.0.0", "")
    assert kept.get(other.pk, ("127.0.0.1", "")) != ("0.0.0.0", "")


def test_nobody_objects_to_what_the_law_or_their_order_needs() -> None:
    person = make_person()
    for code in ("orders.ordering", "privacy.watching", "no.such"):
        with pytest.raises(CannotObject):
            object_to(person=person, purpose=code, at=AT)
    assert not Objection.objects.exists()
