"""A walk through the shop: every page a person meets, and as whom."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

VISITOR, BUYER, REGULAR, SELLER, STAFF, OFFICER = "visitor", "buyer", "regular", "seller", "admin", "officer"


@dataclass(frozen=True, slots=True)
class Stop:
    """A page of the walk: its name, its address, who goes there; where it is reached by links, the links to follow and the buttons to press from there."""

    name: str
    path: str
    role: str = VISITOR
    links: tuple[str, ...] = ()


LAST_ORDER = "main a[href^='/orders/BM-'] >> nth=-1"
SELLERS_ORDER = "main a[href*='/seller/orders/BM-'] >> nth=1"
PRESS = "press: "
PLAIN = (
    Stop("home", "/"),
    Stop("categories", "/c"),
    Stop("search", "/search?q=chair"),
    Stop("search-all", "/search"),
    Stop("search-nothing", "/search?q=zzqqxx"),
    Stop("cart-empty", "/cart"),
    Stop("policy", "/policy"),
    Stop("cookies", "/policy/cookies"),
    Stop("agreements", "/agreements"),
    Stop("terms", "/agreements/terms"),
    Stop("seller-agreement", "/agreements/seller"),
    Stop("privacy-choices", "/policy/choices"),
    Stop("policy-versions", "/policy/versions"),
    Stop("policy-comparison", "/policy/comparison?old=1&new=1"),
    Stop("your-data-visitor", "/your-data"),
    Stop("your-data-guest", "/your-data/guest"),
    Stop("help", "/help"),
    Stop("help-cookies", "/help/cookies"),
    Stop("help-delivery", "/help/delivery"),
    Stop("help-recipients", "/help/recipients"),
    Stop("help-selling", "/help/selling"),
    Stop("sign-in", "/accounts/login/"),
    Stop("sign-up", "/accounts/signup/"),
    Stop("recover", "/accounts/password/reset/"),
    Stop("prove", "/account/prove"),
    Stop("not-found", "/there/is/nothing/here"),
    Stop("offline", "/offline"),
    Stop("gallery", "/gallery/"),
    Stop("account", "/account", BUYER),
    Stop("addresses", "/account/addresses", BUYER),
    Stop("sessions", "/account/sessions", BUYER),
    Stop("orders", "/orders", BUYER),
    Stop("balance", "/balance", BUYER),
    Stop("your-data-proofs", "/your-data/proofs", BUYER),
    Stop("policy-agreement", "/policy/agreement", BUYER),
    Stop("your-data", "/your-data", BUYER),
    Stop("your-data-erase", "/your-data/erase", BUYER),
    Stop("choices", "/your-data/choices", BUYER),
    Stop("opt-out", "/your-data/choices/opt-out?category=a", BUYER),
    Stop("objections", "/privacy/objections", BUYER),
    Stop("objection", "/privacy/objections/accounts.sessions", BUYER),
    Stop("seller-centre", "/seller/", SELLER),
    Stop("seller-orders", "/seller/orders", SELLER),
    Stop("seller-listings", "/seller/listings", SELLER),
    Stop("seller-delivery", "/seller/delivery", SELLER),
    Stop("seller-imports", "/seller/imports", SELLER),
    Stop("seller-money", "/seller/money", SELLER),
    Stop("seller-breach", "/seller/breach", SELLER),
    Stop("seller-corrections", "/seller/corrections", SELLER),
    Stop("seller-figures", "/seller/figures", SELLER),
    Stop("back-office", "/back-office/", STAFF),
    Stop("transfers", "/back-office/transfers", STAFF),
    Stop("figures", "/back-office/figures", STAFF),
    Stop("office-orders", "/back-office/orders", STAFF),
    Stop("office-sellers", "/back-office/sellers", STAFF),
    Stop("office-imports", "/back-office/imports", STAFF),
    Stop("office", "/office/", OFFICER),
    Stop("office-breaches", "/office/breaches/", OFFICER),
    Stop("office-corrections", "/office/corrections/", OFFICER),
    Stop("office-holds", "/office/holds/", OFFICER),
    Stop("office-recipients", "/office/recipients/", OFFICER),
    Stop("office-promises", "/office/promises/", OFFICER),
    Stop("office-glass", "/office/glass/", OFFICER),
    Stop("office-agreements", "/office/agreements/", OFFICER),
    Stop("office-agreement-new", "/office/agreements/new", OFFICER),
    Stop("office-requests", "/office/requests", OFFICER),
    Stop("office-enter", "/office/requests/new", OFFICER),
    Stop("office-children", "/office/children", OFFICER),
    Stop("office-scans", "/office/scans", OFFICER),
    Stop("ask", "/privacy/requests/new"),
    Stop("my-requests", "/privacy/requests", BUYER),
    Stop("office-policy", "/office/policy/", OFFICER),
    Stop("office-policy-new", "/office/policy/new", OFFICER),
    Stop("orders-regular", "/orders", REGULAR),
    Stop("order", "/orders", REGULAR, (LAST_ORDER,)),
    Stop("messages", "/orders", REGULAR, (LAST_ORDER, "main a[href*='/messages']")),
    Stop("invoice", "/orders", REGULAR, (LAST_ORDER, "main a[href*='/invoice']")),
    Stop("your-data-regular", "/your-data", REGULAR),
    Stop("my-requests-regular", "/privacy/requests", REGULAR),
    Stop("my-request", "/privacy/requests", REGULAR, ("main a[href*='/privacy/requests/PR-']",)),
    Stop("seller-order", "/seller/orders?show=all", SELLER, (SELLERS_ORDER,)),
    Stop("seller-messages", "/seller/orders?show=all", SELLER, (SELLERS_ORDER, "main a[href*='/messages']")),
    Stop("seller-invoice", "/seller/orders?show=all", SELLER, (SELLERS_ORDER, "main a[href*='/invoice']")),
    Stop("seller-labels", "/seller/orders?show=all", SELLER, (f"{PRESS}#labels button[value=all]",)),
    Stop("office-request", "/office/requests", OFFICER, ("main a[href*='/office/requests/PR-']",)),
    Stop("office-breach", "/office/breaches/", OFFICER, ("main a[href^='/office/breaches/']",)),
)
# What the walk learns from a page that it has reached: the first link of its kind there. A page is named or given by address.
LEARNT = (
    ("category", "/", "a[href^='/c/']"),
    ("product", "/search?q=chair", ".card a"),
    ("product-offers", "/search?q=laptop", ".card a"),
    ("seller", "product", "main a[href^='/sellers/']"),
)


def stops(page: Any, base: str) -> Iterator[Stop]:
    """Yield every stop, with the addresses that only a shop with goods in it has."""
    yield from PLAIN
    learnt: dict[str, str] = {}
    for name, path, link in LEARNT:
        page.goto(base + learnt.get(path, path))
        found = page.locator(link).first
        if found.count():
            learnt[name] = found.get_attribute("href")
            yield Stop(name, learnt[name])


def reach(page: Any, base: str, stop: Stop) -> Any:
    """Go to a stop, by its links and buttons where it has some; the last answer."""
    answer = page.goto(base + stop.path)
    for link in stop.links:
        if link.startswith(PRESS):
            with page.expect_navigation() as gone:
                page.locator(link.removeprefix(PRESS)).first.click()
            answer = gone.value
            continue
        answer = page.goto(base + page.locator(link).first.get_attribute("href"))
    return answer


def sign_in(page: Any, base: str, *, email: str, password: str) -> None:
    """Sign in as people do."""
    page.goto(f"{base}/accounts/login/")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(password)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_load_state()


def fill_basket(page: Any, base: str, *, words: tuple[str, ...] = ("chair", "camera")) -> None:
    """Put one thing for each word into the basket."""
    for word in words:
        page.goto(f"{base}/search?q={word}")
        page.locator(".card a").first.click()
        page.get_by_role("button", name="Add to basket").click()
        page.wait_for_load_state("networkidle")
