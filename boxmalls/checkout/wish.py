"""What a buyer asks for when they press the button."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.crypto import salted_hmac

from boxmalls.accounts.rules import NO_DELIVERY, AddressRefused, PostalAddress, check_address
from boxmalls.checkout.refusals import BadEmail, BadKey, UnknownMethod
from boxmalls.orders.placing import Recipient
from boxmalls.payments.models import Method
from boxmalls.sites.models import Site

LONGEST_KEY = 64


@dataclass(frozen=True, slots=True)
class Wish:
    """The order as asked for, checked and in one spelling, so that the same wish is always the same."""

    site_code: str
    expected_total_minor: int
    email: str
    recipient: Recipient
    shipping: tuple[tuple[str, str], ...]
    method: str
    language: str

    def fingerprint(self, person_id: UUID, key: str) -> bytes:
        """A keyed hash by which the same wish is known again. Nothing can be read from it."""
        told = asdict(self)
        told.pop("language")
        return salted_hmac(f"checkout.{person_id}.{key}", json.dumps(told, sort_keys=True), algorithm="sha256").digest()


def read_wish(
    *,
    site: Site,
    expected_total_minor: int,
    contact: str | Mapping[str, str],
    delivery: Mapping[str, str] | PostalAddress,
    shipping: Mapping[UUID | str, str],
    method: str,
    language: str,
) -> Wish:
    """
    Check what a buyer asks for, as far as it can be checked without looking anything up.

    :raises BadEmail: if there is no address to write to.
    :raises AddressRefused: if the parcel would not arrive.
    :raises UnknownMethod: if it cannot be paid like this.
    """
    if method not in Method.values:
        raise UnknownMethod
    return Wish(
        site_code=site.code,
        expected_total_minor=expected_total_minor,
        email=_email(contact if isinstance(contact, str) else contact.get("email", "")),
        recipient=_recipient(delivery.as_dict() if isinstance(delivery, PostalAddress) else delivery, site, language),
        shipping=tuple(sorted((str(seller), code) for seller, code in shipping.items())),
        method=method,
        language=language,
    )


def check_key(key: str) -> str:
    """
    The idempotency key, if it can be one: 8 to 64 signs that can be printed.

    :raises BadKey: if not.
    """
    if not 8 <= len(key) <= LONGEST_KEY or not key.isprintable():
        raise BadKey
    return key


def _email(text: str) -> str:
    email = text.strip()
    try:
        validate_email(email)
    except ValidationError as error:
        raise BadEmail from error
    return email


def _recipient(told: Mapping[str, str], site: Site, language: str) -> Recipient:
    country = told.get("country", "").upper()
    if country not in site.ships_to:
        raise AddressRefused({"country": str(NO_DELIVERY)})
    return Recipient(**check_address(country, told, language=language).as_dict())
