"""Global Privacy Control: heard on every page, said to be, kept of who is known where the law reaches so far, and what programs are told is what is done."""

from dataclasses import dataclass, field
from itertools import product

from proofs import Ground, Outcome, Proof, Size, walks
from proofs.people import Someone
from proofs.visitor import Visitor

PAGES = ("/", "/search?q=chair", "/c", "/help", "/policy", "/policy/cookies", "/accounts/login/", "/your-data")
SAID, STANDS = "opt-out signal is honoured", "on every device"
NOT_SOLD = {"us": "We sell nothing that we know about you", "": "We do not sell or share your data"}
"""In California, under the heading of its law."""

REACHES_THE_PERSON = {"us": True, "eu": True, "tw": False, "my": False}
"""California: 11 CCR 7025(c); the Union: GDPR Art. 21(5). Taiwan and Malaysia know no such signal, so it counts for the request that carries it."""

CALIFORNIA = """
code = "us"
name = "BoxMalls California"
host = "us.localhost"
country = "US"
law = "US-CA"
currency = "USD"
languages = ["en"]
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


@dataclass(frozen=True, slots=True)
class Case:
    """
    One way in which it can happen.

    :param site: the law, by the site that stands under it.
    :param known: who sends the signal: `stranger`, a `visitor` with a basket, or an `account`.
    :param agreed: whether they had said yes to what is optional before.
    :param later: whether they sign in afterwards, without the signal: there, or with an account on another device.
    """

    site: str
    signal: bool
    known: str
    agreed: bool
    later: bool

    @property
    def kept(self) -> bool:
        """Whether it is remembered of a person; a stranger's yes is kept with a number of theirs, so they are none any more."""
        return self.signal and (self.known != "stranger" or self.agreed) and REACHES_THE_PERSON[self.site]


@dataclass(slots=True)
class People:
    """Accounts; one of whom nothing was remembered can be used again."""

    ground: Ground
    free: list[tuple[Someone, object]] = field(default_factory=list)

    def take(self) -> tuple[Someone, object]:
        """Somebody of whom no signal is remembered, and the number of their record."""
        if self.free:
            return self.free.pop()
        who = self.ground.someone()
        self.ground.open_account(self.ground.http(), who)
        return who, self.ground.rows("SELECT id FROM privacy_person WHERE kind = 'account' ORDER BY made_at DESC LIMIT 1")[0][0]


def run(ground: Ground, size: Size) -> Outcome:
    """Strangers on each site with and without the signal; then each way in which signal, person, consent, law and sign-in can meet."""
    short: list[str] = []
    tries = 0
    for site in ("eu", "tw", "my", _open_california(ground)):
        told = ground.http(site).get("/.well-known/gpc.json").json
        tries += 1
        if not told["gpc"] or told["sharing"] or NOT_SOLD.get(site, NOT_SOLD[""]) not in ground.http(site).get("/policy/choices").words:
            short.append(f"{site}: gpc.json and the page of privacy choices do not say what is done")
        for path in PAGES:
            with_it, without = browser(ground, site, "1").get(path), ground.http(site).get(path)
            tries += 1
            varies = "sec-gpc" in with_it.headers.get("vary", "").lower() and with_it.headers.get("etag", "a") != without.headers.get("etag", "b")
            if not heard(with_it.text) or heard(without.text) or not varies:
                short.append(f"{site}{path}: not heard, or heard without it, or one page is kept for both")
    people = People(ground)
    laws = list(REACHES_THE_PERSON)[: size.of(small=1, full=4)]
    for case in (Case(*each) for each in product(laws, (False, True), ("stranger", "visitor", "account"), (False, True), (False, True))):
        tries += 1
        short += [f"{case}: {words}" for words in _wrong(ground, people, case)]
    control = not heard(browser(ground, "eu", "0").get("/").text) and bool(_wrong(ground, people, Case("us", True, "account", False, False), says="0"))
    return Outcome(tries, tries - len(short), "a signal that says 0", control, tuple(short))


