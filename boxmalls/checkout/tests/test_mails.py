"""Mails about orders: what they say, in which language, that they go once, and through a real server."""

import socket

import pytest
from aiosmtpd.controller import Controller
from django.core import mail
from django.utils import translation

from boxmalls.base.models import OutboxFact
from boxmalls.checkout.testing import AT, EMAIL, complete, make_cart, make_delivered_offer, make_group, make_order
from boxmalls.orders.actions import cancel_order, ship_order
from boxmalls.orders.models import MailSent
from boxmalls.orders.queries import order_by_token
from boxmalls.orders.testing import react
from boxmalls.payments.actions import set_bank_account
from boxmalls.payments.models import Payment
from boxmalls.payments.testing import confirm
from boxmalls.privacy.models import Disclosure
from boxmalls.privacy.testing import make_visitor
from boxmalls.privacy.vault import blind
from boxmalls.sellers.testing import make_seller
from boxmalls.sites.testing import make_site

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


def the_mail():
    (message,) = mail.outbox
    mail.outbox.clear()
    return message


def test_the_confirmation_says_what_was_bought_for_how_much_and_who_sees_what():
    offer = make_delivered_offer(price_minor=129_000)
    group = make_group(offers=[offer])
    react()
    message = the_mail()
    assert message.to == [EMAIL]
    assert message.subject == f"Order {group.number}"
    for form in (message.body, message.alternatives[0].content):
        for words in (offer.product.title, offer.seller.name, "€1,290.00", "€1,294.90", "Sees: first name, parcel label", "Lena Krause", "Lindenweg 12"):
            assert words in form
    assert "&" not in message.body.replace("&token", "")


def test_its_link_opens_the_order():
    group = make_group()
    react()
    link = next(line for line in the_mail().body.splitlines() if line.startswith("http://eu.localhost"))
    number, token = link.rsplit("/", 1)[1].split("?token=")
    assert order_by_token(number, token).id == group.pk


def test_a_title_with_markup_does_no_harm():
    make_group(offers=[make_delivered_offer(product=_product("<script>alert('x')</script> & more"))])
    react()
    message = the_mail()
    assert "<script>" not in message.alternatives[0].content
    assert "<script>alert('x')</script> & more" in message.body


def test_a_transfer_is_explained_and_its_arrival_confirmed():
    set_bank_account(site=make_site(), holder="JSS TRADING", bank="Example Bank", number="NL91 ABNA 0417 1643 00", code="ABNANL2A")
    group = make_group(paid=False)
    react()
    message = the_mail()
    for words in (group.number, "NL91 ABNA 0417 1643 00", "JSS TRADING", "29 Nov"):
        assert words in message.body
    confirm(Payment.objects.get(group_id=group.pk))
    react()
    assert "has arrived" in the_mail().body


def test_shipping_and_calling_off_are_told():
    order = make_order()
    ship_order(order=order, seller=order.seller, carrier="PostNL", tracking="3SABC", at=AT)
    other = make_order()
    cancel_order(order=other, person=other.person, at=AT)
    react()
    bodies = {message.subject: message.body for message in mail.outbox}
    assert "PostNL" in bodies[f"Order {order.number} is on its way"]
    assert "3SABC" in bodies[f"Order {order.number} is on its way"]
    assert "is back on your balance" in bodies[f"Order {other.number} was called off"]


def test_mails_are_in_the_buyers_language():
    complete(make_cart(), language="zh-hant")
    with translation.override("en"):
        react()
    assert 'lang="zh-Hant"' in the_mail().alternatives[0].content


def test_hearing_twice_sends_once_and_notes_once():
    make_group()
    facts = list(OutboxFact.objects.values("topic", "key", "payload"))
    react()
    noted = Disclosure.objects.count()
    for fact in facts:
        OutboxFact.objects.create(**fact)
    react()
    assert len(mail.outbox) == MailSent.objects.count() == 1
    assert Disclosure.objects.count() == noted


def test_who_learnt_what_is_noted():
    order = make_order(offer=make_delivered_offer(seller=make_seller(name="Photohaus", learns="address")))
    ship_order(order=order, seller=order.seller, carrier="PostNL", at=AT)
    react()
    noted = {row.recipient.split(":")[0]: (row.recipient_name, row.what) for row in Disclosure.objects.filter(person=order.person)}
    assert noted["seller"] == ("Photohaus", "name, address, goods, amounts")
    assert noted["courier"] == ("PostNL", "name, address")
    assert "email" in noted["mail-server"][1]


def test_a_guest_can_be_found_again_and_an_account_is_not_found_by_it():
    guest = make_visitor()
    complete(make_cart(guest))
    make_group()
    react()
    assert blind.find("email", EMAIL.upper()) == [guest.pk]


class Inbox:
    """What a real mail server was given."""

    def __init__(self):
        self.envelopes = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.envelopes.append(envelope)
        return "250 OK"


def by_smtp(port):
    return {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": {"host": "127.0.0.1", "port": port}}}


@pytest.fixture
def smtp(settings):
    inbox = Inbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    settings.MAILERS = by_smtp(port)
    yield inbox
    controller.stop()


def test_mails_leave_by_smtp(smtp):
    make_group()
    react()
    (envelope,) = smtp.envelopes
    assert envelope.rcpt_tos == [EMAIL]
    assert b"multipart/alternative" in envelope.content
    assert b"Lindenweg 12" in envelope.content


def test_a_mail_server_that_is_away_is_asked_again(settings):
    in_memory, settings.MAILERS = settings.MAILERS, by_smtp(1)
    make_group()
    with pytest.raises(OSError, match="refused"):
        react()
    assert not MailSent.objects.exists()
    settings.MAILERS = in_memory
    react()
    assert the_mail().to == [EMAIL]


def _product(title):
    from boxmalls.catalog.testing import make_product

    return make_product(title=title)
