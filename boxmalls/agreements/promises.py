"""Which sentences of the policy this room carries out: other texts apply beside it, in an order."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from boxmalls.agreements.kinds import DEFAULT_ORDER
from boxmalls.agreements.works import AGREEMENTS
from boxmalls.privacy.policy.bindings import BINDINGS, Binding, Live, Off, gives, nothing
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


def _in_order(glance: Glance) -> Iterable[Fact]:
    yield Fact(_now("Which text comes before which stands on a page, with the day since when."), "/agreements", _now("Which texts apply"))


def _bind(sid: str, handler: str, off: Off, test: str, words: Any, live: Live) -> None:
    BINDINGS.declare(Binding((sid,), f"boxmalls.agreements.{handler}", off, (f"tests/clauses/test_1_4.py::{test}",), words, live))


_bind(
    "s-1-4",
    "queries.texts_in_force",
    gives([]),
    "test_the_terms_stand_beside_the_policy_in_their_place",
    _("Terms and agreements stand on a page of their own, in the order in which they count; which one you accepted is kept with its fingerprint."),
    _accepted,
)
_bind(
    "s-1-4",
    "queries.texts_that_apply",
    gives([]),
    "test_the_terms_and_the_notice_are_named_where_somebody_orders",
    _("The checkout names the terms, and the notice beside the fields, with their versions, and leads to them."),
    _accepted,
)
_bind(
    "s-1-4",
    "actions.accept_what_applies",
    gives([]),
    "test_the_terms_that_apply_to_an_order_are_kept_as_accepted",
    _("The terms that you were shown when you ordered are kept as accepted, with language and time."),
    _accepted,
)
_bind(
    "s-1-4",
    "queries.unaccepted",
    gives([]),
    "test_the_seller_agreement_waits_for_who_sells_until_they_accepted_it",
    _("Who works for a store is led to the seller agreement until they accepted it; what they accepted is kept."),
    _accepted,
)
_bind(
    "s-1-4-2",
    "queries.order_of",
    lambda handler, site_code: [kind.value for kind in reversed(DEFAULT_ORDER)],
    "test_the_policy_comes_last_unless_two_persons_provide_otherwise",
    _("This policy stands behind notices, terms and consents, unless two persons in charge set another order; each order and its day are shown."),
    _in_order,
)
_bind(
    "s-1-4-2",
    "rules.precedence",
    lambda handler, order, overrides: list(order),
    "test_a_text_that_says_so_expressly_comes_before_another",
    _("A text that says expressly that it comes before another one does; texts that contradict each other are refused."),
    _in_order,
)

BINDINGS.declare(
    Binding(
        ("s-2-c", "s-1-4"),
        "boxmalls.agreements.actions.accept_agreement",
        nothing,
        ("tests/clauses/test_2_c.py::test_a_text_that_somebody_agrees_to_is_kept_with_its_fingerprint_site_language_and_day",),
        _("A text that you agree to is kept with its fingerprint, site, language and day, and you get a signed receipt."),
        _accepted,
    )
)
TRACE.routes(
    """
    1.4          /agreements /agreements/<slug:agreement_kind> /agreements/<slug:agreement_kind>/coming
                 /agreements/<slug:agreement_kind>/<int:version_number>/text /agreements/<slug:agreement_kind>/acceptance
    """
)
