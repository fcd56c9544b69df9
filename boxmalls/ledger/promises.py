"""Which sentences of the policy this room carries out: amounts stay in the books, names do not."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from boxmalls.privacy.policy.bindings import BINDINGS, Binding, gives
from boxmalls.privacy.policy.glance import Fact, Glance
from boxmalls.privacy.policy.live import is_held
from boxmalls.privacy.register import Category
from boxmalls.ui.saying import say as _now
from boxmalls.ui.saying import say_number as ngettext


def _balances(glance: Glance) -> Iterable[Fact]:
    rows = glance.rows("ledger.Account")
    words = ngettext("You have %(count)s account for money or points here.", "You have %(count)s accounts for money or points here.", rows) % {"count": rows}
    yield Fact(words if rows else _now("You have no balance and no points here."), "/balance", _now("Your balance"))


def _leaves_all(handler: Any, *given: Any) -> Any:
    """Off: the accounts keep their owner."""
    from boxmalls.privacy.rights.outcome import Outcome

    return Outcome()


BINDINGS.declare(
    Binding(
        ("s-3-1-e",),
        "boxmalls.ledger.ending.erase_accounts",
        _leaves_all,
        ("tests/clauses/test_3_1_e.py::test_amounts_and_points_stay_in_the_books_and_the_person_does_not",),
        _("Amounts and dates stay in the books as long as the tax law of the site asks. Your name does not."),
        is_held(Category.PROPERTY),
    )
)
BINDINGS.declare(
    Binding(
        ("s-3-1-e",),
        "boxmalls.ledger.queries.statement_of",
        gives([]),
        ("tests/clauses/test_3_1_e.py::test_every_movement_of_a_balance_is_shown_to_whose_it_is_and_to_nobody_else",),
        _("Your balance stands on a page of yours, with every amount that came and went."),
        _balances,
    )
)
