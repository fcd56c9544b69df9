"""Correcting a value in place: validated as its room wants it, with a note that it was corrected."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from boxmalls.base.refusals import BadInput, NotFound
from boxmalls.privacy.collection import collecting
from boxmalls.privacy.disclosure.forwarding import forward_correction
from boxmalls.privacy.models import Correction
from boxmalls.privacy.purposes import CORRECTING, CORRECTION
from boxmalls.privacy.register import HOLDINGS, Holding
from boxmalls.privacy.vault.fields import SealedText

from .hooks import correctors
from .inventory import HeldCell, cells_of
from .rows import database_of_holding, model_of, rows_of
from .silenced import NONE, shown, silent_looks


class CannotCorrect(BadInput):
    """The value cannot be taken; `why` says what is wrong with it."""

    code = "cannot-correct"
    words = _("%(why)s")


class NothingHeld(NotFound):
    """There is no such value of this person."""

    words = _("We do not hold that about you, or not any more.")


def find_cell(person_id: UUID, key: str, *, at: datetime) -> HeldCell:
    """
    A value of this person by its key, `orders.Delivery:<row>:name`.

    :raises NothingHeld: if there is none, whoever else's it may be.
    """
    holding, row_id, column = _parts(key)
    row = _row(holding, person_id, row_id, at)
    for cell in cells_of(holding, [row]):
        if cell.column == column:
            return cell
    raise NothingHeld


def correct_value(*, person_id: UUID, key: str, value: str, only: Collection[str] | None = None, at: datetime) -> HeldCell:
    """
    Put a corrected value in the place of one that is held, and let those hear of it who received it.

    :param only: the recipients whom the person names; all of the past year if it is None.
    :raises NothingHeld: if this person has no such value, or it may not be corrected in place.
    :raises CannotCorrect: if the room does not take the value.
    """
    holding, row_id, column = _parts(key)
    if column not in holding.correct:
        raise NothingHeld
    with transaction.atomic(using=database_of_holding(holding)), transaction.atomic():
        row = _row(holding, person_id, row_id, at)
        before = getattr(row, column)
        setattr(row, column, _clean(holding, row, column, value))
        with collecting(CORRECTION, person=person_id, at=at):
            row.save(update_fields=[column])
        with collecting(CORRECTING, person=person_id, at=at):
            old = None if before is None else str(before)
            made = Correction.objects.create(person_id=person_id, what=f"{holding.model}.{column}", row=row_id, before=old, at=at)
        forward_correction(correction=made, category=holding.fields[column][0], only=only, at=at)
    return find_cell(person_id, key, at=at)


def _clean(holding: Holding, row: models.Model, column: str, value: str) -> Any:
    field: Any = next(field for field in model_of(holding)._meta.concrete_fields if field.attname == column)
    text = value.strip()
    if isinstance(field, SealedText) and field.max_length and len(text) > field.max_length:
        raise CannotCorrect(why=_("Use at most %(most)s characters.") % {"most": field.max_length})
    if "\x00" in text:
        raise CannotCorrect(why=_("There is a character in it that cannot be stored."))
    if not text and not field.blank:
        raise CannotCorrect(why=_("Type what is right. It cannot be left empty."))
    try:
        cleaned = text if isinstance(field, SealedText) else field.clean(text or None if field.null else text, row)
        check = correctors().get(holding.model)
        if check:
            check(row, {column: cleaned})
    except ValidationError as wrong:
        raise CannotCorrect(why=" ".join(wrong.messages)) from wrong
    return cleaned


def _parts(key: str) -> tuple[Holding, str, str]:
    label, _colon, rest = key.partition(":")
    row_id, _colon, column = rest.rpartition(":")
    holding = HOLDINGS.get(label)
    if holding is None or not holding.person or column not in holding.fields:
        raise NothingHeld
    return holding, row_id, column


def _row(holding: Holding, person_id: UUID, row_id: str, at: datetime) -> models.Model:
    looks = silent_looks(person_id, at=at) if holding.look else NONE
    try:
        row = shown(holding, rows_of(holding, person_id).filter(pk=row_id), looks).first()
    except (ValidationError, ValueError) as wrong:
        raise NothingHeld from wrong
    if row is None:
        raise NothingHeld
    return row
