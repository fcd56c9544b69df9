"""Which sentences of the policy this room carries out: what another service's number of a parcel is kept for."""

from django.utils.translation import gettext_lazy as _

from boxmalls.privacy.policy.bindings import BINDINGS, Binding, nothing
from boxmalls.privacy.policy.live import is_held
from boxmalls.privacy.policy.tracing import TRACE
from boxmalls.privacy.register import Category

BINDINGS.declare(
    Binding(
        ("s-3-1-g",),
        "boxmalls.orders.actions.ship.ship_order",
        nothing,
        ("tests/clauses/test_3_1_g.py::test_the_carriers_number_of_a_parcel_is_kept_for_whom_it_is_sent_to",),
        _("The carrier's number of your parcel is kept with the order, so that you can follow it. No account of yours elsewhere is fetched."),
        is_held(Category.THIRD_PARTY),
    )
)

TRACE.tasks("boxmalls.orders.tasks", "boxmalls.orders.reactions", clauses=("2.i",))
TRACE.routes("relay/calls", clauses=("2.d", "2.i"))
TRACE.tasks("boxmalls.orders.tasks.read_relay", clauses=("2.d", "2.i"))
TRACE.host("boxmalls.orders.mails", recipient="mail-server", clauses=("2.i", "1.4.note"))
TRACE.host("boxmalls.orders.relay.forwarding", recipient="mail-server", clauses=("2.d", "2.i"))
TRACE.host("boxmalls.orders.relay.answering", recipient="mail-server", clauses=("2.d", "2.i"))
TRACE.host("boxmalls.orders.phone_relay.http", recipient="phone-relay", clauses=("2.d", "2.i"))
