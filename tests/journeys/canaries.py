"""People of a journey are canaries: at its end everything that their shop keeps is searched for their values, as the proof does it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import EmailMessage

from proofs import Ground
from proofs.leaks import scan, values_of
from proofs.people import Someone
from proofs.planting import planted
from proofs.shapes import Search
from tests.post import PostOffice

PLANTED = frozenset({"a line of a log", "a search vector", "task arguments"})
"""The control: where these are planted, these are found, in the same search."""


@dataclass(slots=True)
class Posted(Ground):
    """A shop whose mail arrives at a post office of ours, not in its folder."""

    post: PostOffice = field(kw_only=True)

    def mails(self, *, to: str = "") -> list[EmailMessage]:
        """Every letter that arrived, oldest first; those to one address if it is given."""
        return self.post.letters(to)


def leaks_of(ground: Ground, people: Mapping[str, Someone]) -> list[str]:
    """Where values of these people stand although the register does not say so; and what was planted beside them and is not found."""
    with planted(ground, only=PLANTED) as plants:
        search = Search({**values_of(people), **{f"plant.{plant.what}": plant.value for plant in plants}})
        found = scan(ground, search, people)[1]
    missed = [f"planted and not found: {plant.what}" for plant in plants if not any(leak.value == f"plant.{plant.what}" for leak in found)]
    assert len(plants) == len(PLANTED)
    return missed + sorted(str(leak) for leak in found if not leak.value.startswith("plant."))
