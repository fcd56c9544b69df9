"""
A day of the person in charge, step by step, in one language; who comes, and what they find. Steps are found by what a form is called and by
where it goes, never by words, so that the same day is walked in every language.
"""

import re
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from django.db.models import Model
from django.utils.timezone import localdate
from PIL import Image, ImageDraw, ImageFont

from boxmalls.privacy.laws.breaches import duties
from boxmalls.privacy.laws.calendars import calendar_of
from boxmalls.privacy.laws.deadlines import terms_of
from boxmalls.privacy.register import HOLDINGS, PURPOSES
from boxmalls.ui.formatting import format_date, format_moment
from proofs import Ground
from tests.firefox import Firefox
from tests.post import PostOffice, words_of
from tests.shop import Shop

OFFICE = {"en": "eu", "zh-hant": "tw", "zh-hans": "my", "ja": "eu", "ms": "my"}
BROWSER = {"en": "en-GB", "zh-hant": "zh-TW", "zh-hans": "zh-CN", "ja": "ja", "ms": "ms"}
PASSWORD = "saffron-quince-lattice-9"
CODE = re.compile(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", re.MULTILINE)
CALIFORNIA = """
code = "us"
name = "BoxMalls California"
host = "us.localhost"
country = "US"
law = "US-CA"
currency = "USD"
languages = ["en", "zh-hant", "zh-hans", "ja", "ms"]
ships_to = ["US"]
prices_include_tax = false
[operator]
name = "JSS TRADING"
address = "1 Example Street, San Francisco, CA 94103"
[officer]
name = "Privacy Officer"
address = "1 Example Street, San Francisco, CA 94103"
email = "privacy@us.boxmalls.example"
[taxes]
standard = 8.63
reduced = 0
zero = 0
"""
LETTER = ("Permintaan akses", "Saya mahu salinan data saya.", "{email}", "Nur Aisyah binti Rahman", "50450 Kuala Lumpur")
WROTE = "Tulisan sendiri"
"""What people type stands in the pages as they typed it: each of their texts here holds this."""
TYPED = (WROTE, "Example Street", "parcel list left in a printer", *LETTER)
NAMES = frozenset({"Malaysia", "Europe", "California", "English"})
"""Sites are called so in every language, and languages by their own names."""


class Place(NamedTuple):
    """A page that the day came by: who stood there, on which site, under which path."""

    who: str
    site: str
    path: str


@dataclass(slots=True)
class Day:
    """Whoever takes part, and where they have been."""

    shop: Shop
    post: PostOffice
    open_page: Callable[..., Any]
    folder: Path
    language: str
    look: Callable[[Any, str, str], None] = lambda page, name, language: None
    pages: dict[str, Any] = field(default_factory=dict)
    met: dict[str, Place] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)
    seed: str = field(default_factory=lambda: secrets.token_hex(3))

    @property
    def office(self) -> str:
        """The site at whose address the office is opened: one that speaks the day's language."""
        return OFFICE[self.language]

    @property
    def ground(self) -> Ground:
        """The shop as it is seen from outside: tables and files."""
        return Ground(home=self.shop.home, port=self.shop.port, environment=self.shop.environment)

    def spoken(self, who: str) -> str:
        """The language that somebody reads: the day's, but hers from Malaysia where the site there does not speak it."""
        return "ms" if who == "nur" and OFFICE[self.language] != "my" and self.language != "en" else self.language

    def email(self, name: str) -> str:
        """Somebody's address."""
        return f"{name}.{self.seed}@example.org"

    def page(self, who: str) -> Any:
        """The window of somebody; opened when they come."""
        if who not in self.pages:
            self.pages[who] = self.open_page(width=360, scheme="dark" if who == "deputy" else "light", locale=BROWSER[self.spoken(who)])
            self.pages[who].set_default_timeout(120_000)
        return self.pages[who]

    def goto(self, who: str, site: str, path: str, name: str = "") -> Any:
        """Somebody opens a page; with a name it is looked at, and remembered as a place of the day."""
        page = self.page(who)
        answer = page.goto(self.shop.url(path, site=site))
        assert answer is None or answer.status < 400, f"{path} answered {answer.status} to {who}"
        return self.seen(who, site, name) if name else page

    def seen(self, who: str, site: str, name: str) -> Any:
        """Somebody stands before a page: it is looked at, and remembered."""
        page = self.page(who)
        address = page.url.partition(self.shop.url("", site=site))[2]
        self.met[name] = Place(who, site, address or "/")
        self.look(page, name, self.spoken(who))
        return page

    def person(self, name: str) -> str:
        """The number of somebody with an account."""
        rows = self.ground.rows("SELECT person_id FROM signin_user WHERE email = %s", self.email(name), cluster="safe")
        return str(rows[0][0]) if rows else ""


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
    send(page, "form:has([name=password1])", email=day.email(who), password1=PASSWORD, accept_policy=True)
    day.seen(who, site, f"{who} types the code")
    send(page, "form:has([name=code])", code=code_of(day, who))
    assert day.person(who), f"No account was opened: {page.url}"
    return page


