"""How things stand at the office, in the morning and in the evening."""

from .day import Day
from .windows import sign_in


def morning(day: Day) -> None:
    """The person in charge and the second person come in, and see how things stand."""
    for who in ("officer", "deputy"):
        known = day.shop.sign_ins()[who]
        sign_in(day, who, day.office, known["email"], known["password"])
    day.goto("officer", day.office, "/office/", "today")
    page = day.goto("officer", day.office, "/office/promises/", "promises")
    assert page.locator("section[aria-labelledby=ends] tbody tr").count() > 5


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
