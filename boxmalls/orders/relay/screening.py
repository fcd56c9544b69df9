"""Whether a mail goes round in circles, and whether it comes from where it says: judged by its head alone."""

import re
from email import message_from_bytes
from email.message import Message

MOST_HOPS = 25
OURS = "X-BoxMalls-Relay"
METHOD = re.compile(r"\b(dmarc|dkim|spf)\s*=\s*pass\b([^;]*)", re.IGNORECASE)
SIGNED_BY = re.compile(r"header\.(?:d|i)=@?([\w.-]+)", re.IGNORECASE)
SENT_BY = re.compile(r"smtp\.mailfrom=(?:[^\s;@]*@)?([\w.-]+)", re.IGNORECASE)
CLAIMED = re.compile(r"header\.from=([\w.-]+)", re.IGNORECASE)


def goes_in_circles(raw: bytes) -> bool:
    """Whether we sent this ourselves, or it has passed more machines than a letter does."""
    message = message_from_bytes(raw)
    return OURS in message or len(message.get_all("Received", [])) > MOST_HOPS


def is_authentic(raw: bytes, sender: str, judge: str) -> bool:
    """
    Whether our receiving mail server found the sender's domain to be true (RFC 8601).

    Only the topmost verdict of that server counts: what stands below it came with the mail.

    :param judge: the name under which that server signs its verdicts; without one, nobody is asked.
    """
    if not judge:
        return True
    domain = sender.rpartition("@")[2].casefold()
    verdict = _verdict(message_from_bytes(raw), judge.casefold())
    return any(_speaks_for(domain, method.casefold(), found) for method, found in METHOD.findall(verdict))


def _verdict(message: Message, judge: str) -> str:
    for number, value in enumerate(message.get_all("Authentication-Results", [])):
        who, _semicolon, verdict = str(value).replace("\n", " ").partition(";")
        if who.split()[:1] and who.split()[0].casefold() == judge:
            return verdict if number == 0 else ""
    return ""


def _speaks_for(domain: str, method: str, found: str) -> bool:
    pattern = {"dmarc": CLAIMED, "dkim": SIGNED_BY, "spf": SENT_BY}[method]
    named = pattern.search(found)
    return bool(domain) and named is not None and _aligned(domain, named[1].casefold())


def _aligned(domain: str, named: str) -> bool:
    """The same, or one below the other."""
    return named == domain or domain.endswith("." + named) or named.endswith("." + domain)
