"""Somebody in California whose browser says no."""

from django.db.models import Model

from boxmalls.privacy.register import HOLDINGS, PURPOSES
from tests.firefox import Firefox

from .day import Day
from .windows import code_of, open_account, sign_in


def a_californian_comes(day: Day, browser: Firefox | None = None) -> None:
    """Somebody in California whose browser says no: heard, said, kept for her, told to programs, counted at the office; and nothing optional is written."""
    assert day.ground.http("us").get("/.well-known/gpc.json").json["gpc"] is True
    before = signals(day)
    if browser is None:
        signalling = day.page("signalling")
        signalling.context.set_extra_http_headers({"Sec-GPC": "1"})
        page = day.goto("signalling", "us", "/", "home in California")
        assert page.locator(".footer-signal").count() == 1
        assert page.locator("a[href='/policy/choices']").count() == 1
        day.goto("signalling", "us", "/policy/choices", "your privacy choices")
        assert page.locator("#honoured").count() == 1
        assert page.context.cookies() == [], "A stranger's signal keeps nothing."
        open_account(day, "signalling", "us")
        day.goto("signalling", "us", "/search?q=chair")
    else:
        in_firefox(day, browser)
    assert signals(day) == before + 1
    assert optional_rows(day, day.person("signalling")) == {}
    elsewhere = sign_in(day, "californian", "us", day.email("signalling"), day.who("signalling").password)
    day.goto("californian", "us", "/your-data/choices", "her choices without the signal")
    assert elsewhere.locator("#signal p").count() == 2, "It stands for her on every device."
    assert {cookie["name"] for cookie in elsewhere.context.cookies()} <= {"sessionid", "session", "__Host-session", "csrftoken", "messages"}
    office = day.goto("officer", day.office, "/office/promises/?", "choices at the office")
    row = office.locator("section#choices tr", has_text="BoxMalls California")
    assert row.locator("td").nth(2).inner_text().strip() == str(signals(day, "us"))


def in_firefox(day: Day, browser: Firefox) -> None:
    """The same in Firefox ESR, which sends the signal by itself."""
    here = day.shop.url("", site="us")
    browser.goto(f"{here}/")
    assert browser.evaluate("return navigator.globalPrivacyControl") is True
    assert browser.evaluate("return [document.querySelectorAll('.footer-signal').length, document.cookie]") == [1, ""]
    browser.goto(f"{here}/policy/choices")
    assert browser.evaluate("return document.querySelectorAll('#honoured').length") == 1
    browser.goto(f"{here}/accounts/signup/")
    browser.send("form:has([name=password1])", email=day.email("signalling"), password1=day.who("signalling").password, accept_policy=True)
    browser.send("form:has([name=code])", code=code_of(day, "signalling"))
    browser.goto(f"{here}/search?q=chair")
    browser.goto(f"{here}/your-data/choices")
    assert browser.evaluate("return document.querySelectorAll('#signal p').length") == 2


def signals(day: Day, site: str = "") -> int:
    """How many people's browsers were heard."""
    where, given = (" WHERE site_code = %s", [site]) if site else ("", [])
    return int(day.ground.rows(f"SELECT count(*) FROM privacy_signal{where}", *given)[0][0])


def optional_rows(day: Day, person: str) -> dict[str, int]:
    """How much stands about somebody in tables that hold nothing but what rests on a yes."""
    from django.apps import apps

    optional, found = {purpose.code for purpose in PURPOSES.optional()}, dict[str, int]()
    for holding in HOLDINGS:
        purposes = {purpose.code for _category, purpose in holding.fields.values()}
        if purposes and purposes <= optional and holding.person and "__" not in holding.person:
            model: type[Model] = apps.get_model(holding.model)
            column = model._meta.get_field(holding.person).column
            count = day.ground.rows(f"SELECT count(*) FROM {model._meta.db_table} WHERE {column} = %s", person)[0][0]
            found |= {holding.model: int(count)} if count else {}
    return found
