"""What is checked when a person corrects a row of ours in place on the page Your data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from boxmalls.accounts.rules import FIELDS, read_address, read_birthday, read_phone

if TYPE_CHECKING:
    from boxmalls.accounts.models import Address, Profile


def correct_address(row: Address, changes: Mapping[str, Any]) -> None:
    """
    The whole address must still be one that its country's post would find.

    :raises ValidationError: with what to write instead, by field.
    """
    told = {name: str(changes.get(name, getattr(row, name)) or "") for name in FIELDS}
    _address, problems = read_address(row.country, told)
    if problems:
        raise ValidationError(problems)


def correct_profile(row: Profile, changes: Mapping[str, Any]) -> None:
    """
    A number must be one that can be called, a birthday a day in the past, a gender one that we offer.

    :raises ValidationError: with what to write instead, by field.
    """
    from boxmalls.accounts.models import Profile

    problems: dict[str, str] = {}
    if changes.get("phone"):
        _number, problems["phone"] = read_phone("", str(changes["phone"]))
    if changes.get("birthday"):
        _day, problems["birthday"] = read_birthday(str(changes["birthday"]))
    if changes.get("gender") not in {None, *dict(Profile.GENDERS)}:
        problems["gender"] = ", ".join(code for code, _words in Profile.GENDERS if code)
    problems = {name: words for name, words in problems.items() if words}
    if problems:
        raise ValidationError(problems)
