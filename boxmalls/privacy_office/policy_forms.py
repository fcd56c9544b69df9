"""What the person in charge writes about a new text."""

from datetime import date
from typing import Any, Self

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from boxmalls.privacy.policy.editions.importing import MOST_BYTES, TextRefused, TooLong, read_pasted, read_text
from boxmalls.privacy.policy.editions.rules import first_day
from boxmalls.privacy.policy.editions.works import POLICY
from boxmalls.privacy.register import PURPOSES, Category
from boxmalls.sites.queries import all_sites


class TextForm(forms.Form):
    """A text in a language, as a file or pasted, and what is new in it."""

    language = forms.ChoiceField(label=_("Language"))
    file = forms.FileField(label=_("Text file"), required=False, help_text=_("Plain text in UTF-8, 256 KB at most. It is kept byte for byte."))
    text = forms.CharField(
        label=_("Or paste the text"), required=False, widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}), max_length=MOST_BYTES
    )
    news = forms.CharField(
        label=_("What is new, in a line or two"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("People read this first, in their mail and on every page."),
    )
    words: bytes = b""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        sent = told.get("file")
        try:
            if sent is not None:
                if sent.size > MOST_BYTES:
                    raise TooLong
                self.words = read_text(sent.read())
            else:
                self.words = read_pasted(told.get("text", ""))
        except TextRefused as wrong:
            self.add_error("file" if sent is not None else "text", wrong.message)
        return told


class DraftForm(TextForm):
    """A new text for one site or several."""

    title = forms.CharField(label=_("Name of this change"), max_length=120, error_messages={"required": _("Give it a name, for example Gift cards")})
    sites = forms.MultipleChoiceField(label=_("Sites"), widget=forms.CheckboxSelectMultiple, error_messages={"required": _("Choose at least one site")})
    field_order = ["title", "sites", "language", "file", "text", "news"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sites"].choices = [(site.code, site.name) for site in all_sites()]  # type: ignore[attr-defined]
        self.fields["language"].label = _("Language of the binding text")

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        """The form as it was sent; else as it stands at first, for every site."""
        if request.method == "POST":
            return cls(request.POST, request.FILES)
        return cls(initial={"language": "en", "sites": [site.code for site in all_sites()], **request.GET.dict()})


class ProposalForm(forms.Form):
    """The questions before a text goes to the second person."""

    purposes = forms.MultipleChoiceField(label=_("Which purposes are new in this text?"), required=False, widget=forms.CheckboxSelectMultiple)
    categories = forms.MultipleChoiceField(label=_("Which kinds of data are new in it?"), required=False, widget=forms.CheckboxSelectMultiple)
    reworded = forms.MultipleChoiceField(label=_("Which choices are described anew?"), required=False, widget=forms.CheckboxSelectMultiple)
    material = forms.ChoiceField(
        label=_("Does it matter to people in another way?"),
        widget=forms.RadioSelect,
        choices=[("no", _("No, it says the same in better words")), ("yes", _("Yes: whoever accepted the text before is asked anew"))],
        initial="no",
    )
    effective_on = forms.DateField(
        label=_("In force from"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose the day"), "invalid": _("Write the day as 2027-01-31")},
    )
    short_notice = forms.CharField(
        label=_("Reason for a shorter notice"),
        required=False,
        min_length=10,
        max_length=400,
        help_text=_("Where people are asked anew they are told 30 days before. Write here why it has to be sooner; they read it."),
        error_messages={"min_length": _("Write the reason, in ten letters or more")},
    )

    def __init__(self, *args: Any, today: date, work: str = POLICY, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        if work != POLICY:
            for name in ("purposes", "categories", "reworded"):
                del self.fields[name]
            return
        every = sorted(PURPOSES, key=lambda purpose: purpose.code)
        self.fields["purposes"].choices = [(purpose.code, purpose.words) for purpose in every]  # type: ignore[attr-defined]
        self.fields["reworded"].choices = [(purpose.code, purpose.words) for purpose in every if purpose.optional]  # type: ignore[attr-defined]
        self.fields["categories"].choices = [(category.value, f"{category.clause} {category.words}") for category in Category]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        day = told.get("effective_on")
        asks = bool(told.get("purposes") or told.get("categories") or told.get("reworded") or told.get("material") == "yes")
        if day is not None:
            first = first_day(self.today, asks=asks, short_notice=told.get("short_notice", ""))
            if day < first:
                self.add_error("effective_on", _("Choose %(day)s or later, or write the reason for a shorter notice") % {"day": first.isoformat()})
        return told


class ReasonForm(forms.Form):
    """Why something is sent back or withdrawn."""

    reason = forms.CharField(
        label=_("Reason"),
        min_length=10,
        max_length=400,
        error_messages={"required": _("Write the reason"), "min_length": _("Write the reason, in ten letters or more")},
    )
