"""What is written to say where a recipient is."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from boxmalls.privacy.models import Safeguard


class RecipientForm(forms.Form):
    """Who it is, where, and by which safeguard data goes there."""

    name = forms.CharField(label=_("Who it is"), max_length=120, error_messages={"required": _("Enter the name on the contract, or your own")})
    country = forms.RegexField(
        label=_("Country, in two letters"),
        regex=r"^[A-Za-z]{2}$",
        help_text=_("Where the machine stands, such as DE or JP"),
        error_messages={"required": _("Enter two letters, such as DE or JP"), "invalid": _("Enter two letters, such as DE or JP")},
        widget=forms.TextInput(attrs={"maxlength": 2, "autocapitalize": "characters"}),
    )
    safeguard = forms.ChoiceField(label=_("What a transfer there rests on"), choices=Safeguard.choices)
    contract_on = forms.DateField(
        label=_("Day of the contract to process on our behalf"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": _("Enter a day, for example 2027-05-01")},
    )

    def __init__(self, *args: Any, code: str, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"r-{code}-%s", **kwargs)

    def clean_country(self) -> str:
        return str(self.cleaned_data["country"]).upper()
