"""Which sentences of the policy this room carries out: what a seller learns of a buyer and for how long, and what another service's number is for."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from boxmalls.privacy.policy.bindings import BINDINGS, Binding, gives, nothing
from boxmalls.privacy.policy.live import happened, is_held
from boxmalls.privacy.policy.tracing import TRACE
from boxmalls.privacy.register import Category, Occasion

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


def _tells_all(handler: Any, order: Any, delivery: Any, line: Any) -> Any:
    """Off: a seller reads what was written on the order, whatever its offer said."""
    from boxmalls.orders.assembling import MaskedBuyer, address_lines, read_recipient

    known = read_recipient(delivery) if delivery else None
    return MaskedBuyer(known.name, order.label, address_lines(known), known.phone) if known else handler(order, delivery, line)


BINDINGS.declare(
    Binding(
        ("s-1-1-3",),
        "boxmalls.orders.rules.lease_is_open",
        gives(True),
        ("tests/clauses/test_1_1.py::test_a_seller_knows_a_buyer_only_while_an_order_needs_it",),
        _("A seller has a lease of what sending your order needs, not a copy: it ends after the delivery, and then they see nobody."),
    )
)
BINDINGS.declare(
    Binding(
        ("s-2-i",),
        "boxmalls.orders.assembling.mask",
        _tells_all,
        ("tests/clauses/test_2_i.py::test_a_seller_learns_what_its_offer_said_and_no_more",),
        _("Each seller learns of you what its offer said before you ordered, and never your own number or email address."),
    )
)
BINDINGS.declare(
    Binding(
        ("s-2-d",),
        "boxmalls.orders.actions.write.written",
        lambda handler, text: text,
        ("tests/clauses/test_2_d.py::test_buyer_and_seller_write_to_each_other_without_learning_an_address_or_a_number",),
        _("You and a seller write to each other through us: addresses and numbers are stopped, and what was written is locked with your key."),
        happened(Occasion.COMMUNICATION),
    )
)

TRACE.routes(
    """
    2.d 2.i      /relay/calls
    2.i 3.1.g    /courier/events
    """
)
TRACE.tasks(
    """
    1.2 2.i      boxmalls.orders.tasks.publish_sales
    2.d 2.i      boxmalls.orders.reactions.tell_written_by_mail boxmalls.orders.tasks.catch_up_with_orders boxmalls.orders.tasks.look_after_lines
                 boxmalls.orders.tasks.read_relay
    2.i 3.1.g    boxmalls.orders.reactions.book_wanted boxmalls.orders.tasks.look_after_parcels
    2.i          boxmalls.orders.reactions.close_what_was_refused boxmalls.orders.reactions.confirm_by_mail
                 boxmalls.orders.reactions.confirm_payment_by_mail boxmalls.orders.reactions.let_guest_be_found
                 boxmalls.orders.reactions.let_lease_follow boxmalls.orders.reactions.let_leases_begin
                 boxmalls.orders.reactions.let_leases_follow_restriction boxmalls.orders.reactions.let_payment_open_leases
                 boxmalls.orders.reactions.note_carrier boxmalls.orders.reactions.note_sellers boxmalls.orders.reactions.say_goods_are_back
                 boxmalls.orders.reactions.tell_cancelled_by_mail boxmalls.orders.reactions.tell_shipped_by_mail
                 boxmalls.orders.tasks.cancel_what_is_unpaid boxmalls.orders.tasks.close_what_is_over
    """
)
TRACE.host("boxmalls.orders.mails", recipient="mail-server", clauses=("2.i", "1.4.note"))
TRACE.host("boxmalls.orders.relay.forwarding", recipient="mail-server", clauses=("2.d", "2.i"))
TRACE.host("boxmalls.orders.relay.answering", recipient="mail-server", clauses=("2.d", "2.i"))
TRACE.host("boxmalls.base.signed", recipient="phone-relay", clauses=("2.d", "2.i"))
TRACE.host("boxmalls.base.signed", recipient="booked-courier", clauses=("2.i", "3.1.g"))
