"""
A person's whole path at a telephone's width, in a real browser, on a whole shop: search, two sellers in one basket, an account, a
balance, two orders, a parcel sent, who learnt what, a correction, a download, an erasure. Then a scan of everything that the shop keeps.
"""

import io
import json
import re
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from proofs import Ground
from proofs.people import someone
from tests.journeys.canaries import leaks_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NAME, STREET, NEW_STREET = "Quirina Zwetschkenbaum", "Mirabellengasse 47", "Holunderplatz 8b"
AGENT = "Mozilla/5.0 (X11; Linux x86_64) Quirinenfuchs/47.1"
EMAIL, PHONE, PASSWORD = "wacholder.quendel@example.org", "+4366412345678", "saffron-quince-lattice-9"
CANARIES = [NAME, "Quirina", "Zwetschkenbaum", STREET, "Mirabellengasse", NEW_STREET, "Holunderplatz", EMAIL, PHONE]
QUIRINA = replace(
    someone("quirina"),
    given="Quirina",
    family="Zwetschkenbaum",
    email=EMAIL,
    phone=PHONE,
    street=STREET,
    flat=NEW_STREET,
    password=PASSWORD,
    town="",
    agent=AGENT,
)
FINDABLE = 'import json; from boxmalls.privacy.rights.scan import scan; print("HITS", json.dumps(sorted({hit.where for hit in scan(%r)})))'
INVOICES = (
    "from boxmalls.orders.models import Invoice; import json;"
    ' print("INVOICES", json.dumps([[str(each.seller_id), each.sequence, each.number] for each in Invoice.objects.order_by("seller_id", "sequence")]))'
)
SITE_FLAGS = {"user_agent": AGENT, "viewport": {"width": 360, "height": 780}, "locale": "en-GB"}


@pytest.fixture
def walk(browser: Any, shop: Any) -> Iterator[Callable[[], Any]]:
    """A new telephone: `walk()` is a page in a profile of its own."""
    contexts = []

    def opened() -> Any:
        context = browser.new_context(base_url=shop.url(""), accept_downloads=True, **SITE_FLAGS)
        context.set_default_timeout(60_000)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


def test_from_the_first_search_to_the_last_trace(shop: Any, walk: Callable[[], Any]) -> None:
    phone = walk()
    put_in_basket(phone, "padded chair")
    put_in_basket(phone, "cactus")
    register(phone, shop)
    pay_in(phone, walk(), shop, "900")
    number = order_from_both(phone)
    assert phone.locator("main").inner_text().count("Invoice") >= 1

    seller = walk()
    sign_in(seller, shop.sign_ins()["brandt"])
    ship_one(seller)
    phone.goto(f"/orders/{number}")
    assert "Dragonfly Couriers" in phone.content()

    who_learnt_what(phone)
    correct_the_address(phone)
    everything_is_in_the_download(phone)
    before, invoices = found(shop), invoices_of(shop)
    assert any("/mail/" in where for where in before), before
    assert any("signin_user" in where for where in before), before
    assert leaks_of(Ground(home=shop.home, port=shop.port, environment=shop.environment), {"quirina": QUIRINA}) == [], "It stands only where it is declared."
    erase(phone)
    nothing_is_left(shop)
    assert invoices
    assert [row for row in invoices_of(shop) if row in invoices] == invoices, "What was numbered stays; what was called off adds a credit note."


def put_in_basket(page: Any, words: str) -> None:
    """Search, open the first thing found, put it in the basket."""
    page.goto("/")
    page.locator("input[name=q]").first.fill(words)
    page.locator("input[name=q]").first.press("Enter")
    page.locator(".card-name a").first.click()
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.get_by_role("button", name="Add to basket").first.click()


def register(page: Any, shop: Any) -> None:
    """Open an account; the code comes by mail."""
    page.goto("/accounts/signup/?next=/cart")
    page.fill("input[name=email]", EMAIL)
    page.fill("input[name=password1]", PASSWORD)
    page.check("input[name=accept_policy]")
    page.get_by_role("button", name="Open the account").click()
    page.fill("input[name=code]", code_from_mail(shop))
    page.locator("main form button").first.click()
    page.wait_for_load_state()
    page.goto("/account")
    assert EMAIL in page.content()


def code_from_mail(shop: Any) -> str:
    """The code in the latest letter to this person."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        for mail in reversed(shop.mails()):
            code = re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", mail, re.MULTILINE)
            if EMAIL in mail and code:
                return code[1]
        time.sleep(0.3)
    raise AssertionError("No letter with a code came.")


def pay_in(page: Any, office: Any, shop: Any, amount: str) -> None:
    """Ask for a transfer; the person at the bank's statement confirms it."""
    page.goto("/balance")
    page.fill("input[name=amount]", amount)
    page.get_by_role("button", name="Show me where to transfer it").click()
    page.wait_for_url("**/balance#waiting")
    sign_in(office, shop.sign_ins()["finance"])
    office.goto("/back-office/transfers")
    office.get_by_role("button", name=re.compile("has arrived")).first.click()
    office.wait_for_load_state()
    page.goto("/balance")
    assert f"€{amount}.00" in page.locator(".lead").first.inner_text()


