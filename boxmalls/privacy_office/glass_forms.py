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
