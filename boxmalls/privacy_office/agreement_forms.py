"""What the person in charge writes about a text beside the policy."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from boxmalls.agreements.kinds import TEXTS, Kind
from boxmalls.base.clock import now
from boxmalls.privacy.policy.editions.rules import NOTICE_DAYS
from boxmalls.privacy_office.policy_forms import DraftForm


class AgreementForm(DraftForm):
    """A new edition of a text, and before which others it expressly puts itself."""

    kind = forms.ChoiceField(label=_("Which text"), initial=Kind.TERMS)
    overrides = forms.MultipleChoiceField(
        label=_("It says expressly that it comes before"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("None, if it does not say so.")
    )
    field_order = ["kind", *DraftForm.field_order, "overrides"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, kind.words) for kind in TEXTS]  # type: ignore[attr-defined]
        self.fields["overrides"].choices = [(kind.value, kind.words) for kind in Kind]  # type: ignore[attr-defined]


class OrderForm(forms.Form):
    """Another order among the kinds of texts on a site: a place for each, and why."""

    why = forms.CharField(
        label=_("Why"),
        min_length=10,
        max_length=400,
        help_text=_("The second person reads it, and it stays with the order."),
        error_messages={"required": _("Write the reason"), "min_length": _("Write the reason, in ten letters or more")},
    )

    effective_on = forms.DateField(
        label=_("The day on which it begins"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Thirty days are the usual notice. From the approval on the public page tells it."),
        error_messages={"required": _("Enter a day, for example 2027-05-01"), "invalid": _("Enter a day, for example 2027-05-01")},
    )
    short_notice = forms.CharField(label=_("Why it has to be sooner, if it has"), max_length=400, required=False)

    def __init__(self, *args: Any, order: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["effective_on"].initial = now().date() + timedelta(days=NOTICE_DAYS)
        places = [(str(number), str(number)) for number in range(1, len(order) + 1)]
        for number, kind in enumerate(order, 1):
            self.fields[kind] = forms.ChoiceField(label=Kind(kind).words, choices=places, initial=str(number))
        self.order_fields([*order, "why", "effective_on", "short_notice"])

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if len({told.get(kind) for kind in Kind}) != len(Kind):
            raise forms.ValidationError(_("Give each text a place of its own."))
        return told

    @property
    def order(self) -> list[str]:
        """The kinds, the one that prevails first."""
        return sorted(Kind, key=lambda kind: int(self.cleaned_data[kind]))
