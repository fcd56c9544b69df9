"""A breach drill."""

from datetime import UTC, datetime, timedelta

from boxmalls.privacy.laws.breaches import duties
from boxmalls.ui.formatting import format_moment
from tests.post import words_of

from .day import WROTE, Day
from .windows import send


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
