"""Asking the office: by the page with an account and without, by letter, on paper; and what the office does with it, and besides."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from proofs.canaries import Canary
from proofs.drawing import written
from proofs.visitor import Answer
from proofs.walks import Stuck, code_for, went

if TYPE_CHECKING:
    from proofs.chapters.cast import Cast


def happens(cast: "Cast") -> None:
    """Each way in which a request arrives, and each answer; then a hold, a look with a grave reason, a breach drill."""
    _somebody_without_an_account(cast)
    _a_correction_with_a_document(cast)
    _a_restriction(cast)
    _a_letter(cast)
    _a_paper(cast)
    _a_hold(cast)
    _a_look(cast)
    _a_silence_ends(cast)
    _a_breach_drill(cast)
    for link in cast.desk("officer").get("/office/requests").links("/office/requests/PR"):
        went(cast.desk("officer").get(link))


def ask(canary: Canary, kind: str, **more: str) -> Answer:
    """By the page; the page on which it is followed."""
    who, page = canary.who, canary.visitor.get("/privacy/requests/new")
    return canary.did(canary.visitor.submit(page, "kind", "words", kind=kind, words=f"{who.told}, please", name=who.name, email=who.email, **more))


def number_of(page: Answer) -> str:
    """What a request is called."""
    return page.url.partition("?")[0].rpartition("/")[2]


def move(cast: "Cast", number: str, name: str, **told: Any) -> Answer:
    """The person in charge does one thing with a request."""
    page = went(cast.desk("officer").get(f"/office/requests/{number}"))
    return went(cast.desk("officer").submit(page, f"/office/requests/{number}/{name}", **told))


def _somebody_without_an_account(cast: "Cast") -> None:
    """Asks what is held, shows who they are by a code, and fetches the copy."""
    canary = cast.guest
    who, visitor = canary.who, canary.visitor
    page = ask(canary, "access")
    number = number_of(page)
    before = code_for(cast.ground, who.email)
    page = canary.did(visitor.submit(page, f"/privacy/requests/{number}/proof"))
    code = cast.ground.wait_for(lambda: found if (found := code_for(cast.ground, who.email)) != before else "", words="No letter with a code came.")
    page = canary.did(visitor.submit(page, "code", code=code))
    canary.did(visitor.submit(page, "words", words=f"{who.told} again, {who.street}"))
    move(cast, number, "copy")
    move(cast, number, "answer", words=f"Here you are, {who.told}")
    went(visitor.submit(visitor.get(page.url), f"/privacy/requests/{number}/copy"))


def _a_correction_with_a_document(cast: "Cast") -> None:
    """The buyer asks for it; a document is wanted, sent and decided on; a value is corrected."""
    canary, visitor = cast.buyer, cast.buyer.visitor
    who, page = canary.who, ask(canary, "correct", accurate="on")
    number = number_of(page)
    until = (datetime.now(UTC) + timedelta(days=9)).date().isoformat()
    move(cast, number, "want", what="Passport", reason=f"To be sure, {who.told}", until_on=until)
    paper = (f"{who.given}-{who.family}.png", "image/png", written(who.name, who.birthday, who.street))
    canary.did(visitor.submit(visitor.get(page.url), "accurate", files={"file": paper}, accurate="on"))
    cast.numbers["document"] = number
    move(cast, number, "decide", accepted="yes", outcome=f"Seen, {who.told}")
    desk = went(cast.desk("officer").get(f"/office/requests/{number}"))
    form = next(form for form in desk.forms if form.action.endswith("/correct"))
    cell = next(line for line in desk.text.split('value="') if line.startswith("accounts.Address:") and line.partition('"')[0].endswith(":line2")).partition(
        '"'
    )[0]
    told = [(name, value) for name, value in form.values if name not in ("cell", "value")]
    went(cast.desk("officer").post(form.action, [*told, ("cell", cell), ("value", f"{who.flat} 9")]))
    move(cast, number, "answer", words=f"It is corrected, {who.told}")


def _a_restriction(cast: "Cast") -> None:
    """Who lives abroad wants everything kept and nothing used, and later no longer."""
    number = number_of(ask(cast.away, "restrict"))
    move(cast, number, "lift")
    move(cast, number, "answer", words=f"It is open again, {cast.away.who.told}")


def _a_letter(cast: "Cast") -> None:
    """Somebody without an account writes; who it is is shown by a document; a part of what was asked is held back."""
    who, officer = cast.parent.who, cast.desk("officer")
    letter = {"name": who.name, "email": who.email, "phone": who.phone, "address": f"{who.street}, {who.town}", "words": who.told, "kind": "access"}
    when = {"received_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M"), "site": "eu", "language": "en", "channel": "letter"}
    number = number_of(went(officer.submit(officer.get("/office/requests/new"), "channel", "words", **letter, **when)))
    move(cast, number, "ask_proof", words=f"Who are you, {who.told}?")
    move(cast, number, "document", document="Passport", destroyed="on")
    move(cast, number, "note", ours="theirs", channel="phone", words=f"Called: {who.told}")
    move(cast, number, "answer_part", words=f"Not all of it, {who.told}")


def _a_paper(cast: "Cast") -> None:
    """A form on paper is laid down, read by machine and keyed."""
    who, officer = cast.away.who, cast.desk("officer")
    scan = (f"{who.given}.png", "image/png", written("Please delete what you hold.", who.told, who.name, who.email, who.street))
    page = went(officer.submit(officer.get("/office/scans"), "scan", files={"scan": scan}))
    went(officer.get(f"{page.url.partition('?')[0]}/page"))
    keyed = {"site": "eu", "kind": "object", "name": who.name, "email": who.email, "language": "en", "law": ""}
    number = number_of(went(officer.submit(page, "channel", "words", **keyed)))
    move(cast, number, "note", ours="ours", channel="email", words=f"We have it, {who.told}")


def _a_hold(cast: "Cast") -> None:
    """A court asks to keep what is held of the buyer, and then no more."""
    officer = cast.desk("officer")
    until = (datetime.now(UTC) + timedelta(days=60)).date().isoformat()
    page = went(officer.get("/office/holds/"))
    went(officer.submit(page, "whom", whom=cast.buyer.who.email, reason="court", reference="17 C 204/26", until=until))
    lifting = [form.action for form in officer.get("/office/holds/").forms if form.action.endswith("/lifting")]
    cast.numbers["hold"] = lifting[-1]


def _a_look(cast: "Cast") -> None:
    """Two people open what is masked of the buyer, for a grave reason, and hand it over; the buyer may not be told of it for some days."""
    who, officer, deputy = cast.buyer.who, cast.desk("officer"), cast.desk("deputy")
    page = went(officer.get("/office/glass/"))
    silent = {"silent_until": (datetime.now(UTC) + timedelta(days=9)).date().isoformat(), "silent_ground": "StPO 137, 17 C 204/26"}
    reason = f"{who.words} asked us to do this"
    page = went(officer.submit(page, "/office/glass/", "whom", whom=who.email, reason=reason, categories=["a", "d", "h"], **silent))
    went(deputy.post(f"{page.url}/decision", {"allow": "yes"}))
    read = went(officer.post(f"{page.url}/reading"))
    if who.street not in read.words:
        raise Stuck("Nothing was to be read.")
    went(officer.post(f"{page.url}/handing-over", {"name": "Landesgericht", "ground": "StPO 110, 17 C 204/26", "categories": "a"}))
    went(officer.post(f"{page.url}/closing"))


def _a_silence_ends(cast: "Cast") -> None:
    """Those days pass, and the buyer is told."""
    moments = ("asked_at", "first_at", "until_at", "ends_at")
    cast.ground.force(f"UPDATE privacy_silence SET {', '.join(f"{name} = {name} - interval '11 days'" for name in moments)} WHERE told_at IS NULL")
    cast.ground.run("task", "tell_after_silence")


def _a_breach_drill(cast: "Cast") -> None:
    """Everybody's addresses lie open, as a drill."""
    officer = cast.desk("officer")
    found = f"{datetime.now(UTC).replace(second=0, microsecond=0):%Y-%m-%dT%H:%M}"
    page = went(officer.get("/office/breaches/"))
    told = {"title": "A drill", "what_happened": "A list was lost.", "detected_at": found, "sites": ["eu"], "holdings": ["orders.Delivery", "accounts.Address"]}
    page = went(officer.submit(page, "/office/breaches/", **told, keys_exposed="on", harm="on", drill="on"))
    while any(form.action.endswith("/sent") for form in page.forms):
        page = went(officer.submit(page, f"{page.url.partition('?')[0]}/sent"))
    went(officer.submit(page, "words", words="It was a drill."))
