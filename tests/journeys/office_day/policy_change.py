"""A new text of the policy: announced in the morning, answered in the afternoon."""

from django.utils.timezone import localdate

from tests.post import words_of

from .day import WROTE, Day
from .windows import send


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
