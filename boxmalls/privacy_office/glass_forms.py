"""What is written to ask for a look."""

from django import forms
from django.utils.translation import gettext_lazy as _

from boxmalls.privacy.register import Category


class GlassForm(forms.Form):
    """Whom it is about, which categories, and why."""

    whom = forms.CharField(
        label=_("Email address or number of an order"),
        max_length=254,
        error_messages={"required": _("Enter an email address, or a number such as BX-7K2M-0091")},
    )
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
