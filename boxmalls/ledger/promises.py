"""Which sentences of the policy this room carries out: amounts stay in the books, names do not."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from boxmalls.privacy.policy.bindings import BINDINGS, Binding
from boxmalls.privacy.policy.live import is_held
from boxmalls.privacy.register import Category


def _leaves_all(handler: Any, *given: Any) -> Any:
    """Off: the accounts keep their owner."""
    from boxmalls.privacy.rights.outcome import Outcome

    return Outcome()


BINDINGS.declare(
    Binding(
        ("s-3-1-e",),
        "boxmalls.ledger.ending.erase_accounts",
        _leaves_all,
        ("tests/clauses/test_3_1_e.py::test_amounts_stay_in_the_books_and_the_person_does_not",),
        _("Amounts and dates stay in the books as long as the tax law of the site asks. Your name does not."),
        is_held(Category.PROPERTY),
    )
)
