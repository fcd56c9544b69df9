"""Which text comes first. A plain function."""

from collections.abc import Mapping, Sequence


class Circle(ValueError):
    """Two texts each say that they come before the other; `kinds` are those among which it is."""

    def __init__(self, kinds: Sequence[str]) -> None:
        super().__init__(", ".join(kinds))
        self.kinds = list(kinds)


def precedence(order: Sequence[str], overrides: Mapping[str, Sequence[str]]) -> list[str]:
    """
    Kinds of texts, the one that prevails first.

    They stand in the order of the site, unless a text expressly says that it comes before another. What nobody expressly moved keeps its
    order.

    :param order: every kind once, as the site orders them.
    :param overrides: kind → the kinds before which its text in force expressly puts itself; kinds that are not in the order say nothing.
    :raises Circle: if express words contradict each other.
    """
    ahead: dict[str, set[str]] = {kind: set() for kind in order}
    for kind, others in overrides.items():
        for other in others:
            if kind in ahead and other in ahead and kind != other:
                ahead[other].add(kind)
    ordered: list[str] = []
    left = list(dict.fromkeys(order))
    while left:
        free = next((kind for kind in left if not ahead[kind] & set(left)), None)
        if free is None:
            raise Circle(left)
        ordered.append(free)
        left.remove(free)
    return ordered
