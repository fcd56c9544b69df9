"""Which sentences of the policy the rights carry out: looked at by two, sealed, told of a leak, passed on, kept and not used, deleted."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from boxmalls.base.ids import new_id
from boxmalls.privacy.policy.bindings import BINDINGS, Binding, Off, gives, nothing
from boxmalls.privacy.policy.glance import Fact, Glance
from boxmalls.ui.saying import say as _now
from boxmalls.ui.saying import say_number as ngettext


def _counted(glance: Glance) -> Iterable[Fact]:
    tables = sum(bool(held.rows) for held in glance.held.values())
    words = ngettext(
        "%(count)s table holds something about you. In no figure are you alone.",
        "%(count)s tables hold something about you. In no figure are you alone.",
        tables,
    )
    yield Fact(words % {"count": tables}, "/your-data", _now("Your data"))


def _hears(glance: Glance) -> Iterable[Fact]:
    count = glance.rows("privacy.CorrectionNotice")
    if count:
        words = ngettext("%(count)s recipient was told of what you corrected.", "%(count)s recipients were told of what you corrected.", count)
        yield Fact(words % {"count": count}, "/your-data", _now("Your data"))


def _restricted(glance: Glance) -> Iterable[Fact]:
    if glance.rows("privacy.Restriction"):
        yield Fact(_now("You have asked us to keep your data and not to use it."), "/privacy/requests", _now("Your requests"))


def _alone(handler: Any, *, glass_id: Any, by: Any, allow: bool, at: Any) -> Any:
    """Off: whoever asks to look decides so."""
    return handler(glass_id=glass_id, by=new_id(), allow=allow, at=at)


def _for_ever(handler: Any, glass: Any, at: Any) -> Any:
    """Off: what was opened once stays open."""
    from boxmalls.privacy.glass.rules import State

    return State.OPEN if glass.allowed else handler(glass, at)


def _bind(sid: str, handler: str, off: Off, test: str, words: Any, live: Any = None) -> None:
    BINDINGS.declare(Binding((sid,), f"boxmalls.privacy.{handler}", off, (f"tests/clauses/{test}",), words, live))


_bind(
    "s-1-1-2",
    "laws.breaches.notices_due",
    gives([]),
    "test_1_1.py::test_if_something_leaks_each_law_says_who_is_told_and_by_when",
    _("Should something leak, the law of the site says who has to be told and by when; that clock starts at once."),
)
_bind(
    "s-1-1-3",
    "glass.actions.decide",
    _alone,
    "test_1_1.py::test_nobody_looks_at_what_is_locked_by_their_own_leave_alone",
    _("Nobody here looks at what is locked by their own leave: it takes a reason and a second person."),
)
_bind(
    "s-1-1-3",
    "glass.rules.state_of",
    _for_ever,
    "test_1_1.py::test_a_look_that_was_allowed_is_over_after_thirty_minutes",
    _("A look that was allowed is over after thirty minutes, and stands among who looked."),
)
_bind(
    "s-1-1-3",
    "journal.sealing.seal_journal",
    gives(0),
    "test_1_1.py::test_who_looked_is_sealed_so_that_a_gap_is_found",
    _("The list of who looked is sealed and signed every minute, so that an entry that is missing or changed is found."),
)
_bind(
    "s-1-2",
    "aggregates.partition.is_safe",
    gives(True),
    "test_1_2.py::test_figures_are_about_ten_people_at_least_and_no_difference_between_them_is_about_fewer",
    _("Every column is marked as about a person or not. Figures for sellers and staff are about at least ten people, also when compared with each other."),
    _counted,
)
_bind(
    "s-3-2",
    "disclosure.forwarding.forward_correction",
    gives(0),
    "test_3_2.py::test_who_received_what_was_wrong_within_a_year_hears_of_the_correction",
    _("Whoever received what was wrong within the last year hears of the correction, or only those whom you name."),
    _hears,
)
_bind(
    "s-3-3-2",
    "restriction.actions.restrict_person",
    nothing,
    "test_3_3.py::test_what_is_restricted_is_kept_and_read_by_nobody_but_its_person",
    _("You can have your data kept and not used: from that moment only you and the person in charge can read it."),
    _restricted,
)
_bind(
    "s-3-3-2",
    "rights.erasing.ending._end_as_written",
    nothing,
    "test_3_3.py::test_what_was_erased_is_gone_from_the_tables_too_and_other_peoples_stays",
    _("Erasing then empties every table of you as it declares; the receipt says what went, what a law makes stay, and until when."),
)
_bind(
    "s-3-3-3",
    "register.features.Features.cone",
    gives([]),
    "test_3_3.py::test_what_a_no_stops_is_said_before_it_is_said",
    _("What a no stops is listed before you say it, and what goes on."),
)
