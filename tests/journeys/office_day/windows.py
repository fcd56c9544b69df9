"""What people do with a page: fill a form by its names, sign in, open an account."""

import re
from pathlib import Path
from typing import Any

from tests.post import words_of

from .day import Day

CODE = re.compile(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", re.MULTILINE)


def send(page: Any, form: str, *, upload: dict[str, Path] | None = None, button: str = "button:not([type=button])", **values: Any) -> None:
    """Fill a form as its fields are named, press its button, wait for what comes. What is folded is opened first."""
    found = page.locator(form).first
    found.evaluate("form => { for (let each = form.closest('details'); each; each = each.parentElement.closest('details')) each.open = true; }")
    found.evaluate("form => form.querySelectorAll('details').forEach(each => each.open = true)")
    for name, value in values.items():
        _fill(found.locator(f"[name={name}]"), value)
    for name, path in (upload or {}).items():
        found.locator(f"[name={name}]").set_input_files(path)
    with page.expect_navigation():
        found.locator(button).first.click()


def _fill(field: Any, value: Any) -> None:
    """A field, a choice, or several boxes with one name: those in the list are ticked, and no other."""
    kind = field.first.get_attribute("type")
    if kind == "radio":
        next(each for each in field.all() if each.get_attribute("value") == value).check()
    elif kind == "checkbox":
        for each in field.all():
            each.set_checked(value is True or (isinstance(value, list) and each.get_attribute("value") in value))
    elif field.first.evaluate("field => field.tagName") == "SELECT":
        field.select_option(value)
    else:
        field.fill(value)


def sign_in(day: Day, who: str, site: str, email: str, password: str) -> Any:
    """By the page, in whatever language."""
    page = day.goto(who, site, "/accounts/login/")
    send(page, "form:has([name=password])", login=email, password=password)
    assert "/accounts/login" not in page.url, f"{who} was not let in"
    return page


def open_account(day: Day, who: str, site: str) -> Any:
    """By the page, with the code that the letter brings."""
    page = day.goto(who, site, "/accounts/signup/", f"{who} opens an account")
    send(page, "form:has([name=password1])", email=day.email(who), password1=day.who(who).password, accept_policy=True)
    day.seen(who, site, f"{who} types the code")
    send(page, "form:has([name=code])", code=code_of(day, who))
    assert day.person(who), f"No account was opened: {page.url}"
    return page


def code_of(day: Day, who: str) -> str:
    """The code in the letter."""
    found = CODE.search(words_of(day.post.wait_for(day.email(who), lambda letter: CODE.search(words_of(letter)))))
    assert found
    return found[1]
