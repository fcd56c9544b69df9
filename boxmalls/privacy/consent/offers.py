"""What a person may agree to: the choices that rooms declare beside their purposes, in `personal_data.py`."""

from collections.abc import Iterator
from dataclasses import dataclass

from boxmalls.privacy.register import Purpose
from boxmalls.privacy.register.declarations import Words


@dataclass(frozen=True, slots=True)
class Choice:
    """
    One switch.

    :param words: what it does, with its limit.
    :param stops: what a no stops, said before it is chosen.
    :param cookie: a cookie that stands for the yes on the device where it was given, so that others cost nothing.
    """

    purpose: Purpose
    title: Words
    words: Words
    stops: Words
    cookie: str = ""

    @property
    def wording(self) -> str:
        """All words that stand beside the switch, in the language of the moment: what a yes says yes to."""
        return f"{self.title}\n{self.words}\n{self.stops}"


class Choices:
    """Every switch, by the code of its purpose."""

    def __init__(self) -> None:
        self._choices: dict[str, Choice] = {}

    def declare(self, choice: Choice) -> Choice:
        """
        Offer a purpose to people.

        :raises ValueError: if it does not rest on consent; what is needed anyway is not a choice.
        """
        if not choice.purpose.optional:
            raise ValueError(f"{choice.purpose.code} does not rest on consent.")
        self._choices[choice.purpose.code] = choice
        return choice

    def __iter__(self) -> Iterator[Choice]:
        return iter(self._choices.values())

    def get(self, code: str) -> Choice | None:
        return self._choices.get(code)


CHOICES = Choices()
