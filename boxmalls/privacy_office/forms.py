"""What the person in charge and those who ask write."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from boxmalls.base.clock import now
from boxmalls.privacy.consent import CHOICES
from boxmalls.privacy.disclosure.forwarding import who_hears
from boxmalls.privacy.models import Person
from boxmalls.privacy.restriction import purposes_to_object_to
from boxmalls.privacy_office.actions.documents import UNDERTAKING
from boxmalls.privacy_office.actions.proving import candidates
from boxmalls.privacy_office.actions.stepping import terms_for
from boxmalls.privacy_office.drafts import fee_currency
from boxmalls.privacy_office.models import Channel, Kind, Request, Wanted
from boxmalls.privacy_office.words import LAWS, REFUSALS
from boxmalls.ui.formatting import STORED_DECIMALS

MOST_WORDS = 10_000
OUTWEIGHED = "compelling"
"""The one reason that answers an objection alone (GDPR Art. 21(1))."""


def words_field(label: Any = "", **more: Any) -> forms.CharField:
    """A field for a text of some length."""
    return forms.CharField(label=label or _("Words to the person"), max_length=MOST_WORDS, widget=forms.Textarea(), **more)


class AboutForm(forms.Form):
    """A form about one request: its choices are those of its law and its person."""

    def __init__(self, data: Any = None, *, about: Request, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial, auto_id=False)
        self.about = about
        self.set_choices(about)

    def set_choices(self, about: Request) -> None:
        """Fill in what can be chosen."""


class NothingForm(AboutForm):
    """A button."""


class WordsForm(AboutForm):
    words = words_field(error_messages={"required": _("Write the reason: whoever asked reads it.")})


class HeardForm(AboutForm):
    words = words_field(_("Their words"))
    channel = forms.ChoiceField(label=_("By"), choices=Channel)


class NoteForm(HeardForm):
    ours = forms.ChoiceField(label=_("Whose words"), choices=[("ours", _("Ours: they go out by email")), ("theirs", _("Theirs"))])
    words = words_field(_("Words"))
    field_order = ("ours", "channel", "words")


class PersonForm(AboutForm):
    """Names the record that a request belongs to."""

    person = forms.ChoiceField(label=_("Whose record it is"), required=False)

    def set_choices(self, about: Request) -> None:
        found = [(str(each.person_id), f"{each.person_id.hex[-6:].upper()} · {_('Email') if each.by == 'email' else _('Phone')}") for each in candidates(about)]
        self.fields["person"].choices = [("", _("A person of their own")), *found]  # type: ignore[attr-defined]

    def clean_person(self) -> Person | None:
        chosen: str = self.cleaned_data["person"]
        return Person.objects.filter(pk=chosen).first() if chosen else None


class PointsForm(PersonForm):
    fields_matched = forms.CharField(label=_("What matched"), help_text=_("Names of fields with commas, never their values: name, postcode, last order"))
    declared = forms.BooleanField(label=_("They signed a declaration that they are the person"), required=False)
    field_order = ("person", "fields_matched", "declared")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        given["fields"] = [name.strip() for name in given.get("fields_matched", "").split(",") if name.strip()]
        given["person"] = given.get("person") or self.about.person
        return given


class DocumentForm(PersonForm):
    document = forms.CharField(label=_("Kind of document"), max_length=80, help_text=_("Passport, driving licence. Never its number."))
    destroyed = forms.BooleanField(label=_("I looked at it and destroyed every copy"), error_messages={"required": _("Destroy what you saw it on first.")})
    field_order = ("person", "document", "destroyed")


class ExtendForm(WordsForm):
    until = forms.DateField(label=_("Soonest day"), required=False, widget=forms.DateInput({"type": "date"}))

    def set_choices(self, about: Request) -> None:
        if not terms_for(about)[0].by_notice:
            del self.fields["until"]


class FeeForm(WordsForm):
    """The currency is that of the law or of the shop, and the ground is chosen: neither is filled in for whoever asks for money."""

    amount = forms.DecimalField(label=_("Amount"), min_value=0, max_digits=9, decimal_places=2)
    code = forms.ChoiceField(label=_("Ground that the law knows"))
    field_order = ("code", "amount", "words")

    def set_choices(self, about: Request) -> None:
        self.currency, fees = fee_currency(about), terms_for(about)[0].fees
        self.fields["amount"].label = _("Amount in %(currency)s") % {"currency": self.currency}
        self.fields["code"].choices = [("", _("Choose one")), *((code, REFUSALS[code]) for code in fees.get("only", ()))]  # type: ignore[attr-defined]
        if "only" not in fees:
            del self.fields["code"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("amount") is not None:
            given["amount_minor"] = int(given["amount"].scaleb(STORED_DECIMALS.get(self.currency, 2)))
        return given


class RefuseForm(WordsForm):
    code = forms.ChoiceField(label=_("Reason that the law knows"))
    field_order = ("code", "words")

    def set_choices(self, about: Request) -> None:
        self.fields["code"].choices = [(code, REFUSALS[code]) for code in terms_for(about)[0].refusals if code != OUTWEIGHED or about.kind == Kind.OBJECT]  # type: ignore[attr-defined]


class CorrectForm(AboutForm):
    cell = forms.ChoiceField(label=_("Value"))
    value = forms.CharField(label=_("What is right"), required=False, max_length=500)
    only = forms.MultipleChoiceField(label=_("Who hears of it"), required=False, widget=forms.CheckboxSelectMultiple())
    chosen = forms.CharField(required=False, initial="1", widget=forms.HiddenInput())

    def set_choices(self, about: Request) -> None:
        from boxmalls.privacy.rights.inventory import cards_of

        hear = {who: name for names in who_hears(about.person_id, at=now()).values() for who, name in names.items()}
        if hear:
            self.fields["only"].choices = sorted(hear.items(), key=lambda each: each[1])  # type: ignore[attr-defined]
            self.fields["only"].initial = list(hear)
        else:
            del self.fields["only"], self.fields["chosen"]
        cells = [cell for card in cards_of(about.person_id) for cell in card.cells if cell.correctable]
        self.fields["cell"].choices = [(cell.key, f"{cell.holding.title}: {cell.name} ({cell.masked})") for cell in cells]  # type: ignore[attr-defined]


class ConsentsForm(AboutForm):
    purposes = forms.MultipleChoiceField(label=_("Consents"), widget=forms.CheckboxSelectMultiple())

    def set_choices(self, about: Request) -> None:
        self.fields["purposes"].choices = [(choice.purpose.code, choice.title) for choice in CHOICES]  # type: ignore[attr-defined]


class UsesForm(AboutForm):
    purposes = forms.MultipleChoiceField(label=_("Uses"), widget=forms.CheckboxSelectMultiple())

    def set_choices(self, about: Request) -> None:
        self.fields["purposes"].choices = [(purpose.code, purpose.words) for purpose in purposes_to_object_to()]  # type: ignore[attr-defined]


class WantForm(AboutForm):
    what = forms.CharField(label=_("Which document"), max_length=120)
    reason = forms.CharField(label=_("Why it is needed"), max_length=1000, widget=forms.Textarea({"rows": 3}))
    until_on = forms.DateField(label=_("Last day to send it"), widget=forms.DateInput({"type": "date"}))


class OutcomeForm(AboutForm):
    wanted = forms.ChoiceField(label=_("Document"))
    accepted = forms.ChoiceField(label=_("Outcome"), choices=[("yes", _("Accepted")), ("no", _("Not accepted"))])
    outcome = forms.CharField(label=_("In words, to the person"), max_length=1000, widget=forms.Textarea({"rows": 3}))

    def set_choices(self, about: Request) -> None:
        sent = about.wanted.filter(state=Wanted.State.SENT)
        self.fields["wanted"].choices = [(str(each.pk), each.what) for each in sent]  # type: ignore[attr-defined]


class EraseForm(AboutForm):
    sure = forms.BooleanField(label=_("I have read what goes and what stays"), error_messages={"required": _("Read the plan first.")})


class AskForm(forms.Form):
    """What somebody asks for."""

    kind = forms.ChoiceField(label=_("What do you want us to do?"), choices=Kind)
    words = forms.CharField(
        label=_("Tell us more"), required=False, max_length=MOST_WORDS, widget=forms.Textarea(), help_text=_("Do not send passwords or numbers of documents.")
    )
    email = forms.EmailField(label=_("Email"), required=False, max_length=254, help_text=_("The answer goes there, too."))
    name = forms.CharField(label=_("Name"), required=False, max_length=200)
    accurate = forms.BooleanField(label=UNDERTAKING, required=False, help_text=_("Needed where you ask for a correction."))
    law = forms.ChoiceField(label=_("Where do you live?"), required=False, choices=[("", _("Where this shop is")), *LAWS.items()])


class PageForm(AskForm):
    """The same on the page: whoever asks for a correction undertakes that what they say is correct."""

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("kind") == Kind.CORRECT and not given.get("accurate"):
            self.add_error("accurate", _("Say that what you tell us is correct."))
        return given


class EntryForm(AskForm):
    """What staff writes down of a letter, a call, a fax, a chat, a visit."""

    channel = forms.ChoiceField(label=_("How it arrived"), choices=[choice for choice in Channel.choices if choice[0] not in ("page", "email")])
    received_at = forms.DateTimeField(label=_("When it arrived"), widget=forms.DateTimeInput({"type": "datetime-local"}))
    phone = forms.CharField(label=_("Phone"), required=False, max_length=40)
    address = forms.CharField(label=_("Address"), required=False, max_length=500, widget=forms.Textarea({"rows": 3}))
    language = forms.CharField(label=_("Language"), max_length=12)
    site = forms.ChoiceField(label=_("Shop"))
    recorded = forms.BooleanField(label=_("The call is recorded"), required=False)
    agreed = forms.BooleanField(label=_("The caller agreed to that before"), required=False)
    scan = forms.UUIDField(required=False, widget=forms.HiddenInput())
    accurate = None  # type: ignore[assignment]
    field_order = ("channel", "received_at", "site", "kind", "words", "name", "email", "phone", "address", "language", "law", "recorded", "agreed", "scan")

    def __init__(self, data: Any = None, *, sites: list[tuple[str, str]], languages: list[tuple[str, str]], initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["site"].choices = sites  # type: ignore[attr-defined]
        self.fields["language"] = forms.ChoiceField(label=_("Language"), choices=languages)
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("recorded") and not given.get("agreed"):
            self.add_error("recorded", _("A call is not recorded before the caller agreed. Delete the recording, or write down the agreement."))
        return given
