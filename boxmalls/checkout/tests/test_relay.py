"""Buyer and seller write to each other by email, and neither ever sees the other's address."""

from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from boxmalls.accounts.testing import make_seller_member
from boxmalls.base.limits import LimitsDoNotAnswer
from boxmalls.base.mailbox.box import Arrived
from boxmalls.checkout.testing import AT, EMAIL, make_delivered_offer, make_order
from boxmalls.orders.actions import cancel_order, mark_received, ship_order
from boxmalls.orders.leases import end_leases
from boxmalls.orders.links import tracking_token
from boxmalls.orders.models import OrderMessage, RelayAddress, RelayedMail
from boxmalls.orders.relay import taking
from boxmalls.orders.relay.addresses import shown_address
from boxmalls.orders.relay.plain import plain_words
from boxmalls.orders.relay.screening import is_authentic
from boxmalls.orders.relay.taking import take_mail
from boxmalls.orders.rules import LEASE_AT_MOST
from boxmalls.orders.testing import react
from boxmalls.privacy.choices import opt_out
from boxmalls.privacy.models import Disclosure
from boxmalls.privacy.register import Target
from boxmalls.privacy.restriction import lift_restriction, restrict_person
from boxmalls.privacy.rights.erasing import erase_person
from boxmalls.privacy.testing import make_person, publish
from boxmalls.sellers.testing import make_seller
from boxmalls.sites.testing import make_sites
from config.env.mailbox import Mailbox

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
BUYER, PACKER = EMAIL, "packer@loom.example"
HOST = {"host": "eu.localhost"}
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _a_mailbox(settings: Any) -> None:
    settings.RELAY_MAILBOX = Mailbox(host="127.0.0.1", port=9, user="relay", password="-")
    settings.RELAY_AUTHSERV = ""


@pytest.fixture
def order() -> Iterator[Any]:
    make_sites()
    publish()
    seller = make_seller(learns="label")
    make_seller_member(seller, email=PACKER)
    made = make_order(make_person(), make_delivered_offer(seller=seller))
    react()
    mail.outbox.clear()
    return made


def to_seller(order: Any) -> str:
    return shown_address(order.pk, to_seller=True, at=AT)


def to_buyer(order: Any) -> str:
    return shown_address(order.pk, to_seller=False, at=AT)


def letter(to: str, words: str = "Is it still warm enough in spring?", sender: str = f"Zofia Kanarek <{BUYER}>", **headers: str) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, to, "My question"
    made["Message-ID"] = f"<{abs(hash((to, words, sender)))}@canary.example>"
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(words)
    return made


def take(made: EmailMessage | bytes, at: Any = AT, *, whole: bool = True) -> str:
    return take_mail(Arrived(1, at, bytes(made), whole), at=at)


def test_a_mail_becomes_a_message_and_reaches_the_other_side_from_the_relay(order: Any) -> None:
    assert take(letter(to_seller(order))) == "message"
    message = OrderMessage.objects.get()
    assert (message.from_seller, message.order_id) == (False, order.pk)
    react()
    (passed,) = mail.outbox
    assert passed.to == [PACKER]
    assert passed.message()["Reply-To"] == to_buyer(order)
    assert to_buyer(order) in passed.from_email
    assert "warm enough in spring" in passed.body
    assert passed.message()["Auto-Submitted"] == "auto-generated"
    mail.outbox.clear()
    answer = letter(to_buyer(order), "Yes, until May.", PACKER)
    assert take(answer) == "message"
    react()
    (back,) = mail.outbox
    assert back.to == [EMAIL]
    assert back.message()["Reply-To"] == to_seller(order)
    assert back.message()["In-Reply-To"] == passed.message()["Message-ID"], "both belong to one thread"
    told = set(Disclosure.objects.filter(person=order.person_id, recipient="mail-server").values_list("what", flat=True))
    assert told >= {"what was written", "email, what was written"}


def test_what_is_written_on_a_page_goes_the_same_way_once(order: Any) -> None:
    from boxmalls.orders.actions.write import write_to_seller
    from boxmalls.orders.relay.forwarding import pass_on

    message = write_to_seller(order=order, person=order.person_id, text="From the page.", at=AT)
    react()
    assert pass_on(message.pk, at=AT) == 0
    assert [each.to for each in mail.outbox] == [[PACKER]]


