"""Whoever takes part in the day, and where they have been."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from proofs import Ground
from proofs.people import Someone, someone
from tests.journeys.canaries import Posted
from tests.post import PostOffice
from tests.shop import Shop

OFFICE = {"en": "eu", "zh-hant": "tw", "zh-hans": "my", "ja": "eu", "ms": "my"}
BROWSER = {"en": "en-GB", "zh-hant": "zh-TW", "zh-hans": "zh-CN", "ja": "ja", "ms": "ms"}
LETTER = ("Permintaan akses", "Saya mahu salinan data saya.", "{email}", "{name}", "50450 Kuala Lumpur")
WROTE = "Tulisan sendiri"
"""What people type stands in the pages as they typed it: each of their texts here holds this."""
TYPED = (WROTE, "Example Street", "parcel list left in a printer", *LETTER)
NAMES = frozenset({"Malaysia", "Europe", "California", "English"})
"""Sites are called so in every language, and languages by their own names."""


class Place(NamedTuple):
    """A page that the day came by: who stood there, on which site, under which path."""

    who: str
    site: str
    path: str


@dataclass(slots=True)
class Day:
    """Whoever takes part, and where they have been."""

    shop: Shop
    post: PostOffice
    open_page: Callable[..., Any]
    folder: Path
    language: str
    look: Callable[[Any, str, str], None] = lambda page, name, language: None
    pages: dict[str, Any] = field(default_factory=dict)
    met: dict[str, Place] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)
    seed: str = field(default_factory=lambda: secrets.token_hex(3))

    @property
    def office(self) -> str:
        """The site at whose address the office is opened: one that speaks the day's language."""
        return OFFICE[self.language]

    @property
    def ground(self) -> Ground:
        """The shop as it is seen from outside: tables and files."""
        return Posted(home=self.shop.home, port=self.shop.port, environment=self.shop.environment, post=self.post)

    def spoken(self, who: str) -> str:
        """The language that somebody reads: the day's, but hers from Malaysia where the site there does not speak it."""
        return "ms" if who == "nur" and OFFICE[self.language] != "my" and self.language != "en" else self.language

    def who(self, name: str) -> Someone:
        """Somebody of the day, with values that stand nowhere else."""
        return replace(someone(f"{self.seed} {name}"), email=self.email(name), phone=f"+1510555{int(self.seed, 16) % 10_000:04d}")

    def email(self, name: str) -> str:
        """Somebody's address."""
        return f"{name}.{self.seed}@example.org"

    @property
    def people(self) -> dict[str, Someone]:
        """Everybody of the day who is no one's staff."""
        return {name: self.who(name) for name in ("nur", "signalling", "tim", "guardian")}

    @property
    def typed(self) -> tuple[str, ...]:
        """What people of the day type about themselves, and what is called after the day."""
        told = [value for who in self.people.values() for value in (who.name, who.given, who.street, who.town)]
        return (*TYPED, self.seed, *told)

    def page(self, who: str) -> Any:
        """The window of somebody; opened when they come."""
        if who not in self.pages:
            self.pages[who] = self.open_page(width=360, scheme="dark" if who == "deputy" else "light", locale=BROWSER[self.spoken(who)])
            self.pages[who].set_default_timeout(120_000)
        return self.pages[who]

    def goto(self, who: str, site: str, path: str, name: str = "") -> Any:
        """Somebody opens a page; with a name it is looked at, and remembered as a place of the day."""
        page = self.page(who)
        answer = page.goto(self.shop.url(path, site=site))
        assert answer is None or answer.status < 400, f"{path} answered {answer.status} to {who}"
        return self.seen(who, site, name) if name else page

    def seen(self, who: str, site: str, name: str) -> Any:
        """Somebody stands before a page: it is looked at, and remembered."""
        page = self.page(who)
        address = page.url.partition(self.shop.url("", site=site))[2]
        self.met[name] = Place(who, site, address or "/")
        self.look(page, name, self.spoken(who))
        return page

    def person(self, name: str) -> str:
        """The number of somebody with an account."""
        rows = self.ground.rows("SELECT person_id FROM signin_user WHERE email = %s", self.email(name), cluster="safe")
        return str(rows[0][0]) if rows else ""
