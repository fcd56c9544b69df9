"""What visitors write into the shop window's forms, read strictly and told kindly."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

MOST_OF_ONE = 99
EMAIL_WORDS = _("Enter an email address, for example lena@posteo.example")


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

    email = forms.EmailField(
        label=_("Email"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
        error_messages={"required": EMAIL_WORDS, "invalid": EMAIL_WORDS, "max_length": EMAIL_WORDS},
        validators=[EmailValidator(message=EMAIL_WORDS)],
    )


class ChoicesForm(forms.Form):
    """
    The rest of the checkout: how each parcel travels, how it is paid, what was agreed to.

    :param rates: for each seller the codes of the ways of delivery there are.
    :param methods: the ways of paying there are.
    """

    key = forms.CharField(max_length=64)
    expected_total_minor = forms.IntegerField(min_value=0)

    def __init__(self, *args: Any, rates: dict[UUID, list[str]], methods: list[str], needs_policy: bool, may_remember: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for seller_id, codes in rates.items():
            words = _("Choose how this parcel travels")
            self.fields[parcel_name(seller_id)] = forms.ChoiceField(choices=[(code, code) for code in codes], error_messages={"required": words, "invalid_choice": words})
        words = _("Choose how you pay")
        self.fields["payment"] = forms.ChoiceField(choices=[(code, code) for code in methods], error_messages={"required": words, "invalid_choice": words})
        if needs_policy:
            self.fields["policy"] = forms.BooleanField(error_messages={"required": _("Tick this if you agree to the privacy policy; without it we may not keep your address")})
        if may_remember:
            self.fields["remember"] = forms.BooleanField(required=False)
        self.sellers = list(rates)

    @property
    def shipping(self) -> dict[UUID, str]:
        """The chosen way of delivery of each seller."""
        return {seller_id: self.cleaned_data[parcel_name(seller_id)] for seller_id in self.sellers}


def parcel_name(seller_id: UUID) -> str:
    """The name of the question how one seller's parcel travels."""
    return f"parcel-{seller_id}"
