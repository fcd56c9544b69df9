"""A letter from Malaysia: on paper, then in the register, then answered with a copy that is fetched."""

from datetime import UTC, datetime
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from boxmalls.privacy.laws.calendars import calendar_of
from boxmalls.privacy.laws.deadlines import terms_of
from boxmalls.ui.formatting import format_date
from tests.post import words_of

from .day import LETTER, WROTE, Day
from .windows import open_account, send


def letter_from_malaysia(day: Day) -> None:
    """Somebody with an account writes on paper; the paper is read, registered, found to be theirs by proof, answered in time with a copy."""
    page = open_account(day, "nur", "my")
    day.goto("nur", "my", "/account/addresses")
    who = day.who("nur")
    send(page, "form:has([name=line1])", name=who.name, line1=who.street, postcode="50450", city="Kuala Lumpur")
    officer = day.goto("officer", day.office, "/office/scans", "a scan is laid down")
    send(officer, "form[action='/office/scans']", upload={"scan": written(day)})
    assert "salinan" in officer.locator("[name=words]").input_value(), "The machine read the paper."
    day.seen("officer", day.office, "beside the scan")
    send(
        officer, "form[action^='/office/scans/']",
        site="my", kind="access", name=who.name, email=day.email("nur"), language="ms", law="",
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
        ink.text((40, 30 + 85 * number), line.format(email=day.email("nur"), name=day.who("nur").name), fill=10, font=ImageFont.load_default(40))
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
