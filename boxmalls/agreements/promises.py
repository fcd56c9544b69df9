"""Which sentences of the policy this room carries out: other texts apply beside it, in an order."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from boxmalls.agreements.works import AGREEMENTS
from boxmalls.privacy.policy.bindings import BINDINGS, Binding, gives, nothing
from boxmalls.privacy.policy.editions.works import WORKS
from boxmalls.privacy.policy.glance import Fact, Glance
from boxmalls.privacy.policy.tracing import TRACE
from boxmalls.ui.saying import say as _now
from boxmalls.ui.saying import say_number as ngettext

for _work in AGREEMENTS:
    WORKS.declare(_work)


def _accepted(glance: Glance) -> Iterable[Fact]:
    count = glance.rows("agreements.Signature")
    words = ngettext("You accepted one other text.", "You accepted %(count)s other texts.", count) % {"count": count}
    yield Fact(words if count else _now("You accepted no other text so far."), "/agreements", _now("Which texts apply"))


BINDINGS.declare(
    Binding(
        ("s-1-4",),
        "boxmalls.agreements.queries.texts_in_force",
        gives([]),
        ("tests/clauses/test_1_4.py::test_the_terms_stand_beside_the_policy_in_their_place",),
        _("Terms and agreements stand on a page of their own, in the order in which they count; which one you accepted is kept with its fingerprint."),
        _accepted,
    )
)

BINDINGS.declare(
    Binding(
        ("s-2-c",),
        "boxmalls.agreements.actions.accept_agreement",
        nothing,
        ("tests/clauses/test_2_c.py::test_a_text_that_somebody_agrees_to_is_kept_with_its_fingerprint_site_language_and_day",),
        _("A text that you agree to is kept with its fingerprint, site, language and day, and you get a signed receipt."),
        _accepted,
    )
)

TRACE.routes("agreements", clauses=("1.4",))
