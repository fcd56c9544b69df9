"""What visitors write into the shop window's forms, read strictly and answered kindly."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

from boxmalls.checkout.models.cart import MOST_OF_ONE

EMAIL_WORDS = _("Enter an email address, for example lena@example.org")
PARCEL_WORDS = _("Choose how this parcel travels")
PAYMENT_WORDS = _("Choose how you pay")
POLICY_WORDS = _("Tick this if you agree. Without it we may not keep your address, and so cannot send anything")


class QuantityForm(forms.Form):
    """How many of something; 0 takes it out."""

    quantity = forms.IntegerField(min_value=0, max_value=MOST_OF_ONE)


class AddForm(forms.Form):
    """Put so many of an offer into the basket."""

    offer = forms.UUIDField()
    quantity = forms.IntegerField(min_value=1, max_value=MOST_OF_ONE, required=False)

    @property
    def wanted(self) -> tuple[UUID, int]:
        """The offer and how many; one where nothing was said."""
        return self.cleaned_data["offer"], self.cleaned_data["quantity"] or 1


class ContactForm(forms.Form):
    """Where news about the order goes."""

    email = forms.CharField(
        label=_("Email"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
        error_messages={"required": EMAIL_WORDS, "max_length": EMAIL_WORDS, "null_characters_not_allowed": EMAIL_WORDS},
        validators=[EmailValidator(message=EMAIL_WORDS)],
    )


class ChoicesForm(forms.Form):
    """
    The rest of the checkout: how each parcel travels, how it is paid, what was agreed to.

    :param rates: for each seller the codes of the ways of delivery there are.
    :param methods: the ways of paying there are.
    """

    key = forms.CharField(min_length=8, max_length=64)
    expected_total_minor = forms.IntegerField(min_value=0)

    def __init__(self, *args: Any, rates: dict[UUID, list[str]], methods: list[str], needs_policy: bool, may_remember: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sellers = list(rates)
        for seller_id, codes in rates.items():
            self.fields[parcel_name(seller_id)] = _one_of(codes, PARCEL_WORDS)
        self.fields["payment"] = _one_of(methods, PAYMENT_WORDS)
        if needs_policy:
            self.fields["policy"] = forms.BooleanField(error_messages={"required": POLICY_WORDS})
        if may_remember:
            self.fields["remember"] = forms.BooleanField(required=False)

    @property
    def shipping(self) -> dict[UUID | str, str]:
        """The chosen way of delivery of each seller."""
        return {seller_id: self.cleaned_data[parcel_name(seller_id)] for seller_id in self.sellers}


def parcel_name(seller_id: UUID) -> str:
    """The name of the question how one seller's parcel travels."""
    return f"parcel-{seller_id}"


def _one_of(codes: list[str], words: Any) -> forms.ChoiceField:
    return forms.ChoiceField(choices=[(code, code) for code in codes], error_messages={"required": words, "invalid_choice": words})
