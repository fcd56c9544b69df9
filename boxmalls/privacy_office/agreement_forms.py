"""What the person in charge writes about a text beside the policy."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from boxmalls.agreements.kinds import Kind
from boxmalls.privacy_office.policy_forms import TextForm
from boxmalls.sites.queries import all_sites

WRITTEN = [kind for kind in Kind if kind != Kind.POLICY]


class AgreementForm(TextForm):
    """A new edition of a text: for which sites, and before which others it expressly puts itself."""

    kind = forms.ChoiceField(label=_("Which text"))
    sites = forms.MultipleChoiceField(label=_("Sites"), widget=forms.CheckboxSelectMultiple, error_messages={"required": _("Choose at least one site")})
    overrides = forms.MultipleChoiceField(
        label=_("It says expressly that it comes before"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("None, if it does not say so.")
    )
    news = None  # type: ignore[assignment]
    field_order = ["kind", "sites", "language", "file", "text", "overrides"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, kind.words) for kind in WRITTEN]  # type: ignore[attr-defined]
        self.fields["sites"].choices = [(site.code, site.name) for site in all_sites()]  # type: ignore[attr-defined]
        self.fields["overrides"].choices = [(kind.value, kind.words) for kind in Kind]  # type: ignore[attr-defined]


class OrderForm(forms.Form):
    """The order among the kinds of texts on a site: a place for each."""

    def __init__(self, *args: Any, order: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [(str(number), str(number)) for number in range(1, len(order) + 1)]
        for number, kind in enumerate(order, 1):
            self.fields[kind] = forms.ChoiceField(label=Kind(kind).words, choices=places, initial=str(number))

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if len(set(told.values())) != len(self.fields):
            raise forms.ValidationError(_("Give each text a place of its own."))
        return told

    @property
    def order(self) -> list[str]:
        """The kinds, the one that prevails first."""
        return sorted(self.cleaned_data, key=lambda kind: int(self.cleaned_data[kind]))
