"""Values for a person whom nobody else resembles: made of a seed, and each of them found nowhere else."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

SYLLABLES = "zwi qua vex jor kly phu xan dru gwe mbo tse yol wub fje hru ozk".split()  # noqa: SIM905
FIRST_BIRTH, BIRTHS = date(1900, 1, 1), 365 * 30
"""On days on which nobody was born who shops today, so that the day is found nowhere else."""


class Land(NamedTuple):
    """What an address needs on a site."""

    country: str
    postcode: str
    city: str
    dial: str


LANDS = {"eu": Land("AT", "1010", "Wien", "+43 664"), "tw": Land("TW", "106", "臺北市", "+886 912"), "my": Land("MY", "50450", "Kuala Lumpur", "+60 12")}


@dataclass(frozen=True, slots=True)
class Someone:
    """A person as they would fill in our forms."""

    site: str
    given: str
    family: str
    email: str
    password: str
    phone: str
    street: str
    country: str
    postcode: str
    city: str
    ip: str
    agent: str
    words: str
    told: str = ""
    flat: str = ""
    town: str = ""
    region: str = ""
    birthday: str = ""
    parcel: str = ""

    @property
    def name(self) -> str:
        """Given and family name."""
        return f"{self.given} {self.family}"


def someone(seed: str, *, site: str = "eu") -> Someone:
    """The person of this seed; the same one each time."""
    land = LANDS[site]
    number = int(_hash(seed, "number")[:12], 16)
    given, family = word(seed, "given"), word(seed, "family")
    return Someone(
        site=site,
        given=given,
        family=family,
        email=f"{word(seed, 'mailbox')}@{word(seed, 'host')}.example".lower(),
        password=f"{word(seed, 'one')}-{word(seed, 'two')}-{number % 1000}",
        phone=f"{land.dial} {number % 10_000_000:07d}",
        street=f"{word(seed, 'street')}gasse {1 + number % 89}",
        country=land.country,
        postcode=land.postcode,
        city=land.city,
        ip=f"2001:db8:{number & 0xFFFF:x}:{number >> 16 & 0xFFFF:x}::{1 + (number >> 32 & 0xFFF):x}",
        agent=f"Mozilla/5.0 {word(seed, 'agent')}/{1 + number % 99}.0",
        words=f"{word(seed, 'wish')} {word(seed, 'verb')}",
        told=f"{word(seed, 'telling')} {word(seed, 'saying')}",
        flat=f"Stiege {word(seed, 'flat')}",
        town=word(seed, "town"),
        birthday=(FIRST_BIRTH + timedelta(days=int(_hash(seed, "birthday")[:12], 16) % BIRTHS)).isoformat(),
        parcel=word(seed, "parcel").upper(),
    )


def abroad(who: Someone) -> Someone:
    """The same person at home in a country where an address names a province, too."""
    return replace(who, country="IT", postcode="00184", region=word(who.email, "region"), phone=f"+39 312{who.phone[-7:]}")


def word(seed: str, what: str, syllables: int = 5) -> str:
    """A word that stands in no dictionary."""
    digits = _hash(seed, what)
    return "".join(SYLLABLES[int(digit, 16)] for digit in digits[:syllables]).capitalize()


def _hash(seed: str, what: str) -> str:
    return hashlib.sha256(f"{seed}\0{what}".encode()).hexdigest()
