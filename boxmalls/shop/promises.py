"""Which sentences of the policy this room carries out: what is said beside a question, and ordering."""

from collections.abc import Iterable

from django.http import HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from boxmalls.privacy.policy.bindings import BINDINGS, Binding, gives
from boxmalls.privacy.policy.glance import Fact, Glance
from boxmalls.privacy.policy.live import happened
from boxmalls.privacy.policy.tracing import TRACE
from boxmalls.privacy.register import Occasion
from boxmalls.ui.saying import say as _now


def _told_before(glance: Glance) -> Iterable[Fact]:
    yield Fact(_now("Of each value you see when it came, why, until when, and who received it."), "/your-data", _now("Your data"))


BINDINGS.declare(
    Binding(
        ("s-1-1-4",),
        "boxmalls.shop.margin.kept",
        gives(""),
        ("tests/clauses/test_1_1.py::test_before_anything_is_told_it_says_how_long_it_is_kept",),
        _("Beside each question stands why it is asked, who sees the answer and how long it is kept, before you answer."),
        _told_before,
    )
)
BINDINGS.declare(
    Binding(
        ("s-1-4",),
        "boxmalls.shop.web.checkout_words.notes",
        lambda handler, view: {name: ("", who_and_until) for name, (_why, who_and_until) in handler(view).items()},
        ("tests/clauses/test_1_4.py::test_a_notice_stands_beside_each_field_and_says_why_it_is_asked",),
        _("A notice stands beside each field of the checkout: why it is asked, who reads it, until when. It counts before this policy."),
        _told_before,
    )
)
BINDINGS.declare(
    Binding(
        ("s-2-i",),
        "boxmalls.shop.web.checkout._order",
        lambda handler, request, answers: HttpResponseRedirect("/cart", status=303),
        ("tests/clauses/test_2_i.py::test_an_order_is_taken_with_what_it_needs_and_no_more",),
        _("An order takes what it needs, and no more."),
        happened(Occasion.TRANSACTIONS),
    )
)
TRACE.routes(
    """
    2.d 2.i      /orders/<slug:number>/<slug:order_number>/messages
    2.f          / /search /search/suggestions /products/<uuid:product_id>/<slug:slug> /c/<slug:category_id>/<slug:slug> /c /sellers/<slug:slug> /help
                 /help/<slug:page> /robots.txt /sitemap.xml /sitemap-<int:number>.xml
    2.i          /checkout /orders /orders/<slug:number> /orders/<slug:number>/invoice /orders/<slug:number>/<slug:order_number>/receipt
                 /orders/<slug:number>/<slug:order_number>/cancellation
    2.i 3.1.e    /balance
    2.i 3.1.h    /cart /cart/lines /cart/lines/<uuid:offer_id>
    """
)
