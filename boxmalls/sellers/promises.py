"""Which sentences of the policy this room carries out: who works for a store agreed to it."""

from django.utils.translation import gettext_lazy as _

from boxmalls.privacy.policy.bindings import BINDINGS, Binding, nothing
from boxmalls.privacy.policy.live import happened
from boxmalls.privacy.register import Occasion

BINDINGS.declare(
    Binding(
        ("s-2-c", "s-2-a"),
        "boxmalls.sellers.actions.stores.add_team_member",
        nothing,
        (
            "tests/clauses/test_2_c.py::test_whom_a_store_lets_act_for_it_is_kept_as_an_agreement",
            "tests/clauses/test_2_a.py::test_of_who_sells_it_is_kept_for_which_store_since_when_and_in_which_role_and_nothing_else",
        ),
        _("That you act for a store is kept with its date and your role, and shown to you. Selling asks nothing else about you."),
        happened(Occasion.AGREEMENTS),
    )
)
