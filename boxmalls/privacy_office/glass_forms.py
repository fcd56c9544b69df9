"""What is written to ask for a look."""

from django import forms
from django.utils.translation import gettext_lazy as _

from boxmalls.privacy.register import Category
from boxmalls.privacy_office.whom_forms import WhomForm


class GlassForm(WhomForm):
    """Whom it is about, which categories, and why."""

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


class HandOverForm(forms.Form):
    """Who got what, by which law, and until when they may keep it."""

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
