"""Which sentences of the policy these pages carry out: of a payment amount, day and reference are booked, and no account of yours with a bank."""

from django.http import HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from boxmalls.privacy.policy.bindings import BINDINGS, Binding
from boxmalls.privacy.policy.tracing import TRACE

BINDINGS.declare(
    Binding(
        ("s-3-1-e",),
        "boxmalls.back_office.web.transfers.confirm",
        lambda handler, request, payment_id: HttpResponseRedirect("/back-office/transfers", status=303),
        ("tests/clauses/test_3_1_e.py::test_of_a_transfer_amount_day_and_reference_are_kept_and_no_number_of_an_account",),
        _("A transfer is known by the reference that we gave it. Its amount and day are kept; the number of your bank account is not asked, and not kept."),
    )
)
TRACE.routes(
    """
    1.1 2.i      /back-office/ /back-office/transfers /back-office/transfers/<uuid:payment_id>/confirmation /back-office/orders
    1.2 2.i      /back-office/figures /back-office/figures.csv
    2.c          /back-office/imports /back-office/sellers
    """
)