def test_an_address_is_a_hundred_and_twenty_eight_bits_of_chance_and_stands_on_the_pages(order: Any, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    names = set(RelayAddress.objects.values_list("name", flat=True))
    assert len(names) == 2
    assert all(len(name) == len("o-") + 26 for name in names)
    for place in (
        "boxmalls.shop.web.order_words",
        "boxmalls.shop.web.messages",
        "boxmalls.seller_centre.web.order_words",
        "boxmalls.seller_centre.web.messages",
    ):
        monkeypatch.setattr(f"{place}.now", lambda: AT)
    key = f"?token={tracking_token(order.group_id)}"
    group = order.group.number
    for path in (f"/orders/{group}", f"/orders/{group}/{order.number}/messages"):
        page = client.get(path + key, headers=HOST).text
        assert to_seller(order) in page
        assert to_buyer(order) not in page


def test_without_a_mailbox_there_are_no_addresses(settings: Any, client: Client) -> None:
    settings.RELAY_MAILBOX = None
    make_sites()
    publish()
    order = make_order(make_person(), make_delivered_offer(seller=make_seller()))
    react()
    assert not RelayAddress.objects.exists()
    page = client.get(f"/orders/{order.group.number}?token={tracking_token(order.group_id)}", headers=HOST).text
    assert order.number in page
    assert "Write by email" not in page


QUOTED = f"""Yes, until May.

On Mon, 23 Nov 2026 at 10:12, Order X
<o-abc@relay.eu.localhost> wrote:
> #~~~ Write your answer above this line
> secret-quoted {PACKER}
> --
> more
"""
OUTLOOK = f"""Yes, until May.

________________________________
From: Packer <{PACKER}>
Sent: Monday
To: relay
secret-quoted
"""
GERMAN = f"Yes, until May.\n\nAm 23.11.26 um 10:12 schrieb Packer <{PACKER}>:\n> secret-quoted\n\n-- \nPacker, 0341 123 45 67\n"
PHONE = "Yes, until May.\n\nSent from my iPhone\n\nOn 23 Nov 2026, Order wrote:\n\n> secret-quoted"
BETWEEN = f"> Is it warm?\nYes, until May.\n> {PACKER} secret-quoted\n\n{PACKER}\n"
CHINESE = f"Yes, until May.\n\n寄件者: Packer {PACKER}\n寄件日期: 2026\n收件者: relay\n主旨: x\n\nsecret-quoted"
TOP = f"Yes, until May.\n#~~~ Write your answer above this line\nsecret-quoted {BUYER}"


@pytest.mark.parametrize("words", [QUOTED, OUTLOOK, GERMAN, PHONE, BETWEEN, CHINESE, TOP])
def test_what_mail_programs_add_is_taken_out(words: str) -> None:
    assert plain_words(words, (PACKER,)) == "Yes, until May."


CANARIES = [f"canary{number:02}" for number in range(40)]


def hostile(to: str) -> bytes:
    """A mail with a word of its own in every place in which a mail program leaves something."""
    words = iter(CANARIES)
    made = EmailMessage()
    made["From"] = f'"{next(words)}" <{BUYER}>'
    made["To"] = f"{next(words)} <{to}>"
    made["Cc"] = f"{next(words)} <{next(words)}@leak.example>"
    for name in ("Reply-To", "Sender", "Return-Path", "Errors-To", "Disposition-Notification-To", "X-Sender", "X-Original-From", "Resent-From"):
        made[name] = f"{next(words)}@leak.example"
    for name in ("Message-ID", "In-Reply-To", "References"):
        made[name] = f"<{next(words)}@leak.example>"
    for name in ("Subject", "Organization", "User-Agent", "X-Originating-IP", "DKIM-Signature", "Received", "Comments", "Keywords", "X-Face", "Thread-Topic"):
        made[name] = next(words)
    made.set_content(f"Is it warm?\n\n-- \n{next(words)}\n{next(words)}@leak.example\n")
    made.add_alternative(f'<p>Is it warm?</p><img src="https://{next(words)}.example/pixel.gif"><!-- {next(words)} -->', subtype="html")
    made.add_attachment(f"BEGIN:VCARD\nFN:{next(words)}\nEND:VCARD".encode(), maintype="text", subtype="vcard", filename=f"{next(words)}.vcf")
    made.add_attachment(b"%PDF-" + next(words).encode(), maintype="application", subtype="pdf", filename=f"{next(words)}.pdf")
    inner = EmailMessage()
    inner["From"], inner["Subject"] = f"{next(words)}@leak.example", next(words)
    inner.set_content(next(words))
    made.add_attachment(inner)
    return bytes(made)


def leaked() -> list[str]:
    """Which words left in a mail, or were stored in a message."""
    left = b"".join(bytes(each.message().as_bytes()) + each.body.encode() for each in mail.outbox)
    from boxmalls.privacy.vault import unwrap

    kept = "".join(each.text or "" for each in unwrap(OrderMessage.objects.all()))
    return [word for word in [*CANARIES, BUYER] if word.encode() in left or word in kept]


def test_nothing_of_a_mail_leaves_but_its_words(order: Any) -> None:
    assert take(hostile(to_seller(order))) == "message"
    react()
    (passed,) = mail.outbox
    assert "Is it warm?" in passed.body
    assert "2 files were attached" in passed.body or "3 files were attached" in passed.body
    assert passed.attachments == []
    assert not leaked()
    ours = {"Subject", "From", "To", "Reply-To", "Date", "Message-ID", "Auto-Submitted", "X-BoxMalls-Relay"}
    assert set(passed.message().keys()) == ours | {"Content-Type", "MIME-Version", "Content-Transfer-Encoding"}


def test_positive_control_with_the_stripping_off_it_leaves(order: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking, "plain_words", lambda text, _own: text)
    monkeypatch.setattr("boxmalls.orders.actions.write.find_contacts", lambda _text: [])
    assert take(hostile(to_seller(order))) == "message"
    react()
    assert leaked()


def test_whoever_the_order_does_not_know_is_refused_kindly_and_nothing_changes(order: Any) -> None:
    mallory = "mallory@elsewhere.example"
    for sender, where in ((mallory, to_seller), (PACKER, to_seller), (BUYER, to_buyer), (mallory, to_buyer), ("no address", to_seller)):
        mail.outbox.clear()
        assert take(letter(where(order), sender=sender)) == "refused"
        react()
        assert not OrderMessage.objects.exists()
        assert [each.to for each in mail.outbox] == ([[sender]] if "@" in sender else [])
        for each in mail.outbox:
            assert "Nothing was changed." in each.body
            assert each.message()["Auto-Submitted"] == "auto-replied"
            assert "warm enough" not in each.body


VERDICTS = {
    "mx.shop.example; dmarc=pass header.from=canary.example": True,
    "mx.shop.example; dkim=pass header.d=canary.example; spf=fail": True,
    "mx.shop.example; spf=pass smtp.mailfrom=zofia@canary.example": True,
    "mx.shop.example; dkim=pass header.d=evil.example": False,
    "mx.shop.example; dmarc=fail header.from=canary.example": False,
    "mx.evil.example; dmarc=pass header.from=canary.example": False,
    "mx.other.example; dmarc=none\r\nAuthentication-Results: mx.shop.example; dmarc=pass header.from=canary.example": False,
}


@pytest.mark.parametrize(("verdict", "true"), VERDICTS.items())
def test_only_our_own_servers_topmost_verdict_about_the_senders_domain_counts(verdict: str, true: bool) -> None:
    raw = f"Authentication-Results: {verdict}\r\nSubject: x\r\n\r\nx".encode()
    assert is_authentic(raw, "zofia@canary.example", "mx.shop.example") is true
    assert not is_authentic(b"Subject: x\r\n\r\nx", "zofia@canary.example", "mx.shop.example")


def test_a_forged_sender_is_dropped_without_a_word(order: Any, settings: Any) -> None:
    settings.RELAY_AUTHSERV = "mx.shop.example"
    assert take(letter(to_seller(order), Authentication_Results="mx.shop.example; dmarc=fail header.from=example.org")) == "forged"
    assert not OrderMessage.objects.exists()
    assert not mail.outbox
    assert take(letter(to_seller(order), "Truly.", Authentication_Results="mx.shop.example; dmarc=pass header.from=example.org")) == "message"


def test_what_a_page_would_refuse_is_refused_with_the_reason(order: Any) -> None:
    for words in ("Call me: 0341 123 45 67", "Write to zofia at mailbox dot org", "   \n", "> only quoted", "long " * 500):
        mail.outbox.clear()
        assert take(letter(to_seller(order), words)) == "refused"
        react()
        assert not OrderMessage.objects.exists()
        assert [each.to for each in mail.outbox] == [[BUYER]]


@pytest.mark.parametrize(
    "headers", [{"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"Return_Path": "<>"}, {"X_BoxMalls_Relay": "1"}, {"List_Id": "<a.b>"}]
)
def test_machines_are_not_passed_on_and_not_answered(order: Any, headers: dict[str, str]) -> None:
    assert take(letter(to_seller(order), **headers)) == "machine"
    react()
    assert not OrderMessage.objects.exists()
    assert not mail.outbox


def test_when_our_own_house_does_not_answer_the_mail_is_not_refused_but_stays(order: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_given: Any, **_more: Any) -> None:
        raise LimitsDoNotAnswer

    monkeypatch.setattr("boxmalls.orders.actions.write.take", away)
    with pytest.raises(LimitsDoNotAnswer):
        take(letter(to_seller(order)))
    assert not RelayedMail.objects.exists()
    assert not mail.outbox


def test_two_machines_that_answer_each_other_stop_at_once(order: Any) -> None:
    """The seller's mailbox answers everything, and hands back what we send."""
    assert take(letter(to_seller(order))) == "message"
    react()
    rounds = 0
    while mail.outbox and rounds < 10:
        sent = mail.outbox.pop().message()
        rounds += 1
        echo = letter(sent["Reply-To"] or to_buyer(order), f"I am away. {rounds}", PACKER, Auto_Submitted="auto-replied", In_Reply_To=sent["Message-ID"])
        take(echo)
        bounced = message_from_bytes(sent.as_bytes())
        bounced.replace_header("To", to_seller(order))
        take_mail(Arrived(1, AT, bounced.as_bytes(), True), at=AT)
        react()
    assert (rounds, OrderMessage.objects.count()) == (1, 1)


def test_answers_to_one_address_come_to_an_end(order: Any) -> None:
    for number in range(9):
        take(letter(to_seller(order), f"Question {number}", "mallory@elsewhere.example"))
    assert len(mail.outbox) == 5


def test_when_the_lease_ends_the_addresses_are_dead_and_then_gone(order: Any) -> None:
    there, ended = to_buyer(order), AT + LEASE_AT_MOST
    assert take(letter(there, "The last second.", PACKER), at=ended - timedelta(seconds=1)) == "message"
    assert take(letter(there, "Too late.", PACKER), at=ended) == "nobody"
    assert OrderMessage.objects.count() == 1
    assert "is done" in mail.outbox[-1].body
    assert take(letter(there, "From nobody whom we know.", "x@unknown.example"), at=ended) == "nobody"
    assert len(mail.outbox) == 1
    assert end_leases(at=ended) == 2
    assert not RelayAddress.objects.exists()


def test_two_weeks_after_the_parcel_came_it_is_over(order: Any) -> None:
    ship_order(order=order.pk, seller=order.seller, carrier="Post", tracking="", actor=None, at=AT)
    mark_received(order=order, person=order.person_id, at=AT)
    assert shown_address(order.pk, to_seller=True, at=AT + 13 * DAY)
    assert not shown_address(order.pk, to_seller=True, at=AT + 14 * DAY), "before any reaction was heard"
    react()
    assert set(RelayAddress.objects.values_list("ends_at", flat=True)) == {AT + 14 * DAY}


def test_what_was_called_off_is_closed_at_once(order: Any) -> None:
    there = to_seller(order)
    cancel_order(order=order, by="buyer", person=order.person_id, at=AT)
    assert take(letter(there)) == "nobody"
    react()
    assert not RelayAddress.objects.exists()


def test_who_opts_out_of_writing_is_closed_at_once(order: Any) -> None:
    there = to_seller(order)
    opt_out(person_id=order.person_id, target=Target(purpose="orders.writing"), site_code="eu", at=AT)
    assert take(letter(there)) == "nobody"
    react()
    assert not RelayAddress.objects.exists()


def test_of_whoever_is_restricted_no_address_is_lent_until_they_no_longer_are(order: Any) -> None:
    old = to_buyer(order)
    restrict_person(person=order.person_id, why="asked", actor=None, actor_role="person", at=AT)
    react()
    assert to_buyer(order) == to_seller(order) == ""
    assert take(letter(old, sender=PACKER)) == RelayedMail.Outcome.NOBODY
    assert not OrderMessage.objects.exists()
    assert BUYER not in str([sent.to for sent in mail.outbox])
    lift_restriction(person=order.person_id, actor=None, actor_role="person", at=AT)
    react()
    assert to_buyer(order) not in ("", old)


def test_erasure_closes_the_relay_and_leaves_nothing(order: Any) -> None:
    there = to_seller(order)
    take(letter(there))
    react()
    erase_person(person=order.person_id, site_code="eu", at=AT)
    react()
    assert not RelayAddress.objects.exists()
    assert not OrderMessage.objects.exists()
    mail.outbox.clear()
    assert take(letter(there, "Still there?")) == "nobody"
    assert not mail.outbox, "nobody of that address is known any more"


def test_the_same_mail_is_one_message_however_often_it_is_fetched(order: Any) -> None:
    made = letter(to_seller(order))
    assert [take(made), take(b"Received: from elsewhere\r\n" + bytes(made)), take(made)] == ["message", "again", "again"]
    assert OrderMessage.objects.count() == RelayedMail.objects.count() == 1
