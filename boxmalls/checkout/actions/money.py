"""Who gets what of an order group."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from boxmalls.base.ids import new_id
from boxmalls.base.pipeline import Rows
from boxmalls.ledger.actions import NotEnoughBalance, accounts_for
from boxmalls.ledger.actions.accounts import Owner
from boxmalls.ledger.models import Account
from boxmalls.orders.placing import PlacedOrder, Placing
from boxmalls.payments.models import Method
from boxmalls.payments.rules import due_at
from boxmalls.payments.statements import Asked, Part

Kind = Account.Kind
COMMISSION, VAT = Owner(Kind.COMMISSION), Owner(Kind.COMMISSION_VAT)


def account_owners(placing: Placing, found: Rows, at: datetime) -> dict[Owner, UUID]:
    """The accounts that a group touches; those that a first sale needs are opened now. A wallet is never opened here."""
    accounts = {Owner(Kind(kind), person, seller): account for kind, person, seller, account in found}
    wanted = {COMMISSION, VAT} | {Owner(kind, seller=order.seller_id) for order in placing.orders for kind in (Kind.PAYABLE, Kind.SHIPPING)}
    missing = sorted(wanted - accounts.keys(), key=str)
    return accounts | (accounts_for(owners=missing, unit=placing.currency, at=at) if missing else {})


def asked_for(placing: Placing, method: str, owners: Mapping[Owner, UUID]) -> tuple[Asked, UUID | None]:
    """
    The payment for a group, and the balance that it is taken from when that is how it is paid.

    :raises NotEnoughBalance: if the buyer never had a balance.
    """
    wallet = owners.get(Owner(Kind.WALLET, person=placing.person_id)) if method == Method.BALANCE else None
    if method == Method.BALANCE and wallet is None:
        raise NotEnoughBalance
    due = due_at(placing.at) if method == Method.BANK_TRANSFER else None
    parts = [part for order in placing.orders for part in _parts(order, owners) if part.amount_minor]
    return Asked(new_id(), placing.id, placing.person_id, method, placing.currency, placing.number, due, parts), wallet


def _parts(order: PlacedOrder, owners: Mapping[Owner, UUID]) -> list[Part]:
    seller, split = order.seller_id, order.split
    return [
        Part(order.id, owners[Owner(Kind.PAYABLE, seller=seller)], split.payable_minor, seller),
        Part(order.id, owners[Owner(Kind.SHIPPING, seller=seller)], split.shipping_minor, seller),
        Part(order.id, owners[COMMISSION], split.commission_minor, seller),
        Part(order.id, owners[VAT], split.commission_vat_minor, seller),
    ]
