"""A seller opens for business on the new site, and the Californian buys: nothing optional is written, and she sees who learnt what."""

import re
from typing import Any

from .californian import optional_rows
from .day import Day
from .windows import open_account, send, sign_in

CHAIR = "Redwood reading chair"
LISTINGS = f"""external_id,title,price,category,stock,description
US-1,{CHAIR},129.00,Furniture,9,"Oiled redwood. Seat at 44 cm."
"""
PARTS_OF_US = {"region": "CA", "state": "CA", "province": "CA"}


def a_signalling_account(day: Day) -> None:
    """She opens an account; her browser says no from the first page on."""
    day.page("signalling").context.set_extra_http_headers({"Sec-GPC": "1"})
    open_account(day, "signalling", "us")


def a_seller_opens_there(day: Day) -> None:
    """Delivery is priced in dollars, goods come in a file; the operator names the bank. From then on it can be ordered."""
    day.shop.manage("site", "bank", "us", "--holder", "JSS TRADING", "--bank", "Example Bank", "--number", "0000 0000")
    seller = day.shop.sign_ins()["brandt"]
    sign_in(day, "seller", "us", seller["email"], seller["password"])
    page = day.goto("seller", "us", "/seller/delivery", "delivery")
    if not day.ground.rows("SELECT 1 FROM shipping_rate WHERE site_id = 'us'"):
        send(page, "#us form[action^='/seller/delivery']", name="UPS Ground", price="6.90", free_from="200", days_min="2", days_max="5")
    day.seen("seller", "us", "delivery to the United States")
    file = day.folder / "listings.csv"
    file.write_text(LISTINGS)
    page = day.goto("seller", "us", "/seller/imports")
    send(page, "form[action^='/seller/imports']", upload={"file": file}, site="us")
    found = "SELECT 1 FROM catalog_offer WHERE site_id = 'us' AND status = 'live'"
    day.ground.wait_for(lambda: day.ground.rows(found), within=300, words="The listing did not come in.")
    shown = lambda: CHAIR in day.ground.http("us").get("/search?q=redwood").text
    day.ground.wait_for(shown, within=300, words="The chair cannot be found.")


def a_californian_buys(day: Day) -> None:
    """She searches, orders and pays with a browser that says no; the parcel leaves; the seller and the courier stand among who learnt what."""
    page = day.page("buyer")
    page.context.set_extra_http_headers({"Sec-GPC": "1"})
    sign_in(day, "buyer", "us", day.email("signalling"), day.who("signalling").password)
    day.goto("buyer", "us", "/search?q=redwood", "search in California")
    with page.expect_navigation():
        page.locator(".card-name a").first.click()
    day.seen("buyer", "us", "a chair in California")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.locator("form[action='/cart/lines'] button:not([type=button])").first.click()
    day.goto("buyer", "us", "/cart", "basket in California")
    day.goto("buyer", "us", "/checkout", "checkout in California")
    order(day, page)
    person = day.person("signalling")
    [(number, parcel)] = day.ground.rows(ORDERED, person)
    paid_and_sent(day, parcel)
    page = day.goto("buyer", "us", f"/orders/{number}", "her order, on its way")
    assert "UPS" in page.locator("main").inner_text()
    assert optional_rows(day, person) == {}, "Nothing optional is written about her."
    asked = "SELECT count(DISTINCT recipient_name) FROM privacy_disclosure WHERE person_id = %s AND recipient_name IN ('Atelier Brandt', 'UPS')"
    day.ground.wait_for(lambda: day.ground.rows(asked, person) == [(2,)], within=120, words="Seller or courier do not stand among who learnt what.")
    shown = day.goto("buyer", "us", "/your-data", "who learnt what").locator("main").inner_text()
    assert "Atelier Brandt" in shown
    assert "UPS" in shown


ORDERED = """
SELECT g.number, o.number FROM orders_order o JOIN orders_ordergroup g ON g.id = o.group_id WHERE o.person_id = %s ORDER BY g.placed_at DESC LIMIT 1
"""


def order(day: Day, page: Any) -> None:
    """The checkout, by the names of its questions."""
    form = page.locator("form#checkout")
    who = day.who("signalling")
    told = {"name": who.name, "line1": who.street, "city": who.town, "postcode": "94607"}
    for name, value in (told | PARTS_OF_US).items():
        field = form.locator(f"[name={name}]")
        if field.count():
            field.select_option(value) if field.evaluate("field => field.tagName") == "SELECT" else field.fill(value)
    for name in ("email", "phone"):
        field = form.locator(f"input[name={name}]:not([type=hidden])")
        if field.count() and not field.input_value():
            field.fill({"email": who.email, "phone": who.phone}[name])
    form.locator("input[name=payment][value=bank-transfer]").check()
    if form.locator("input[name=policy]").count():
        form.locator("input[name=policy]").check()
    page.wait_for_load_state("networkidle")
    form.locator("#pay button:not([type=button])").last.click()
    page.wait_for_url(re.compile("/orders/"))
    day.seen("buyer", "us", "her order")


def paid_and_sent(day: Day, parcel: str) -> None:
    """The transfer is found on the statement; the seller hands the parcel to the carrier."""
    finance = day.shop.sign_ins()["finance"]
    page = sign_in(day, "finance", "us", finance["email"], finance["password"])
    page = day.goto("finance", "us", "/back-office/transfers")
    row = page.locator("tr", has_text=parcel.rpartition("-")[0])
    with page.expect_navigation():
        row.locator("form button").first.click()
    page = day.goto("seller", "us", f"/seller/orders/{parcel}")
    send(page, f"form[action^='/seller/orders/{parcel}/shipment']", carrier="UPS", tracking="1Z-4711")
