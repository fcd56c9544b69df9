"""What the shop does with what it keeps: each feature names the categories and purposes that it cannot do without."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .declarations import Purpose, Words
from .registry import COOKIES, HOLDINGS
from .vocabulary import Basis, Category, Occasion


@dataclass(frozen=True, slots=True)
class Need:
    """A category, for a purpose."""

    category: Category
    purpose: Purpose


@dataclass(frozen=True, slots=True)
class Feature:
    """
    Something the shop does for a person.

    :param code: starts with the room's name: `orders.mails`.
    :param needs: what it keeps; without any one of these it stops.
    :param stops: what no longer happens when it stops, said before the choice.
    :param stays: why it goes on in spite of an opt-out, where a law or a contract in force wants that; empty where it stops.
    """

    code: str
    title: Words
    needs: tuple[Need, ...]
    stops: Words
    stays: Words = ""


def needs(purpose: Purpose, *categories: Category) -> tuple[Need, ...]:
    """Several categories for one purpose."""
    return tuple(Need(category, purpose) for category in categories)


@dataclass(frozen=True, slots=True)
class Target:
    """What a no is about: a category, a category on one occasion, or a purpose. The other parts are empty."""

    category: str = ""
    occasion: str = ""
    purpose: str = ""

    def covers(self, category: Category, purpose: Purpose) -> bool:
        """Whether keeping this category for this purpose is what the no is about."""
        if self.purpose:
            return purpose.code == self.purpose
        return category.value == self.category and self.occasion in ("", purpose.occasion.value)

    @property
    def exists(self) -> bool:
        """Whether there are such a category, occasion and purpose at all."""
        from .registry import PURPOSES

        if self.purpose:
            return not self.category and not self.occasion and PURPOSES.get(self.purpose) is not None
        return self.category in set(Category) and (not self.occasion or self.occasion in set(Occasion))


class Features:
    """Every feature, by its code."""

    def __init__(self) -> None:
        self._features: dict[str, Feature] = {}
        self._known: dict[str, frozenset[tuple[Category, str]]] = {}

    def declare(self, feature: Feature) -> Feature:
        """Take up a feature."""
        from .registry import DeclaredTwice

        if feature.code in self._features:
            raise DeclaredTwice(feature.code)
        self._features[feature.code] = feature
        self._known.clear()
        return feature

    def __iter__(self) -> Iterator[Feature]:
        return iter(self._features.values())

    def get(self, code: str) -> Feature | None:
        return self._features.get(code)

    def touched_by(self, target: Target) -> list[Feature]:
        """The features that keep something which the target covers."""
        return [feature for feature in self if any(target.covers(need.category, need.purpose) for need in feature.needs)]

    def cone(self, target: Target) -> list[Feature]:
        """The features that a no to the target stops: exactly those, and nothing else."""
        return [feature for feature in self.touched_by(target) if not feature.stays]

    def staying(self, target: Target) -> list[Feature]:
        """The features that it concerns, and that a law or a contract in force keeps running."""
        return [feature for feature in self.touched_by(target) if feature.stays]

    def cells(self) -> frozenset[tuple[Category, str]]:
        """Every pair of category and purpose that some feature accounts for."""
        return self._once("cells", lambda: frozenset((need.category, need.purpose.code) for feature in self for need in feature.needs))

    def kept_running(self) -> frozenset[tuple[Category, str]]:
        """The pairs that an opt-out does not reach."""
        return self._once("kept", lambda: frozenset((need.category, need.purpose.code) for feature in self if feature.stays for need in feature.needs))

    def _once(self, name: str, make: Callable[[], frozenset[tuple[Category, str]]]) -> frozenset[tuple[Category, str]]:
        if name not in self._known:
            self._known[name] = make()
        return self._known[name]


FEATURES = Features()


def may_be_refused(category: Category, purpose: Purpose) -> bool:
    """Whether a person's no reaches this: only what a feature needs that may stop, and never what a law makes us keep."""
    pair = category, purpose.code
    return purpose.basis is not Basis.LEGAL_OBLIGATION and pair in FEATURES.cells() and pair not in FEATURES.kept_running()


def categories_of(purpose: Purpose) -> frozenset[Category]:
    """Every category that is kept for a purpose, here or on the person's device."""
    found = {category for holding in HOLDINGS for category, its in holding.fields.values() if its == purpose}
    return frozenset(found | {cookie.category for cookie in COOKIES if cookie.purpose == purpose and cookie.category and not cookie.necessary})


def may_stop(purpose: Purpose) -> bool:
    """Whether a no can reach a purpose at all: whether some feature needs it that may stop."""
    return purpose.basis is not Basis.LEGAL_OBLIGATION and any(code == purpose.code for _category, code in FEATURES.cells() - FEATURES.kept_running())
