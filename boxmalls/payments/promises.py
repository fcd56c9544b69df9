"""Which sentences of the policy this room carries out: of a payment its amount, day and reference are kept, and no account of yours with a bank."""

from django.utils.translation import gettext_lazy as _

from boxmalls.privacy.policy.bindings import BINDINGS, Binding, nothing

BINDINGS.declare(
    Binding(
        ("s-3-1-e",),
        "boxmalls.payments.actions.confirm.confirm_transfer",
        nothing,
        ("tests/clauses/test_3_1_e.py::test_of_a_transfer_amount_day_and_reference_are_kept_and_no_number_of_an_account",),
        _("A transfer is known by the reference that we gave it. Its amount and day are kept; the number of your bank account is not asked, and not kept."),
    )
)
