"""Reading payments."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from boxmalls.payments.models import BankAccount, Method, Payment, TransferConfirmation


@dataclass(frozen=True, slots=True)
class AwaitedTransfer:
    """A transfer that staff look for on the bank's statement. Says nothing about who sends it."""

    payment_id: UUID
    group_id: UUID | None
    reference: str
    amount_minor: int
    currency: str
    created_at: datetime
    due_at: datetime
    lapsed: bool


def is_settled(payment: Payment) -> bool:
    """Whether the money is here."""
    return payment.method == Method.BALANCE or TransferConfirmation.objects.filter(payment=payment).exists()


def paid_at(payment: Payment) -> datetime | None:
    """When the money was here; None while it is not. Costs nothing if the confirmation came along with the payment."""
    if payment.method == Method.BALANCE:
        return payment.created_at
    confirmation: TransferConfirmation | None = getattr(payment, "confirmation", None)
    return confirmation.confirmed_at if confirmation else None


def settled_payments() -> QuerySet[Payment]:
    """Payments whose money is here."""
    return Payment.objects.filter(Q(method=Method.BALANCE) | Q(confirmation__isnull=False))


def bank_account(site_code: str) -> BankAccount | None:
    """Where transfers for a site go to; None while the operator has not said."""
    return BankAccount.objects.filter(site_id=site_code).first()


def payment_of_group(group_id: UUID) -> Payment:
    """The payment for a group of orders."""
    return Payment.objects.select_related("confirmation", "lapse").get(group_id=group_id)


def payments_of_groups(group_ids: Iterable[UUID]) -> dict[UUID, Payment]:
    """The payments for several groups, in one query, with what became of them."""
    found = Payment.objects.select_related("confirmation", "lapse").filter(group_id__in=list(group_ids))
    return {payment.group_id: payment for payment in found if payment.group_id}


def awaited_transfers(*, limit: int = 200) -> list[AwaitedTransfer]:
    """Transfers that have not arrived, oldest first; those that came too late can still be confirmed, into the balance."""
    rows = _awaited().select_related("lapse").order_by("created_at")[:limit]
    return [
        AwaitedTransfer(row.pk, row.group_id, row.reference, row.amount_minor, row.currency, row.created_at, row.due_at, hasattr(row, "lapse")) for row in rows
    ]


def awaited_top_ups(person_id: UUID, currency: str, *, limit: int = 20) -> list[AwaitedTransfer]:
    """What a person said they would pay in and has not arrived, the latest first."""
    rows = _awaited().filter(person_id=person_id, currency=currency, group_id__isnull=True, lapse__isnull=True).order_by("-created_at")[:limit]
    return [AwaitedTransfer(row.pk, None, row.reference, row.amount_minor, row.currency, row.created_at, row.due_at, False) for row in rows]


def overdue_groups(at: datetime, *, limit: int = 200) -> list[UUID]:
    """Groups whose transfer should have come by now."""
    found = _awaited().filter(due_at__lte=at, lapse__isnull=True, group_id__isnull=False)
    return [group for group in found.order_by("due_at").values_list("group_id", flat=True)[:limit] if group]


def _awaited() -> QuerySet[Payment]:
    return Payment.objects.filter(method=Method.BANK_TRANSFER, confirmation__isnull=True)
