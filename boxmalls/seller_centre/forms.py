"""What sellers write at their desk."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from boxmalls.orders.actions.book import Wanted
from boxmalls.orders.models import Booking
from boxmalls.sites.models import Site
from boxmalls.ui.formatting import STORED_DECIMALS

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


WRONG_WEIGHT = ("required", "invalid", "min_value", "max_value", "max_digits", "max_whole_digits", "max_decimal_places")
SIZES = (("10x15", _("Labels, 10 × 15 cm")), ("a4", _("Labels, four on A4")), ("slip", _("Packing slips")))


class LabelForm(forms.Form):
    """What is printed, and the carrier's number for the bars, if it is known before the parcel is handed over."""

    size = forms.ChoiceField(label=_("What to print"), choices=SIZES, required=False, initial="10x15")
    size.optional = False  # type: ignore[attr-defined]
    tracking = forms.RegexField(
        label=_("Parcel number for the bars"), regex=r"^[ -~]+$", max_length=40, required=False,
        error_messages={"invalid": _("Write it in plain letters and digits, as the carrier gave it")},
    )  # fmt: skip


class BookForm(forms.Form):
    """How a courier brings parcels: the same for all that are booked at once."""

    handover = forms.ChoiceField(label=_("Handing over"), choices=Booking.Handover, initial=Booking.Handover.DROP_OFF)
    service = forms.ChoiceField(label=_("Service"), choices=Booking.Service, initial=Booking.Service.STANDARD)
    weight = forms.DecimalField(
        label=_("Weight in kg"), min_value=Decimal("0.01"), max_value=100, decimal_places=2, initial="1", localize=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages=dict.fromkeys(WRONG_WEIGHT, _("Write the weight of one parcel in kilograms, for example 1.2")),
    )  # fmt: skip
    measure = forms.ChoiceField(label=_("Measures"), choices=Booking.Size, initial=Booking.Size.MEDIUM)
    sheet = forms.ChoiceField(
        label=_("On the parcel"),
        choices=(("code", _("A code; the courier writes the address")), ("paper", _("The courier's label with the address"))),
        initial="code",
    )

    def __init__(self, data: Any = None, *, may_choose: bool, **kwargs: Any) -> None:
        sent = {**data.dict(), "weight": data.get("weight", "").strip().replace(",", ".")} if data is not None else None
        super().__init__(sent, **kwargs)
        if not may_choose:
            del self.fields["sheet"]

    @property
    def wanted(self) -> Wanted:
        """What the courier is asked for."""
        said = self.cleaned_data
        return Wanted(said["service"], said["handover"], said.get("sheet") != "paper", int(said["weight"] * 1000), said["measure"])


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


WAYS_A_SITE = 8
LONGEST_DAYS = 120
DAYS = {
    "min_value": 0,
    "max_value": LONGEST_DAYS,
    "error_messages": dict.fromkeys(("required", "invalid", "min_value", "max_value"), _("Write days as a number, for example 3")),
}
MONEY = {"max_value": MOST, "max_digits": 10, "decimal_places": 2, "localize": False}
WRONG_MONEY = ("required", "invalid", "min_value", "max_value", "max_digits", "max_whole_digits", "max_decimal_places")


class DeliveryForm(forms.Form):
    """A way of delivery on a site: what it is called, what it costs, how long it takes."""

    site = forms.CharField(widget=forms.HiddenInput)
    code = forms.SlugField(max_length=24, required=False, widget=forms.HiddenInput)
    name = forms.CharField(label=_("Name, as buyers read it"), max_length=60, error_messages={"required": _("Enter a name, for example Parcel")})
    price = forms.DecimalField(label=_("Price"), min_value=Decimal(0), error_messages=dict.fromkeys(WRONG_MONEY, PRICE_WORDS), **MONEY)
    free_from = forms.DecimalField(
        label=_("Free for orders from"), required=False, min_value=Decimal("0.01"), error_messages=dict.fromkeys(WRONG_MONEY, PRICE_WORDS), **MONEY
    )
    days_min = forms.IntegerField(label=_("Working days, at least"), **DAYS)
    days_max = forms.IntegerField(label=_("Working days, at most"), **DAYS)
    MONEY_FIELDS = ("price", "free_from")

    def __init__(self, data: Any = None, *, sites: Sequence[Site] = (), known: Sequence[str] = (), **kwargs: Any) -> None:
        self._sites, self._known = {site.code: site for site in sites}, known
        sent = {**data.dict(), **{name: data.get(name, "").strip().replace(",", ".") for name in self.MONEY_FIELDS}} if data is not None else None
        if sent is not None:
            kwargs["auto_id"] = f"{sent.get('site')}-{sent.get('code') or 'new'}-%s"
        super().__init__(sent, **kwargs)
        for name in self.MONEY_FIELDS:
            self.fields[name].widget = forms.TextInput(attrs={"inputmode": "decimal"})

    @classmethod
    def of(cls, values: dict[str, Any], *, site: Site, code: str = "") -> "DeliveryForm":
        """A form to change a way of delivery, or, without a code, to say another."""
        return cls(initial={"site": site.code, "code": code, **values}, auto_id=f"{site.code}-{code or 'new'}-%s")

    @property
    def site_found(self) -> Site:
        """The site that it is for."""
        return self._sites[self.cleaned_data["site"]]

    @property
    def values(self) -> dict[str, Any]:
        """What is kept: prices in minor units, and a code made of the name where there is none yet."""
        said = self.cleaned_data
        free, decimals = said["free_from"], STORED_DECIMALS.get(self.site_found.currency, 2)
        return {
            "code": said["code"] or self._new_code(said["name"]),
            "name": said["name"],
            "price_minor": int(said["price"].scaleb(decimals)),
            "free_from_minor": int(free.scaleb(decimals)) if free is not None else None,
            "days_min": said["days_min"],
            "days_max": said["days_max"],
        }

    def clean_site(self) -> str:
        if self.cleaned_data["site"] not in self._sites:
            raise forms.ValidationError(_("There is no such site"))
        return str(self.cleaned_data["site"])

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        if code and code not in self._known:
            raise forms.ValidationError(_("This way of delivery is no longer offered; say it anew"))
        if not code and len(self._known) >= WAYS_A_SITE:
            raise forms.ValidationError(_("There are enough ways of delivery on this site; change or end one"))
        return code

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("days_min") is not None and said.get("days_max") is not None and said["days_min"] > said["days_max"]:
            self.add_error("days_max", _("Write at least as many days as above"))
        return dict(said)

    def _new_code(self, name: str) -> str:
        stem = slugify(name)[:20].strip("-") or "way"
        return next(code for code in (stem, *(f"{stem}-{number}" for number in range(2, WAYS_A_SITE + 2))) if code not in self._known)
