"""What is written to ask for a look."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from boxmalls.privacy.laws.calendars import ONE_DAY, Calendar
from boxmalls.privacy.models.silence import AT_MOST
from boxmalls.privacy.register import Category
from boxmalls.privacy_office.whom_forms import WhomForm


class SilenceForm(forms.Form):
    """Until when a court or an authority forbids that the person is told, and by which order. The day is that of the site's law."""

    silent_until = forms.DateField(
        label=_("Not to be told before"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Only where a court or an authority forbids it. More than thirty days wait for a second person."),
        error_messages={"required": _("Enter the day that the order names"), "invalid": _("Enter a day, for example 2027-05-01")},
    )
    silent_ground = forms.CharField(
        label=_("The order: its law and number"),
        max_length=120,
        help_text=_("The person reads it when it is over. No names."),
        error_messages={"required": _("Enter the order; without one the person is told at once")},
    )

    def __init__(self, *args: Any, calendar: Calendar, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.calendar, self.at = calendar, at

    def clean_silent_until(self) -> datetime | None:
        day: date | None = self.cleaned_data["silent_until"]
        if day is None:
            return None
        begins = self.calendar.end_of(day - ONE_DAY)
        if not self.at < begins <= self.at + AT_MOST:
            raise forms.ValidationError(_("Choose a day to come, within two years."))
        return begins


class MayBeSilent(SilenceForm):
    """A form with which an order not to tell the person may come; both of its fields, or neither."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("silent_until", "silent_ground"):
            self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if "silent_until" in told and bool(told["silent_until"]) is not bool(told.get("silent_ground")):
            name = "silent_ground" if told["silent_until"] else "silent_until"
            self.add_error(name, self.fields[name].error_messages["required"])
        return told


class GlassForm(WhomForm, MayBeSilent):
    """Whom it is about, which categories, and why."""

    field_order = ("whom", "categories", "reason", "silent_until", "silent_ground")

    categories = forms.MultipleChoiceField(
        label=_("What you need to read"), widget=forms.CheckboxSelectMultiple, error_messages={"required": _("Choose at least one; fewer is better")}
    )
    reason = forms.CharField(
        label=_("Why"),
        min_length=20,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Write why; the person reads it"),
            "min_length": _("Write a little more: twenty letters at least, so that whoever decides can judge it"),
        },
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["categories"].choices = [(each.value, each.words) for each in Category]  # type: ignore[attr-defined]


class HandOverForm(MayBeSilent):
    """Who got what, by which law, and until when they may keep it."""

    field_order = ("name", "ground", "categories", "until", "silent_until", "silent_ground")
    name = forms.CharField(label=_("The court or authority"), max_length=60, error_messages={"required": _("Enter who received it")})
    ground = forms.CharField(
        label=_("The law, and their file number"),
        max_length=120,
        help_text=_("The person reads it. No names."),
        error_messages={"required": _("Enter the law that obliges us")},
    )
    categories = forms.MultipleChoiceField(
        label=_("What they received"), widget=forms.CheckboxSelectMultiple, error_messages={"required": _("Choose at least one; fewer is better")}
    )
    until = forms.DateField(
        label=_("The day on which they destroy it, if they said so"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": _("Enter a day, for example 2027-05-01")},
    )

    def __init__(self, *args: object, letters: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["categories"].choices = [(each.value, each.words) for each in Category if each.value in letters]  # type: ignore[attr-defined]
