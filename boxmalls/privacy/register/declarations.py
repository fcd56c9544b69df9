"""The shapes of a declaration. A room's `personal_data.py` is made of these and of nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Self

from .vocabulary import Basis, Category, Occasion

type Words = Any  # A str or a lazy translation: shown to people, so it is translated when it is read.


@dataclass(frozen=True, slots=True)
class Purpose:
    """
    Why we collect something. `code` starts with the room's name: `orders.ordering`.

    :param words: what the person gets out of it, in a sentence that stands in the margin beside the field.
    :param sharing: whether it is a sale, a sharing or targeted advertising, of which Global Privacy Control speaks. It then rests on consent.
    """

    code: str
    basis: Basis
    occasion: Occasion
    words: Words
    sharing: bool = False

    def __post_init__(self) -> None:
        if self.sharing and self.basis is not Basis.CONSENT:
            raise ValueError(f"{self.code} passes data on to others for advertising: nothing but consent can carry that.")

    @property
    def optional(self) -> bool:
        """Whether a no costs nothing else: only what rests on consent."""
        return self.basis is Basis.CONSENT


@dataclass(frozen=True, slots=True)
class Keep:
    """How long: a number of days from a moment, the time that the site's law sets, or as long as the person is with us."""

    days: int | None = None
    counted_from: str | None = None
    law: str | None = None

    @classmethod
    def while_person(cls) -> Self:
        """Until the person, or the thing it belongs to, goes."""
        return cls()

    @classmethod
    def by_law(cls, what: str, *, counted_from: str) -> Self:
        """For the years that the site's law names for `what` (`books`, `vouchers`): see `privacy/laws`."""
        return cls(law=what, counted_from=counted_from)


class Ending(StrEnum):
    """How it ends: the row goes, or its personal columns are emptied and the rest stays in the books."""

    DELETE = "delete"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Hold:
    """
    What must stay although the person is erased, why, and for how long by which law.

    :param law: what the law names its years for; empty where `counted_from` is the last day itself.
    """

    why: Words
    law: str
    counted_from: str
    keeps: str


@dataclass(frozen=True, slots=True)
class Holding:
    """
    A table with rows about persons.

    :param model: `app.Model`.
    :param person: the path to the person, such as `person` or `order__person`; empty where rows are found otherwise (`eraser`).
    :param fields: personal columns, each with its category and purpose.
    :param plain: the other columns, separated by spaces: they say nothing about the person by themselves.
    :param purpose: the purpose of the row itself, where no column has one.
    :param correct: columns that the person may correct in place.
    :param look: the column that names the look by which a row came; while that look is silent, the row is not shown to its person.
    """

    model: str
    person: str
    fields: Mapping[str, tuple[Category, Purpose]]
    keep: Keep
    ending: Ending
    plain: str = ""
    purpose: Purpose | None = None
    hold: Hold | None = None
    title: Words = ""
    label: str = ""
    readers: tuple[str, ...] = ()
    correct: tuple[str, ...] = ()
    look: str = ""
    names: Mapping[str, Words] = field(default_factory=dict)

    @property
    def purposes(self) -> tuple[Purpose, ...]:
        """Every purpose for which a row may be written, without repeats."""
        found = {purpose.code: purpose for _category, purpose in self.fields.values()}
        if self.purpose:
            found[self.purpose.code] = self.purpose
        return tuple(found.values())

    @property
    def columns(self) -> frozenset[str]:
        """Every column that this declaration accounts for."""
        own = {self.person if self.person.endswith("_id") else f"{self.person}_id"} if self.person and "__" not in self.person else set()
        return frozenset(self.fields) | frozenset(self.plain.split()) | own


@dataclass(frozen=True, slots=True)
class Plain:
    """A table about no person: every column by name, and why."""

    model: str
    why: str
    columns: frozenset[str]


@dataclass(frozen=True, slots=True)
class Recipient:
    """
    Somebody outside to whom data goes: what it receives, why, and where its own policy stands.

    :param purposes: the codes of the purposes for which it receives something, as rooms above the declaring one may have some, too.
    :param country: where it is, if it is the same for every shop; of sellers and carriers the record of processing finds it.
    """

    code: str
    name: Words
    receives: Words
    why: Words
    policy_url: str = ""
    country: str = ""
    purposes: tuple[str, ...] = ()


class Kind(StrEnum):
    """Where on a device something is kept."""

    COOKIE = "cookie"
    LOCAL = "localStorage"
    SESSION = "sessionStorage"
    INDEXED = "IndexedDB"
    CACHE = "cache"


@dataclass(frozen=True, slots=True)
class Cookie:
    """
    A cookie, or something else that is kept on a device.

    :param name: as the device names it; a last `*` stands for any ending.
    :param days: how long at most; nought for as long as the browser is open, or where it is no cookie, until it is taken back.
    :param necessary: whether it is needed for what the visitor asked for. All else needs a yes to its purpose first.
    :param category: what the device then says about the person.
    :param sets: which of our parts sets it. Nobody else can.
    """

    name: str
    words: Words
    days: int
    necessary: bool
    purpose: Purpose | None = None
    kind: Kind = Kind.COOKIE
    category: Category | None = None
    sets: Words = "BoxMalls"
    http_only: bool = True

    def __post_init__(self) -> None:
        if not self.necessary and (self.purpose is None or not self.purpose.optional):
            raise ValueError(f"{self.name} is not necessary, so it needs a purpose that rests on consent.")
