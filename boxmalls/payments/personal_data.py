"""What payments know about people: who was asked for how much, and who of the staff saw a transfer arrive."""

from django.utils.translation import gettext_lazy as _

from boxmalls.ledger.unlinking import unlink, unlink_when_over
from boxmalls.privacy.register import FEATURES, HOLDINGS, Basis, Category, Ending, Feature, Hold, Holding, Keep, Occasion, Purpose, needs

PAYING = Purpose(
    code="payments.paying",
    basis=Basis.CONTRACT,
    occasion=Occasion.TRANSACTIONS,
    words=_("Take your payment, and give it back when it is due back."),
)
CONFIRMING = Purpose(
    code="payments.confirming",
    basis=Basis.LEGAL_OBLIGATION,
    occasion=Occasion.AGREEMENTS,
    words=_("Show who of the staff confirmed that money had arrived."),
)

HOLDINGS.declare(
    Holding(
        model="payments.Payment",
        person="person",
        fields={
            "method": (Category.PROPERTY, PAYING),
            "amount_minor": (Category.PROPERTY, PAYING),
            "currency": (Category.PROPERTY, PAYING),
            "reference": (Category.PROPERTY, PAYING),
            "created_at": (Category.PROPERTY, PAYING),
        },
        plain="id group_id due_at",
        keep=Keep.by_law("books", counted_from="created_at"),
        ending=Ending.BLANK,
        hold=Hold(
            why=_("Tax law: what was paid for which order. The payment stays, without you."),
            law="books",
            counted_from="created_at",
            keeps="method amount_minor currency reference created_at",
        ),
        title=_("Payments"),
        label="reference",
        readers=("staff",),
        names={
            "method": _("Paid by"),
            "amount_minor": _("Amount"),
            "currency": _("Currency"),
            "reference": _("Reference"),
            "created_at": _("Paid on"),
        },
    )
)
HOLDINGS.declare(
    Holding(
        model="payments.TransferConfirmation",
        person="staff",
        fields={"confirmed_at": (Category.OTHER, CONFIRMING)},
        plain="payment_id transaction_id",
        keep=Keep.by_law("books", counted_from="confirmed_at"),
        ending=Ending.BLANK,
        hold=Hold(
            why=_("Tax law: when the money arrived. The note stays, without you."),
            law="books",
            counted_from="confirmed_at",
            keeps="confirmed_at",
        ),
        title=_("Transfers that you confirmed"),
        label="confirmed_at",
        readers=("staff",),
        names={"confirmed_at": _("Confirmed")},
    )
)
HOLDINGS.plain(
    "payments.Share",
    why="Which account gets what of a payment. Buyers' accounts are not among them, but for money paid in.",
    columns="payment_id position for_id account_id amount_minor",
)
HOLDINGS.plain("payments.TransferLapse", why="Says that a payment did not come in time.", columns="payment_id lapsed_at")
HOLDINGS.plain(
    "payments.Refund",
    why="Says that a part of a payment was taken back. Whose payment it was stands in payments.Payment alone.",
    columns="id payment_id for_id amount_minor transaction_id refunded_at",
)
HOLDINGS.plain("payments.BankAccount", why="The operator's own account; published to payers.", columns="site_id holder bank number code")

FEATURES.declare(
    Feature(
        code="payments.paying-in",
        title=_("Paying money in"),
        needs=needs(PAYING, Category.PROPERTY),
        stops=_("No money can be paid into your balance. What is there stays yours, and what is owed to you still comes back."),
    )
)

ERASERS = {"payments.Payment": unlink("payments.Payment"), "payments.TransferConfirmation": unlink("payments.TransferConfirmation", "staff")}
SWEEPERS = {"payments.Payment": unlink_when_over(), "payments.TransferConfirmation": unlink_when_over("staff")}
