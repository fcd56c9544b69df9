"""
A plan: who lives here, what each does, in what order, who goes and when. Plans are drawn by hypothesis.

A plan is a grid of moments, and in each of them somebody does something, or nobody does anything. What a step draws by itself depends on its moment
alone, so that a step which is taken away moves no other: whatever fails shrinks to the few steps that matter. (A state machine would do as it draws;
here the same steps are done twice, with the one and without them, so the whole plan has to be there first.)
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

from hypothesis import strategies as st

from tests.rights.twin.workload import EVENTS, JOBS, VERBS
from tests.rights.twin.world import THE_ONE, Step

MOMENT = 16
"""So many numbers has each moment: people arrive, begin to work here, one thing is done, the one goes, somebody takes their address."""

JOIN, DO, GO, TAKE = 5, 10, 14, 15
NOTHING = "nothing"


@dataclass(frozen=True, slots=True, repr=False)
class Plan:
    """
    Steps, each at its number.

    :ivar chance: what everything is drawn from that the steps leave open, and what people are called.
    """

    chance: int
    steps: tuple[Step, ...]

    @classmethod
    def of(cls, chance: int, words: str) -> Self:
        """The plan that was printed: `4: 0 register`, `26: 0 pay by 2`, `42: - seal`, a line or a comma each; without numbers, one after another."""
        lines = [line.strip() for line in words.replace(",", "\n").splitlines() if line.strip()]
        return cls(chance, tuple(_step(line, number) for number, line in enumerate(lines)))

    @property
    def size(self) -> int:
        """How many steps there are but for people's coming and going."""
        return sum(step.verb in VERBS or step.verb in JOBS for step in self.steps)

    def __repr__(self) -> str:
        return f"Plan.of({self.chance}, {', '.join(map(_words, self.steps))!r})"


def _words(step: Step) -> str:
    who = "-" if step.who is None else step.who
    return f"{step.number}: {who} {step.verb}" + ("" if step.by is None else f" by {step.by}")


def _step(line: str, place: int) -> Step:
    number, _colon, words = line.rpartition(":")
    who, verb, *by = words.split()
    return Step(int(number or place), None if who == "-" else int(who), verb, int(by[1]) if by else None)


@st.composite
def plans(draw: Callable[[Any], Any], *, people: int, moments: int) -> Plan:
    """
    Everybody arrives in the first quarter, some to work here; the one is erased in the second half; somebody may then take their address.

    :param people: how many there are at most, beside those who always work here.
    """
    chance = draw(st.integers(0, 2**16 - 1))
    there = draw(st.integers(1, people))
    arrivals = [draw(st.integers(0, moments // 4)) for _who in range(there)]
    jobs = [draw(st.sampled_from(["", *JOBS])) for _who in range(there)]
    going = draw(st.integers(moments // 2, moments))
    steps: list[Step] = []
    for moment in range(moments + 1):
        first = moment * MOMENT
        coming = [who for who in range(there) if arrivals[who] == moment]
        steps += [Step(first + who, who, "register") for who in coming]
        steps += [Step(first + JOIN + who, who, jobs[who]) for who in coming if jobs[who]]
        present = [who for who in range(there) if arrivals[who] <= moment and (who != THE_ONE or moment < going)]
        if moment < moments and present:
            steps += draw(_doings(first + DO, present, [who for who in present if jobs[who]]))
        if moment == going:
            steps.append(Step(first + GO, THE_ONE, "erase"))
            if draw(st.booleans()):
                steps.append(Step(first + TAKE, there, "take_their_address"))
    return Plan(chance, (*steps, Step((moments + 1) * MOMENT, None, "seal")))


@st.composite
def _doings(draw: Callable[[Any], Any], number: int, present: list[int], at_work: list[int]) -> list[Step]:
    """What happens in one moment: nothing is the least. The one is busier than the others."""
    verb = draw(st.sampled_from([NOTHING, *sorted(VERBS)]))
    if verb == NOTHING:
        return []
    busy = [THE_ONE, *present] if THE_ONE in present else present
    who = None if verb in EVENTS else draw(st.sampled_from(busy))
    return [Step(number, who, verb, draw(st.sampled_from([None, *at_work])))]
