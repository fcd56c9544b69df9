"""1.1: one operator, several sites, each under its law; data is looked after, and people are told before they decide."""

from datetime import timedelta

import pytest
from cryptography.exceptions import InvalidTag
from django.core import mail

from boxmalls.accounts.models import Address
from boxmalls.accounts.testing import make_account, make_address
from boxmalls.checkout.testing import make_delivered_offer, make_group, make_order
from boxmalls.orders.actions.mail import send_mail
from boxmalls.orders.queries import order_for_seller
from boxmalls.privacy.breaches import report_breach
from boxmalls.privacy.glass import NotOpen, TakesTwo, ask, decide, look
from boxmalls.privacy.journal import note
from boxmalls.privacy.journal.sealing import seal_journal
from boxmalls.privacy.journal.verifying import verify_journal
from boxmalls.privacy.laws import laws
from boxmalls.privacy.models import Disclosure, JournalEntry, Signal
from boxmalls.privacy.register import Category
from boxmalls.privacy.rights.inventory import holdings_of
from boxmalls.privacy.testing import AT, make_acceptance, make_person
from boxmalls.privacy_office.breach_letters import tell_people
from boxmalls.privacy_office.testing import make_request
from boxmalls.sellers.testing import make_seller
from boxmalls.shop.margin import last_day
from boxmalls.shop.web.checkout_words import notes
from boxmalls.sites.queries import all_sites

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


def test_each_host_is_a_site_with_its_own_operator_and_no_other_host_is(client):
    for site in all_sites():
        page = client.get("/accounts/login/", headers={"host": site.host}).text
        assert site.name in page
        assert site.operator_name in page
    assert client.get("/accounts/login/", headers={"host": "nobody.localhost"}).status_code == 404


def test_each_sites_law_decides_how_long_its_books_are_kept():
    last_days = {site.code: last_day("payments.Payment", AT.date(), site.law, "en") for site in all_sites()}
    assert last_days == {site.code: f"31 December {AT.year + laws()[site.law].keep_years['books']}" for site in all_sites()}
    assert len(set(last_days.values())) > 1


def test_whoever_looks_at_a_value_leaves_an_entry(hers, lena):
    make_address(lena, at=AT)
    key = next(cell.key for cell in holdings_of(lena.pk) if cell.column == "line1")
    assert "Lindenweg 12" in hers.post(f"/your-data/show?cell={key}", headers={"HX-Request": "true"}).text
    assert JournalEntry.objects.filter(subject=lena, verb="read", what="accounts.Address.line1").count() == 1


def test_before_anything_is_told_it_says_how_long_it_is_kept():
    from boxmalls.checkout.queries import cart_view
    from boxmalls.checkout.testing import make_cart

    cart = make_cart()
    beside = notes(cart_view(cart.person_id, cart.site))
    assert "Deleted after 1 year." in beside["name"][1]
    assert "Deleted after 1 year." in beside["email"][1]


def test_each_sites_law_decides_by_when_a_request_is_answered():
    days = {}
    for site in all_sites():
        request = make_request(site_code=site.code, kind="access", at=AT)
        days[site.law] = (request.due_on - request.received_on).days
    assert 21 <= days["MY"] < 28 <= days["EU"], "21 days in Malaysia, a month in the Union"


def test_a_signal_that_the_sites_law_gives_weight_is_heard_and_kept(hers, lena):
    hers.get("/your-data/choices", headers={"Sec-GPC": "1"})
    assert Signal.objects.filter(person=lena).count() == 1


def test_whatever_leaves_the_house_is_written_down_for_whom_it_is_about(lena):
    group = make_group(lena, [make_delivered_offer()])
    Disclosure.objects.all().delete()
    send_mail(kind="confirmation", group_id=group.pk, at=AT)
    assert mail.outbox
    assert [each.recipient for each in Disclosure.objects.filter(person=lena)] == ["mail-server"]


def test_a_locked_value_that_is_carried_to_another_row_does_not_open_there(lena):
    own = Address.objects.get(pk=make_address(lena, at=AT).pk)
    other = Address.objects.get(pk=make_address(lena, line1="Lindenweg 14", at=AT).pk)
    other.__dict__["line1"] = own.__dict__["line1"]
    assert own.line1 == "Lindenweg 12"
    with pytest.raises(InvalidTag):
        assert other.line1


def test_a_seller_knows_a_buyer_only_while_an_order_needs_it(lena):
    order = make_order(lena, make_delivered_offer(seller=make_seller(learns="address")))
    known = [order_for_seller(order.seller_id, order.number, at=AT + timedelta(days=days)).buyer.name for days in (1, 119, 121)]
    assert known == ["Lena Krause", "Lena Krause", ""]


def ask_to_look(person):
    return ask(person=person, by=make_person().pk, reason="A court asks for it.", categories=[Category.BASIC], at=AT)


def test_nobody_looks_at_what_is_locked_by_their_own_leave_alone(lena):
    asked = ask_to_look(lena)
    with pytest.raises(TakesTwo):
        decide(glass_id=asked.pk, by=asked.asked_by, allow=True, at=AT)
    with pytest.raises(NotOpen):
        look(glass_id=asked.pk, by=asked.asked_by, at=AT)


def test_a_look_that_was_allowed_is_over_after_thirty_minutes(lena):
    make_address(lena, at=AT)
    asked = ask_to_look(lena)
    decide(glass_id=asked.pk, by=make_person().pk, allow=True, at=AT)
    assert look(glass_id=asked.pk, by=asked.asked_by, at=AT + timedelta(minutes=29))
    with pytest.raises(NotOpen):
        look(glass_id=asked.pk, by=asked.asked_by, at=AT + timedelta(minutes=30))


def test_who_looked_is_sealed_so_that_a_gap_is_found(lena):
    note(verb="read", subject=lena.pk, actor=None, actor_role="staff", what="accounts.Address", reason="A return", at=AT)
    seal_journal(at=AT)
    verified = verify_journal(at=AT + timedelta(days=1))
    assert (verified.leaves, verified.heads, verified.findings) == (1, 1, ())


def report_leak():
    told = {"title": "A copy was left open", "what_happened": "", "detected_at": AT, "keys_exposed": True, "harm": True}
    return report_breach(**told, site_codes=["eu"], holdings=["accounts.Address"], told_by="staff", by=make_person().pk, at=AT)


def test_if_something_leaks_each_law_says_who_is_told_and_by_when(lena):
    make_acceptance(lena)
    make_address(lena, at=AT)
    due = {notice.whom: notice.due_at - AT for notice in report_leak().notices.filter(law="EU")}
    assert due["authority"] == timedelta(hours=72)
    assert "people" in due


def test_whom_a_leak_concerns_gets_a_letter_and_nobody_else_does(lena):
    make_acceptance(lena)
    make_address(lena, at=AT)
    make_acceptance(make_account("not-concerned@posteo.example", password=None, at=AT))
    leak = report_leak()
    mail.outbox.clear()
    tell_people(breach=leak, at=AT)
    assert [letter.to for letter in mail.outbox] == [["lena@posteo.example"]]
