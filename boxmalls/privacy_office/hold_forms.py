"""What is written to set a legal hold."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from boxmalls.privacy.models.legal_hold import AT_MOST
from boxmalls.privacy_office.whom_forms import WhomForm

REASONS = [("court", _("A court")), ("authority", _("An authority")), ("dispute", _("A quarrel about an order")), ("breach", _("A breach that is looked into"))]


class HoldForm(WhomForm):
    """Whom it is about, who asks, until when."""

    reason = forms.ChoiceField(label=_("Who asks"), choices=REASONS)
    reference = forms.CharField(
        label=_("Their file number"), max_length=60, help_text=_("No names."), error_messages={"required": _("Enter the number on their letter")}
    )
    until = forms.DateField(
        label=_("Until"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("A year at most. Set it anew if it is needed for longer."),
        error_messages={"required": _("Enter a day, for example 2027-05-01"), "invalid": _("Enter a day, for example 2027-05-01")},
    )

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at

    def clean_until(self) -> datetime:
        day = self.cleaned_data["until"]
        until = datetime(day.year, day.month, day.day, tzinfo=self.at.tzinfo) + timedelta(days=1)
        if not self.at < until <= self.at + AT_MOST:
            raise forms.ValidationError(_("Choose a day from today on, within a year."))
        return until
