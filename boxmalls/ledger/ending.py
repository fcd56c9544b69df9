"""What becomes of a balance when its owner goes, or turns out to be somebody else."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from boxmalls.ledger.unlinking import unlink

if TYPE_CHECKING:
    from boxmalls.privacy.rights.hooks import OpenBusiness
    from boxmalls.privacy.rights.outcome import Outcome

LEFT = _("You have %(balance)s on your balance. Spend it first: once you are erased it cannot be given to you any more.")


def erase_accounts(person_id: UUID, at: datetime) -> "Outcome":
    """Money that is left goes to the account of money without an owner; the accounts stay in the books without the person."""
    from boxmalls.ledger.actions import account_for, post
    from boxmalls.ledger.models import Account

    for account in Account.objects.select_for_update().filter(owner_person_id=person_id, balance_minor__gt=0).order_by("id"):
        unclaimed = account_for(kind=Account.Kind.UNCLAIMED, unit=account.unit, at=at)
        post(kind="unclaimed", reference=account.pk, entries=[(account.pk, -account.balance_minor), (unclaimed, account.balance_minor)], at=at)
    return unlink("ledger.Account", "owner_person")(person_id, at)


erase_accounts.concerns = ("ledger.Account",)  # type: ignore[attr-defined]


def merge_accounts(gone: UUID, into: UUID, at: datetime) -> None:
    """Accounts change their owner; where the other has such an account already, the money moves there."""
    from boxmalls.ledger.actions import post
    from boxmalls.ledger.models import Account

    accounts = Account.objects.select_for_update().order_by("id")
    theirs = {(account.kind, account.unit): account for account in accounts.filter(owner_person_id=into)}
    for account in accounts.filter(owner_person_id=gone):
        other = theirs.get((account.kind, account.unit))
        if other and account.balance_minor:
            post(kind="merge", reference=account.pk, entries=[(account.pk, -account.balance_minor), (other.pk, account.balance_minor)], at=at)
        Account.objects.filter(pk=account.pk).update(owner_person_id=None if other else into)


def open_balances(person_id: UUID) -> "list[OpenBusiness]":
    """A balance is unfinished business."""
    from boxmalls.ledger.queries import balances
    from boxmalls.privacy.rights.hooks import OpenBusiness
    from boxmalls.ui.formatting import format_money

    left = ((minor, unit) for unit, minor in balances(person_id).items() if minor)
    return [OpenBusiness(LEFT % {"balance": format_money(minor, unit, get_language() or "en")}) for minor, unit in left]
