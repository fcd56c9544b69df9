"""A whole conversation by email, through real mail servers: people write with their mail programs, and see nothing but the relay."""

import smtplib
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Barrier
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from boxmalls.accounts.testing import make_seller_member
from boxmalls.base.mailbox.box import Arrived
from boxmalls.checkout.testing import AT, EMAIL, make_delivered_offer, make_order
from boxmalls.ledger.testing import at_once
from boxmalls.orders.actions.write import messages_of
from boxmalls.orders.models import OrderMessage
from boxmalls.orders.relay import taking
from boxmalls.orders.relay.addresses import shown_address
from boxmalls.orders.relay.taking import poll, take_mail
from boxmalls.orders.testing import react
from boxmalls.privacy.testing import make_person, publish
from boxmalls.sellers.testing import make_seller
from boxmalls.sites.testing import make_sites
from config.env.mailbox import Mailbox
from tests.dovecot import Server, free_port, open_server

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "safe"])
PACKER = "packer@loom.example"


class Postman:
    """A mail server: what is for the relay goes into its mailbox, the rest to people."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.inboxes: dict[str, list[bytes]] = {}

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 -- the library calls it so
        for to in envelope.rcpt_tos:
            if "@relay." in to:
                self.server.deliver("relay", b"Received: from somewhere by mx\r\n" + envelope.content)
            else:
                self.inboxes.setdefault(to, []).append(envelope.content)
        return "250 OK"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with open_server(why="for mail between buyers and sellers") as running:
        yield running


@pytest.fixture
def postman(server: Server, settings: Any) -> Iterator[Postman]:
    made = Postman(server)
    port = free_port()
    controller = Controller(made, hostname="127.0.0.1", port=port, server_hostname="mx.example")
    controller.start()
    made.port = port  # type: ignore[attr-defined]
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": {"host": "127.0.0.1", "port": port}}}
    settings.RELAY_MAILBOX = server.mailbox("relay")
    try:
        yield made
    finally:
        controller.stop()


def sell() -> Any:
    make_sites()
    publish()
    seller = make_seller(learns="label")
    make_seller_member(seller, email=PACKER)
    return make_order(make_person(), make_delivered_offer(seller=seller))


def write(postman: Any, sender: str, to: str, words: str, **heads: str) -> None:
    """Send with a mail program."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"], made["Message-ID"] = sender, to, "Hello", f"<{len(words)}@{sender.partition('@')[2]}>"
    for name, value in heads.items():
        made[name.replace("_", "-")] = value
    made.set_content(words)
    with smtplib.SMTP("127.0.0.1", postman.port, timeout=20) as program:
        program.send_message(made)


def test_buyer_and_seller_write_to_each_other_and_neither_sees_the_others_address(postman: Postman, server: Server, settings: Any) -> None:
    order = sell()
    react()
    postman.inboxes.clear()
    write(postman, EMAIL, shown_address(order.pk, to_seller=True, at=AT), "Is it still warm enough in spring?")
    assert poll(settings.RELAY_MAILBOX, at=AT) == {"message": 1}
    assert poll(settings.RELAY_MAILBOX, at=AT) == {}, "deleted once it was taken"
    assert server.flags("relay") == []
    react()
    (got,) = postman.inboxes[PACKER]
    assert EMAIL.encode() not in got
    read = message_from_bytes(got, policy=policy.default)
    quoted = "".join(f"> {line}\n" for line in read.get_content().splitlines())
    write(postman, PACKER, str(read["Reply-To"]), f"Yes, until May.\n\nOn Sunday, {read['From']} wrote:\n{quoted}", In_Reply_To=str(read["Message-ID"]))
    assert poll(settings.RELAY_MAILBOX, at=AT) == {"message": 1}
    react()
    (back,) = postman.inboxes[EMAIL]
    assert PACKER.encode() not in back
    assert "Yes, until May." in message_from_bytes(back, policy=policy.default).get_content()
    assert [each.text for each in messages_of(order.pk)] == ["Is it still warm enough in spring?", "Yes, until May."]
    write(postman, "mallory@elsewhere.example", str(read["Reply-To"]), "I am the seller.")
    assert poll(settings.RELAY_MAILBOX, at=AT) == {"refused": 1}
    assert b"Nothing was changed" in postman.inboxes["mallory@elsewhere.example"][0]
    assert OrderMessage.objects.count() == 2


def fetched_twice(order: Any, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Two workers fetch the same mail at once; both have found that it is new before either writes."""
    barrier, real = Barrier(2, timeout=60), taking._deliver

    def together(*given: Any, **more: Any) -> str:
        barrier.wait()
        return real(*given, **more)

    monkeypatch.setattr(taking, "_deliver", together)
    made = EmailMessage()
    made["From"], made["To"], made["Message-ID"] = EMAIL, shown_address(order.pk, to_seller=True, at=AT), "<one@example.org>"
    made.set_content("Once, please.")
    done = at_once(lambda number: take_mail(Arrived(number + 1, AT, bytes(made), True), at=AT), 2)
    assert all(isinstance(each, str) for each in done), done
    return sorted(done)


@pytest.fixture
def order(settings: Any) -> Any:
    settings.RELAY_MAILBOX = Mailbox(host="127.0.0.1", port=9, user="relay", password="-")
    made = sell()
    react()
    return made


def test_the_same_mail_fetched_by_two_at_once_is_one_message(order: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert fetched_twice(order, monkeypatch) == ["again", "message"]
    assert OrderMessage.objects.count() == 1


def test_positive_control_without_the_row_that_the_database_lets_be_written_once_it_is_two(order: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking, "_once", lambda _digest, _at: lambda: None)
    assert fetched_twice(order, monkeypatch) == ["message", "message"]
    assert OrderMessage.objects.count() == 2
