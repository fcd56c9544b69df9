"""An account that is a child's."""

import re

from tests.post import words_of

from .day import Day
from .windows import open_account, send


def a_childs_account(day: Day) -> None:
    """A parent tells that an account is a child's: the plan is read, the guardian told, the account closed and deleted."""
    open_account(day, "tim", day.office)
    person = day.person("tim")
    page = day.goto("officer", day.office, "/office/children", "children")
    send(page, "form[action='/office/children']", email=day.email("tim"), how="guardian")
    day.seen("officer", day.office, "what closing would do")
    assert page.locator("section[aria-labelledby=plan-t] tbody tr").count() >= 1
    send(page, "form[action='/office/children']", guardian=day.email("guardian"), sure=True)
    day.seen("officer", day.office, "a child's account closed")
    letter = words_of(day.post.wait_for(day.email("guardian")))
    receipt = re.search(r"/your-data/receipts/\S+", letter)
    assert receipt, letter
    day.goto("guardian", day.office, receipt[0], "the guardian reads the receipt")
    assert day.person("tim") == ""
    assert day.ground.rows("SELECT count(*) FROM vault_personkey WHERE person_id = %s", person, cluster="safe") == [(0,)], "The key is gone."
    assert "/accounts/login" in day.goto("tim", day.office, "/account").url
