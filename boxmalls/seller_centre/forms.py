"""What sellers write at their desk."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from boxmalls.sites.models import Site

PRICE_WORDS = _("Write the price as a number, for example 12.50")
STOCK_WORDS = _("Write how many you have, for example 12")
MOST = 10_000_000
FILE_ENDINGS = (".csv", ".jsonl", ".parquet")
LARGEST_FILE = 200 * 1024 * 1024


class ListingForm(forms.Form):
    """Price and pieces of one listing."""

    price = forms.DecimalField(
        min_value=Decimal("0.01"), max_value=MOST, max_digits=10, decimal_places=2, localize=False,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value", "max_digits", "max_whole_digits", "max_decimal_places"), PRICE_WORDS),
    )  # fmt: skip
    on_hand = forms.IntegerField(min_value=0, max_value=MOST, error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), STOCK_WORDS))

    def __init__(self, data: Any, **kwargs: Any) -> None:
        super().__init__({**data.dict(), "price": data.get("price", "").replace(",", ".")}, **kwargs)

    @property
    def price_minor(self) -> int:
        """The price in minor units."""
        return int(self.cleaned_data["price"].scaleb(2))

    @property
    def first_error(self) -> str:
        """What to write instead."""
        return next((str(words[0]) for words in self.errors.values()), "")


class ShipForm(forms.Form):
    """Who carries a parcel, and under which number."""

    carrier = forms.CharField(label=_("Carrier"), max_length=60, error_messages={"required": _("Enter who carries it, for example DHL")})
    tracking = forms.CharField(label=_("Parcel number"), max_length=80, required=False)


SIZES = (("10x15", _("Labels, 10 × 15 cm")), ("a4", _("Labels, four on A4")), ("slip", _("Packing slips")))


class LabelForm(forms.Form):
    """What is printed, and the carrier's number for the bars, if it is known before the parcel is handed over."""

    size = forms.ChoiceField(label=_("What to print"), choices=SIZES, required=False, initial="10x15")
    size.optional = False  # type: ignore[attr-defined]
    tracking = forms.RegexField(
        label=_("Parcel number for the bars"), regex=r"^[ -~]+$", max_length=40, required=False,
        error_messages={"invalid": _("Write it in plain letters and digits, as the carrier gave it")},
    )  # fmt: skip


class ImportForm(forms.Form):
    """A file of listings."""

    site = forms.ChoiceField(label=_("For which site"))
    file = forms.FileField(label=_("File"), error_messages={"required": _("Choose a file: CSV, JSON Lines or Parquet"), "empty": _("The file is empty")})

    def __init__(self, *args: Any, sites: list[Site], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].choices = [(site.code, f"{site.name} ({site.currency})") for site in sites]  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if not file.name.lower().endswith(FILE_ENDINGS):
            raise forms.ValidationError(_("Choose a file that ends in .csv, .jsonl or .parquet"))
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("Choose a file of at most 200 MB, or split it"))
        return file