def order_from_both(page: Any) -> str:
    """One checkout over two sellers; returns the number of the group."""
    page.goto("/checkout")
    page.fill("input[name=email]", EMAIL)
    page.select_option("select[name=country]", "AT")
    for name, value in {"name": NAME, "line1": STREET, "postcode": "1010", "city": "Wien"}.items():
        page.fill(f"input[name={name}]", value)
    if page.locator("input[name=phone]").count():  # Asked only where a seller of this basket may have it.
        page.fill("input[name=phone]", PHONE)
    if page.locator("input[name=remember]").count():
        page.check("input[name=remember]")
    page.check("input[name=payment][value=balance]")
    if page.locator("input[name=policy]").count():
        page.check("input[name=policy]")
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name=re.compile("Order and pay")).click()
    page.wait_for_url(re.compile("/orders/"))
    number = re.search(r"/orders/([A-Z0-9-]+)", page.url)
    assert number, page.url
    shown = page.locator("main").inner_text()
    assert "Atelier Brandt" in shown
    assert len(set(re.findall(rf"{number[1]}-\d", page.content()))) == 2
    return number[1]


def sign_in(page: Any, who: dict[str, str]) -> None:
    """Sign in as one of the demo's people."""
    page.goto("/accounts/login/")
    page.fill("input[name=login]", who["email"])
    page.fill("input[name=password]", who["password"])
    page.locator("main form button").first.click()
    page.wait_for_load_state()


def ship_one(page: Any) -> None:
    """The seller sends a parcel, and learns no more than its terms say."""
    page.goto("/seller/orders")
    page.locator("main a[href*='/seller/orders/']").first.click()
    page.wait_for_load_state()
    assert EMAIL not in page.content()
    page.fill("input[name=carrier]", "Dragonfly Couriers")
    if page.locator("input[name=tracking]").count():
        page.fill("input[name=tracking]", "DF-4711")
    page.get_by_role("button", name="It is on its way").click()
    page.wait_for_load_state()
    assert "Dragonfly Couriers" in page.content()


def who_learnt_what(page: Any) -> None:
    """Your data names the sellers as recipients."""
    page.goto("/your-data")
    shown = page.content()
    assert "Atelier Brandt" in shown
    assert EMAIL not in shown, "Values are masked until asked for."


def correct_the_address(page: Any) -> None:
    """The address book's only address moves."""
    page.goto("/account/addresses")
    page.locator("main a[href*='/account/addresses/']").first.click()
    page.fill("input[name=line1]", NEW_STREET)
    page.locator("main form").filter(has=page.locator("input[name=line1]")).locator("button").first.click()
    page.wait_for_url("**/account/addresses")
    assert NEW_STREET in page.content()


def everything_is_in_the_download(page: Any) -> None:
    """One file with everything, for people and for programs."""
    page.goto("/your-data")
    with page.expect_download() as arriving:
        page.get_by_role("button", name=re.compile("Download")).first.click()
    archive = zipfile.ZipFile(io.BytesIO(arriving.value.path().read_bytes()))
    told = next(archive.read(name).decode() for name in archive.namelist() if name.endswith(".json") and "schema" not in name)
    json.loads(told)
    for value in (NAME, STREET, NEW_STREET, EMAIL):
        assert value in told, value
    assert any(name.endswith(".html") for name in archive.namelist())


def erase(page: Any) -> None:
    """Read the plan, type the word, keep the receipt."""
    page.goto("/your-data/erase")
    word = re.search(r"Type (\S+) to confirm", page.locator("main").inner_text())
    assert word
    page.fill("input[name=word]", word[1])
    page.get_by_role("button", name="Erase with this plan").click()
    page.wait_for_url(re.compile("/your-data/receipts/"), timeout=60_000)
    assert NAME not in page.content()
    page.goto("/account")
    assert "/accounts/login" in page.url


def nothing_is_left(shop: Any) -> None:
    """Not in a table, a file, the index, the mail folder or a log; what is on its way may take a moment."""
    until, left = time.monotonic() + 60, ["?"]
    while left and time.monotonic() < until:
        left = found(shop)
        time.sleep(1)
    assert left == []


def found(shop: Any) -> list[str]:
    """Where the person can still be found."""
    return told(shop.manage("shell", "-v", "0", "-c", FINDABLE % (CANARIES,)), "HITS")


def invoices_of(shop: Any) -> list[list[Any]]:
    """Every invoice's seller, place in the sequence and number."""
    rows = told(shop.manage("shell", "-v", "0", "-c", INVOICES), "INVOICES")
    for seller in {row[0] for row in rows}:
        numbers = [row[1] for row in rows if row[0] == seller]
        assert numbers == list(range(1, len(numbers) + 1)), "A number is missing."
    return rows


def told(printed: str, sign: str) -> Any:
    """The JSON after a sign."""
    return json.loads(next(line.removeprefix(sign) for line in printed.splitlines() if line.startswith(sign)))
