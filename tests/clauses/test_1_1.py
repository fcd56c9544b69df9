"""1.1: one operator, several sites, each under its law; data is looked after, and people are told before they decide."""

import pytest
from django.core import mail

from boxmalls.accounts.testing import make_address
from boxmalls.checkout.testing import make_delivered_offer, make_group
from boxmalls.orders.actions.mail import send_mail
from boxmalls.privacy.laws import laws
from boxmalls.privacy.models import Disclosure, JournalEntry, Signal
from boxmalls.privacy.rights.inventory import holdings_of
from boxmalls.privacy.testing import AT
from boxmalls.privacy_office.testing import make_request
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
