"""
What carries each sentence of the policy out: a handler in code, tests that prove it, and what it means for a person now.

Every room declares its own bindings in `promises.py`, read once at start, after `personal_data.py`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from boxmalls.privacy.register.declarations import Words

if TYPE_CHECKING:
    from .glance import Fact, Glance

type Off = Callable[..., Any]
type Live = Callable[["Glance"], Iterable["Fact"]]


def nothing(handler: Callable[..., Any], *_given: Any, **_named: Any) -> None:
    """Switched off: nothing happens."""


def gives(answer: Any) -> Off:
    """Switched off: it always answers the same."""
    return lambda _handler, *_given, **_named: answer


@dataclass(frozen=True, slots=True)
class Lets:
    """Switched off for some: a check that lets these pass, and looks at everything else as before."""

    passing: Any

    def concerns(self, *given: Any, **named: Any) -> bool:
        """Whether it makes a difference to this call."""
        return any(each is self.passing for each in (*given, *named.values()))

    def __call__(self, handler: Callable[..., Any], *given: Any, **named: Any) -> Any:
        return None if self.concerns(*given, **named) else handler(*given, **named)


@dataclass(frozen=True, slots=True)
class Binding:
    """
    A handler, bound to the sentences that it carries out.

    :param sids: the sentences, `s-2-i`.
    :param handler: the dotted path of a function, method or property.
    :param off: what stands in for it when a proof switches it off: `nothing`, `gives(…)`, `Lets(…)`, or a function of the handler and what it was given.
    :param tests: node ids of tests that fail without it, and only they.
    :param words: how the sentences are carried out, to be read by everybody.
    :param live: what that means for one person now.
    """

    sids: tuple[str, ...]
    handler: str
    off: Off
    tests: tuple[str, ...]
    words: Words
    live: Live | None = None

    @property
    def code(self) -> str:
        """Names the binding, such as `s-2-i:order_by_page`; a door that is shut is the same function for each of its sentences."""
        return f"{self.sids[0]}:{self.handler.rpartition('.')[2]}"


class Bindings:
    """Every binding, in the order of declaration."""

    def __init__(self) -> None:
        self._bindings: dict[str, Binding] = {}
        self._by_sid: dict[str, list[Binding]] = defaultdict(list)

    def declare(self, binding: Binding) -> Binding:
        """
        Take up a binding.

        :raises ValueError: if these sentences are bound to this handler already, or it has no test.
        """
        if binding.code in self._bindings or not binding.tests:
            raise ValueError(f"{binding.code} is bound twice, or has no test.")
        self._bindings[binding.code] = binding
        for sid in binding.sids:
            self._by_sid[sid].append(binding)
        return binding

    def of(self, sid: str) -> list[Binding]:
        """What carries out a sentence."""
        return self._by_sid.get(sid, [])

    def get(self, code: str) -> Binding | None:
        return self._bindings.get(code)

    def __iter__(self) -> Iterator[Binding]:
        return iter(self._bindings.values())

    def __len__(self) -> int:
        return len(self._bindings)


BINDINGS = Bindings()
