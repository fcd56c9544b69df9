"""The register itself: filled by the rooms at start, read by everybody afterwards."""

from collections.abc import Callable, Iterator

from .declarations import Cookie, Holding, Plain, Purpose, Recipient


class DeclaredTwice(Exception):
    """Two declarations claim the same thing."""


class Holdings:
    """Every table, as a holding or as plain."""

    def __init__(self) -> None:
        self._holdings: dict[str, Holding] = {}
        self._plain: dict[str, Plain] = {}
        self._gate: Callable[[Holding], None] | None = None

    def close(self, gate: Callable[[Holding], None]) -> None:
        """Every room has spoken: what is declared from now on passes a gate, which raises if it may not."""
        self._gate = gate

    def declare(self, holding: Holding) -> Holding:
        """Take up a table with rows about persons."""
        if self._gate:
            self._gate(holding)
        self._refuse_a_second(holding.model)
        self._holdings[holding.model] = holding
        for purpose in holding.purposes:
            PURPOSES.add(purpose)
        return holding

    def plain(self, model: str, *, why: str, columns: str) -> Plain:
        """Take up a table about no person. Every column is named, so that a new one is thought about."""
        self._refuse_a_second(model)
        self._plain[model] = Plain(model=model, why=why, columns=frozenset(columns.split()))
        return self._plain[model]

    def _refuse_a_second(self, model: str) -> None:
        if model in self._holdings or model in self._plain:
            raise DeclaredTwice(model)

    def __iter__(self) -> Iterator[Holding]:
        return iter(self._holdings.values())

    def all_plain(self) -> Iterator[Plain]:
        """The tables about no person."""
        return iter(self._plain.values())

    def get(self, model: str) -> Holding | None:
        """The holding of `app.Model`, if it is one."""
        return self._holdings.get(model)

    def columns_of(self, model: str) -> frozenset[str] | None:
        """The declared columns of `app.Model`, or None where nothing is declared."""
        found = self._holdings.get(model) or self._plain.get(model)
        return found.columns if found else None


class Purposes:
    """Every purpose, by its code."""

    def __init__(self) -> None:
        self._purposes: dict[str, Purpose] = {}

    def add(self, purpose: Purpose) -> Purpose:
        """Take up a purpose; the same one may come again, another under its code may not."""
        known = self._purposes.setdefault(purpose.code, purpose)
        if known is not purpose:
            raise DeclaredTwice(purpose.code)
        return purpose

    def __iter__(self) -> Iterator[Purpose]:
        return iter(self._purposes.values())

    def get(self, code: str) -> Purpose | None:
        return self._purposes.get(code)

    def optional(self) -> list[Purpose]:
        """Those that a person may agree to or not."""
        return [purpose for purpose in self if purpose.optional]


class Shelf[Item: (Recipient, Cookie)]:
    """A short list of declarations, by key."""

    def __init__(self, key: str) -> None:
        self._key = key
        self._items: dict[str, Item] = {}

    def declare(self, item: Item) -> Item:
        name = getattr(item, self._key)
        if name in self._items:
            raise DeclaredTwice(name)
        self._items[name] = item
        return item

    def __iter__(self) -> Iterator[Item]:
        return iter(self._items.values())

    def get(self, name: str) -> Item | None:
        return self._items.get(name)


PURPOSES = Purposes()
HOLDINGS = Holdings()
RECIPIENTS: Shelf[Recipient] = Shelf("code")
COOKIES: Shelf[Cookie] = Shelf("name")


def name_of_cell(what: str) -> str:
    """A column in words: `orders.Delivery.phone` is a phone."""
    model, _dot, column = what.rpartition(".")
    holding = HOLDINGS.get(model)
    return str(holding.names.get(column, column)) if holding else column
