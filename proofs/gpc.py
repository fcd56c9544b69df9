"""Global Privacy Control: heard on every page, said to be, kept of who is known, and what programs are told is what is done."""

from proofs import Ground, Outcome, Proof, Size
from proofs.visitor import Visitor

PAGES = ("/", "/search?q=chair", "/c", "/help", "/policy", "/policy/cookies", "/accounts/login/", "/your-data")
SAID = "opt-out signal is honoured"


def run(ground: Ground, size: Size) -> Outcome:
    """Strangers on each site with and without the signal, then people who sign in with it and look elsewhere without."""
    held: list[bool] = []
    for site in ("eu", "tw", "my"):
        abides = ground.http(site).get("/.well-known/gpc.json").json["gpc"]
        for path in PAGES:
            with_it, without = browser(ground, site, "1").get(path), ground.http(site).get(path)
            held += [heard(with_it.text) is abides, not heard(without.text)]
            held.append("sec-gpc" in with_it.headers.get("vary", "").lower())
            held.append(with_it.headers.get("etag", "a") != without.headers.get("etag", "b"))
    for _ in range(size.of(small=1, full=10)):
        who = ground.someone()
        ground.open_account(ground.http(), who)
        before = _remembered(ground)
        signalling = ground.signed_in(who)
        signalling.headers["Sec-GPC"] = "1"
        held.append(heard(signalling.get("/your-data/choices").text))
        held.append(_remembered(ground) == before + 1)
        held.append("on every device" in ground.signed_in(who).get("/your-data/choices").text)
    control = not heard(browser(ground, "eu", "0").get("/").text)
    return Outcome(len(held), sum(held), "a signal that says 0", control)


def browser(ground: Ground, site: str, signal: str) -> Visitor:
    """A stranger whose browser sends the signal."""
    visitor = ground.http(site)
    visitor.headers["Sec-GPC"] = signal
    return visitor


def heard(text: str) -> bool:
    """Whether an English page says that the signal is honoured."""
    return SAID in text


def _remembered(ground: Ground) -> int:
    return int(ground.rows("SELECT count(*) FROM privacy_signal")[0][0])


PROOF = Proof(code="gpc", words="The browser's opt-out signal is heard on every page, and of who is known on every device", run=run)