def code_of(day: Day, who: str) -> str:
    """The code in the letter."""
    found = CODE.search(words_of(day.post.wait_for(day.email(who), lambda letter: CODE.search(words_of(letter)))))
    assert found
    return found[1]


def a_site_is_opened(shop: Shop, folder: Path) -> None:
    """An operator opens a site under Californian law, as docs/operating.md says; the shop answers there within a minute."""
    (folder / "us.toml").write_text(CALIFORNIA)
    shop.manage("site", "add", str(folder / "us.toml"), "--texts-of", "eu")


def morning(day: Day) -> None:
    """The person in charge and the second person come in, and see how things stand."""
    for who in ("officer", "deputy"):
        known = day.shop.sign_ins()[who]
        sign_in(day, who, day.office, known["email"], known["password"])
    day.goto("officer", day.office, "/office/", "today")
    page = day.goto("officer", day.office, "/office/promises/", "promises")
    assert page.locator("section[aria-labelledby=ends] tbody tr").count() > 5


def letter_from_malaysia(day: Day) -> None:
    """Somebody with an account writes on paper; the paper is read, registered, found to be theirs by proof, answered in time with a copy."""
    page = open_account(day, "nur", "my")
    day.goto("nur", "my", "/account/addresses")
    send(page, "form:has([name=line1])", name="Nur Aisyah binti Rahman", line1="8 Jalan Cendana", postcode="50450", city="Kuala Lumpur")
    officer = day.goto("officer", day.office, "/office/scans", "a scan is laid down")
    send(officer, "form[action='/office/scans']", upload={"scan": written(day)})
    assert "salinan" in officer.locator("[name=words]").input_value(), "The machine read the paper."
    day.seen("officer", day.office, "beside the scan")
    send(
        officer, "form[action^='/office/scans/']",
        site="my", kind="access", name="Nur Aisyah binti Rahman", email=day.email("nur"), language="ms", law="",
    )  # fmt: skip
    number = officer.url.rpartition("/")[2]
    day.told["request"] = number
    due = terms_of("MY", "access").answer.after(calendar_of("MY", "MY").day_of(datetime.now(UTC)), calendar_of("MY", "MY"))
    assert format_date(due, day.language) in officer.locator("main").inner_text(), "The last day is that of Malaysia's law and holidays."
    day.seen("officer", day.office, "the letter in the register")
    move = f"form[action='/office/requests/{number}/%s']"
    assert officer.locator(move % "copy").count() == 0, "Nothing is done before it is proven who asks."
    send(officer, move % "points", person=day.person("nur"), fields_matched="name, postcode")
    [(theirs,)] = day.ground.rows("SELECT person_id::text FROM privacy_office_request WHERE number = %s", number)
    assert theirs == day.person("nur"), "The letter and the account are one person's."
    send(officer, move % "copy")
    day.seen("officer", day.office, "the letter at work")
    send(officer, move % "answer", words=f"{WROTE}: salinan anda sudah sedia.")
    day.seen("officer", day.office, "the letter answered")
    queue = day.goto("officer", day.office, "/office/requests", "open requests")
    assert number not in queue.locator("main").inner_text(), "What is answered waits no more; it closes when no appeal can come."
    queue = day.goto("officer", day.office, "/office/requests?all=1", "all requests")
    assert number in queue.locator("main").inner_text()


def written(day: Day) -> Path:
    """The letter, as a scanner makes it."""
    paper = Image.new("L", (1100, 480), 250)
    ink = ImageDraw.Draw(paper)
    for number, line in enumerate(LETTER):
        ink.text((40, 30 + 85 * number), line.format(email=day.email("nur")), fill=10, font=ImageFont.load_default(40))
    path = day.folder / f"letter-{day.seed}.png"
    paper.save(path)
    return path


