"""What staff write in the back office."""

from django import forms
from django.utils.translation import gettext_lazy as _


class LookUpForm(forms.Form):
    """An order's number, and what it is needed for."""

    number = forms.CharField(label=_("Number of the order"), max_length=40, error_messages={"required": _("Enter the number, for example BX-7K2M-0091")})
    reason = forms.CharField(
        label=_("What you need it for"),
        min_length=8,
        max_length=200,
        error_messages={
            "required": _("Write what you need it for; the buyer reads it"),
            "min_length": _("Write a little more, so that the buyer understands it"),
        },
    )

    def clean_number(self) -> str:
        return str(self.cleaned_data["number"]).strip().upper()