def _open_california(ground: Ground) -> str:
    """A site under Californian law, opened as an operator does; it answers within a minute."""
    if "us.localhost" not in ground.run("site", "list"):
        file = ground.home / "us.toml"
        file.write_text(CALIFORNIA)
        ground.run("site", "add", str(file), "--texts-of", "eu")
    ground.wait_for(lambda: ground.http("us").get("/.well-known/gpc.json").status == 200, within=180, words="The Californian site did not open.")
    return "us"


def _offer(ground: Ground, site: str) -> object:
    """Something that can be put in a basket there; a site that was opened today gets one of another's, by force."""
    sold = "SELECT o.id FROM catalog_offer o JOIN catalog_stock s ON s.offer_id = o.id WHERE o.site_id = %s AND o.status = 'live' AND s.on_hand > 9 LIMIT 1"
    if not ground.rows(sold, site):
        to = f"jsonb_build_object('id', gen_random_uuid(), 'site_id', '{site}', 'currency', 'USD')"
        ground.force(f"INSERT INTO catalog_offer SELECT (jsonb_populate_record(o, {to})).* FROM catalog_offer o WHERE o.id = %s", _offer(ground, "eu"))
        ground.force(
            "INSERT INTO catalog_stock (offer_id, seller_id, on_hand, reserved) SELECT id, seller_id, 1000, 0 FROM catalog_offer WHERE site_id = %s", site
        )
    return ground.rows(sold, site)[0][0]


def _wrong(ground: Ground, people: People, case: Case, *, says: str = "1") -> list[str]:
    """Live one case; what came out otherwise than it must."""
    who, person = people.take()
    device = ground.signed_in(who, host=case.site) if case.known == "account" else ground.http(case.site)
    _answer(device, yes=case.agreed)
    before, agreed = _remembered(ground), _agreed(ground)
    if case.signal:
        device.headers["Sec-GPC"] = says
    if case.known == "visitor":
        device.post("/cart/lines", {"offer": _offer(ground, case.site), "quantity": "1"})
    first = device.get("/help")
    wrong = [] if heard(first.text) is case.signal else ["the page says otherwise"]
    wrong += [] if _remembered(ground) - before == case.kept else ["remembered otherwise"]
    device.headers.pop("Sec-GPC", None)
    last = device if case.known == "account" else None
    if case.later:
        last = ground.signed_in(who, host=case.site) if case.known == "account" else device
        walks.sign_in(last, email=who.email, password=who.password) if case.known != "account" else None
    if last is not None:
        wrong += [] if (STANDS in last.get("/your-data/choices").text) is case.kept else ["on another page or device it does not stand as it must"]
        wrong += [] if _signals_of(ground, person) == case.kept else ["it is another person's"]
    # It speaks of sale and sharing, of which there is none: what was agreed to otherwise is as it was, on the device and with the person.
    wrong += [] if _agreed(ground) >= agreed and ("visits" in device.cookies) is case.agreed else ["a consent was touched that it does not speak of"]
    if not case.kept:
        _answer(ground.signed_in(who), yes=False)
        people.free.append((who, person))
    return wrong


def _answer(device: Visitor, *, yes: bool) -> None:
    device.post("/your-data/devices", {"answer": "yes" if yes else "no", "next": "/help"})


def _agreed(ground: Ground) -> int:
    """How many consents stand."""
    return int(ground.rows("SELECT count(*) FROM privacy_consent c WHERE NOT EXISTS (SELECT FROM privacy_withdrawal w WHERE w.consent_id = c.id)")[0][0])


def browser(ground: Ground, site: str, signal: str) -> Visitor:
    """A stranger whose browser sends the signal."""
    visitor = ground.http(site)
    visitor.headers["Sec-GPC"] = signal
    return visitor


def heard(text: str) -> bool:
    """Whether an English page says that the signal is honoured."""
    return SAID in text


def _remembered(ground: Ground) -> int:
    return int(ground.rows("SELECT count(DISTINCT person_id) FROM privacy_signal")[0][0])


def _signals_of(ground: Ground, person: object) -> bool:
    return bool(ground.rows("SELECT 1 FROM privacy_signal WHERE person_id = %s", person))


PROOF = Proof(code="gpc", words="The browser's opt-out signal is heard on every page, and of who is known on every device, as far as the law reaches", run=run)