def she_fetches_her_copy(day: Day) -> None:
    """Whoever wrote on paper has a page for it, too, and fetches the copy there."""
    page = day.goto("nur", "my", "/privacy/requests", "her requests")
    number = day.told["request"]
    page = day.goto("nur", "my", f"/privacy/requests/{number}", "her request, answered")
    assert WROTE in page.locator("main").inner_text()
    with page.expect_download() as copy:
        page.locator(f"form[action='/privacy/requests/{number}/copy'] button").click()
    assert copy.value.path().read_bytes()[:2] == b"PK"
    letter = day.post.wait_for(day.email("nur"), lambda each: number in str(each["Subject"]) and WROTE in words_of(each))
    assert f"/privacy/requests/{number}" in words_of(letter)


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
    elsewhere = sign_in(day, "californian", "us", day.email("signalling"), PASSWORD)
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
    browser.send("form:has([name=password1])", email=day.email("signalling"), password1=PASSWORD, accept_policy=True)
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


def a_breach_drill(day: Day) -> None:
    """A drill: who would be affected is computed, whom each law wants told by when, texts in each language; sent, closed, and nobody was written to."""
    page = day.goto("officer", day.office, "/office/breaches/", "breaches")
    before = len(day.post.arrived)
    found = datetime.now(UTC).replace(second=0, microsecond=0)
    send(
        page, "form[action='/office/breaches/']",
        title=f"{WROTE} {day.seed}", what_happened=f"{WROTE}.", detected_at=f"{found:%Y-%m-%dT%H:%M}", sites=["tw", "my", "eu", "us"],
        holdings=["accounts.Address", "orders.Delivery"], keys_exposed=True, harm=True, drill=True,
    )  # fmt: skip
    day.seen("officer", day.office, "a drill")
    path = page.url.rpartition("/")[2]
    said = page.locator("main").inner_text()
    assert format_moment(found + timedelta(hours=72), day.language) in said, "72 hours from the finding, wherever a law says so."
    scope = page.locator("section[aria-labelledby=scope] tbody tr")
    assert scope.count() == 2
    assert int(scope.first.locator("td").nth(1).inner_text()) >= 1
    rows = day.ground.rows("SELECT law, whom FROM privacy_breachnotice WHERE breach_id = %s", path)
    assert {law for law, _whom in rows} <= set(duties())
    assert {"authority", "people"} == {whom for law, whom in rows if law == "MY"}, "She who wrote from Malaysia is among them."
    sent = page.locator(f"form[action='/office/breaches/{path}/sent']")
    for left in range(len(rows), 0, -1):
        assert sent.count() == left
        send(page, f"form[action='/office/breaches/{path}/sent']")
    send(page, f"form[action='/office/breaches/{path}/closing']", words=f"{WROTE}.")
    assert page.locator("form[action$='/closing']").count() == 0
    day.seen("officer", day.office, "the drill closed")
    assert not [each for each in day.post.arrived[before:] if "BR-" in words_of(each)], "Nobody was written to."


def a_policy_change(day: Day) -> None:
    """A new text: laid beside the old, answered, handed over, approved by the second person, announced by real mail."""
    day.goto("officer", day.office, "/office/policy/", "policy texts")
    page = day.goto("officer", day.office, "/office/policy/new", "a new text")
    text = day.ground.http("us").get("/policy/text").text
    changed = day.folder / f"policy-{day.seed}.txt"
    changed.write_text(text.replace("Welcome", f"Welcome {day.seed}", 1))
    send(
        page, "form[action='/office/policy/new']", upload={"file": changed},
        title=f"{WROTE} {day.seed}", sites=["us"], language="en", news=f"{WROTE}.",
    )  # fmt: skip
    edition = page.url.rpartition("/")[2]
    assert page.locator("ins").count() >= 1
    day.seen("officer", day.office, "the draft beside the text in force")
    deed = f"form[action='/office/policy/{edition}/%s']"
    send(page, deed % "proposal", material="yes", effective_on=localdate().isoformat(), short_notice=f"{WROTE}, demo.")
    assert page.locator(deed % "approval").count() == 0, "Whoever wrote a text does not approve it."
    day.seen("officer", day.office, "handed to the second person")
    second = day.goto("deputy", day.office, f"/office/policy/{edition}", "the second person reads")
    send(second, deed % "approval")
    day.seen("deputy", day.office, "approved")
    send(second, deed % "schedule")
    day.seen("deputy", day.office, "announced")
    day.told["edition"] = edition


