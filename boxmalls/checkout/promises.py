"""Which sentences of the policy this room carries out: the basket is whoever's filled it."""

from django.utils.translation import gettext_lazy as _

from boxmalls.privacy.policy.bindings import BINDINGS, Binding, nothing
from boxmalls.privacy.policy.live import is_held
from boxmalls.privacy.policy.tracing import TRACE
from boxmalls.privacy.register import Category

BINDINGS.declare(
    Binding(
        ("s-3-1-h",),
        "boxmalls.checkout.merging.merge_carts",
        nothing,
        ("tests/clauses/test_3_1_h.py::test_a_basket_follows_whoever_filled_it",),
        _("What you put in the basket stays yours when you sign in. Choices and acceptances are kept with their words."),
        is_held(Category.OTHER),
    )
)
TRACE.tasks(
    """
    2.i 3.1.e    boxmalls.checkout.tasks.check_books
    """
)
