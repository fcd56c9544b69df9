"""The address book."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from boxmalls.accounts.models import Address
from boxmalls.accounts.personal_data import ADDRESS_BOOK
from boxmalls.accounts.rules import PostalAddress
from boxmalls.base.refusals import Conflict, NotFound
from boxmalls.privacy.choices import refuses
from boxmalls.privacy.collection import collecting
from boxmalls.privacy.models import Person

MOST = 30


class BookIsFull(Conflict):
    code = "address-book-full"
    words = _("Your address book holds 30 addresses. Remove one, then add this one.")


@transaction.atomic
def add_address(*, person_id: UUID, postal: PostalAddress, kind: str = Address.DELIVERY, at: datetime) -> Address:
    """
    Keep an address for the next order.

    :param postal: from `rules.check_address`.
    :raises BookIsFull: if there are 30.
    """
    Person.objects.select_for_update().get(pk=person_id)
    if Address.objects.filter(person_id=person_id).count() >= MOST:
        raise BookIsFull
    with collecting(ADDRESS_BOOK, person=person_id, at=at):
        return Address.objects.create(person_id=person_id, kind=kind, **postal.as_dict(), added_at=at, changed_at=at, used_at=at)


@transaction.atomic
def change_address(*, person_id: UUID, address_id: UUID, postal: PostalAddress, kind: str | None = None, at: datetime) -> Address:
    """
    Correct an address. Orders keep the copy that they were placed with.

    :raises NotFound: if it is not theirs.
    """
    address = Address.objects.select_for_update().filter(person_id=person_id, pk=address_id).first()
    if address is None:
        raise NotFound
    for name, value in postal.as_dict().items():
        setattr(address, name, value)
    address.kind = kind or address.kind
    address.changed_at = address.used_at = at
    with collecting(ADDRESS_BOOK, person=person_id, at=at):
        address.save()
    return address


def remove_address(*, person_id: UUID, address_id: UUID) -> None:
    """
    Delete an address.

    :raises NotFound: if it is not theirs.
    """
    gone, _rows = Address.objects.filter(person_id=person_id, pk=address_id).delete()
    if not gone:
        raise NotFound


@transaction.atomic
def use_addresses(*, person_id: UUID, at: datetime) -> None:
    """Their owner was here: the 24 months of being away start anew."""
    if refuses(person_id, ADDRESS_BOOK):
        return
    with collecting(ADDRESS_BOOK, person=person_id, at=at):
        Address.objects.filter(person_id=person_id).update(used_at=at)