def she_is_asked_again(day: Day) -> None:
    """The buyer hears of it by mail, is asked once for what is new and nothing else, accepts, and holds a receipt that verifies."""
    day.shop.manage("task", "announce_policies", "let_policies_begin")
    letter = day.post.wait_for(day.email("signalling"), lambda each: f"{WROTE}." in words_of(each))
    assert "/policy/co" in words_of(letter), "Told that it comes, or, if it began first, what changed."
    [(number,)] = day.ground.rows("SELECT number FROM privacy_policyversion WHERE site_code = 'us' AND edition_id = %s", day.told["edition"])
    page = day.goto("californian", "us", "/policy/agreement", "asked again")
    agree = "form[action='/policy/agreement']"
    assert page.locator(agree).count() == 1, "Only what is new is asked, and nothing of her choices."
    send(page, agree, button="button[value=agree]")
    day.goto("californian", "us", "/policy/agreement", "nothing more to answer")
    assert page.locator(agree).count() == 0
    day.goto("californian", "us", f"/policy/comparison?old={number - 1}&new={number}", "what changed")
    day.goto("californian", "us", "/policy/versions", "all versions")
    kept = "SELECT count(*) FROM privacy_acceptance WHERE person_id = %s AND site_code = 'us'"
    assert day.ground.rows(kept, day.person("signalling")) == [(2,)]
    accepted = day.ground.rows("SELECT id FROM privacy_acceptance WHERE person_id = %s ORDER BY accepted_at DESC", day.person("signalling"))[0][0]
    day.goto("californian", "us", "/your-data/proofs", "her receipts")
    with page.expect_download() as download:
        page.locator(f"a[href$='{accepted}']").click()
    receipt = day.folder / f"receipt-{day.seed}.jsonld"
    download.value.save_as(receipt)
    told = day.shop.manage("verify_receipt", str(receipt))
    assert told.startswith("Verified"), told
    others = day.goto("nur", "my", "/policy/agreement")
    assert others.locator(agree).count() == 0, "Whom it does not concern is not asked."


def evening(day: Day) -> None:
    """What was done stands there, is counted, and is sealed: nothing was changed behind anybody's back."""
    page = day.goto("officer", day.office, "/office/", "the evening's desk")
    assert page.locator("main section.panel").count() >= 5
    page = day.goto("officer", day.office, "/office/promises/", "the evening's promises")
    assert page.locator("section[aria-labelledby=erased] tbody tr").count() >= 1, "The child's erasure is counted."
    outlived = page.locator("section[aria-labelledby=ends] tr:has(.badge-bad)").all_inner_texts()
    assert not outlived, f"Something outlived its time: {outlived}"
    for who in ("SELECT 1 FROM privacy_breach WHERE title LIKE %s AND closed_at IS NOT NULL", "SELECT 1 FROM privacy_edition WHERE title LIKE %s"):
        assert day.ground.rows(who, f"%{day.seed}")
    day.shop.manage("journal", "seal")
    day.shop.manage("journal", "verify")


def places(day: Day) -> dict[tuple[str, str], str]:
    """Each page of the day that can be opened again, once: who opens it and where, and what it was called. The office is opened by one person."""
    found: dict[tuple[str, str], str] = {}
    for name, place in day.met.items():
        who = {"deputy": "officer", "signalling": "guardian", "tim": "guardian"}.get(place.who, place.who)
        if "confirm-email" not in place.path and "/office/scans/" not in place.path:
            found.setdefault((who, place.path.partition("#")[0].rstrip("?")), name)
    return found


def each_page_in(day: Day, language: str) -> Iterator[tuple[str, Any]]:
    """Open each page of the day in a language, on the site that speaks them all; yields its name and the window."""
    keys = {"officer": day.shop.sign_ins()["officer"], "nur": _known(day, "nur"), "californian": _known(day, "signalling")}
    for (who, path), name in places(day).items():
        window = f"{who}, in every language"
        if window not in day.pages and who in keys:
            sign_in(day, window, "us", keys[who]["email"], keys[who]["password"])
        page = day.page(window)
        page.context.add_cookies([{"name": "language", "value": language, "url": day.shop.url("/", site="us")}])
        answer = page.goto(day.shop.url(path, site="us"))
        assert answer.status < 400, f"{name} ({path}) answered {answer.status}"
        yield name, page


def _known(day: Day, name: str) -> dict[str, str]:
    return {"email": day.email(name), "password": PASSWORD}
