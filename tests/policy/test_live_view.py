"""The page of the policy tells a signed-in person, beside each sentence that is carried out, what it means for them now."""

import re
from html import unescape

import pytest
from django.test import Client

from boxmalls.accounts.testing import make_address
from boxmalls.base.clock import now
from boxmalls.privacy.choices import opt_out
from boxmalls.privacy.policy import accept_policy
from boxmalls.privacy.policy.clauses import Status, sentences, status_of
from boxmalls.privacy.register import Target
from boxmalls.ui.formatting import format_date
from tests.choices.life import HOST, begin

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
NOTE = re.compile(r'<div class="note" role="note".*?(?=<div class="clause|</article>|</main>)', re.DOTALL)
FACT = re.compile(r"<li>(.*?)</li>", re.DOTALL)


def notes(client: Client) -> dict[str, list[str]]:
    """What stands beside each clause for whoever reads: the name of its first sentence → the lines of the live view."""
    page = client.get("/policy", headers=HOST).text
    found: dict[str, list[str]] = {}
    for part in page.split('<div class="clause')[1:]:
        sid = re.search(r'class="sentence" id="([^"]+)"', part)
        if sid:
            lines = re.search(r'<ul class="note-facts">(.*?)</ul>', part, re.DOTALL)
            found[sid[1]] = [unescape(re.sub(r"<[^>]+>", "", fact)).strip() for fact in FACT.findall(lines[1])] if lines else []
    return found


def test_beside_every_clause_that_is_bound_stands_a_live_view_and_beside_no_other() -> None:
    life = begin()
    told = notes(life.client)
    firsts = {piece.clause: sid for sid, piece in reversed(sentences().items())}
    bound = {firsts[piece.clause] for sid, piece in sentences().items() if status_of(sid) is Status.BOUND} - {firsts["2.end"]}
    assert {sid for sid, lines in told.items() if lines} == bound
    assert all(line for lines in told.values() for line in lines)


def test_it_says_what_is_held_until_when_by_whom_it_is_had_and_which_switch_is_over_it() -> None:
    life = begin()
    make_address(life.person)
    life.look(["/help"])  # And with it a product, which is remembered.
    life.seller.post(f"/seller/orders/{life.before.orders.get().number}/delivery", headers=HOST)
    accept_policy(person=life.person, site_code="eu", language="en", at=now())
    today = format_date(now(), "en", "long")
    told = notes(life.client)
    contact, orders, devices = (" ".join(told[sid]) for sid in ("s-3-1-a", "s-3-1-e", "s-3-1-f"))
    assert re.search(r"\d+ things? held about you\. See them", contact)
    assert "Some goes by itself, the last on" in orders
    assert re.search(r"Given to: \w", contact)
    assert "goes by itself" in contact
    assert "You may say no to it. See what stops" in contact
    assert f"Products you opened: on since {today}. Switch it off" in devices
    assert "Has not happened to you" in " ".join(told["s-2-l"])
    assert f"The last is of {today}." in " ".join(told["s-2-i"])
    accepted = " ".join(line for sid, lines in told.items() if sid.startswith("s-1-3") for line in lines)
    assert today in accepted
    assert "receipt" in accepted.lower()


def test_it_changes_with_what_they_do_and_strangers_read_nothing_of_it() -> None:
    life = begin()
    before = notes(life.client)
    opt_out(person_id=life.person.pk, target=Target(category="f"), site_code="eu", at=now())
    after = notes(life.client)
    assert any("You said no to this kind" in line for line in after["s-3-1-f"])
    assert any("Products you opened: off" in line for lines in after.values() for line in lines)
    assert before["s-3-1-b"] == after["s-3-1-b"]
    assert not any(notes(Client()).values())
