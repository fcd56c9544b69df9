"""What is written about a breach."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from boxmalls.privacy.register import HOLDINGS, Category, Holding
from boxmalls.privacy.rights.rows import model_of
from boxmalls.privacy.vault.fields import sealed_fields
from boxmalls.sites.queries import all_sites


class Lock(StrEnum):
    """Whether whoever has a copy of a table can read what is personal in it."""

    WHOLE = "whole"
    PART = "part"
    OPEN = "open"

    @property
    def words(self) -> str:
        return {Lock.WHOLE: _("Locked"), Lock.PART: _("Locked in part"), Lock.OPEN: _("Can be read")}[self]

    @property
    def kind(self) -> str:
        """How its badge looks."""
        return {Lock.WHOLE: "good", Lock.PART: "warn", Lock.OPEN: "bad"}[self]


class Row(NamedTuple):
    """A table to choose."""

    model: str
    title: str
    lock: Lock
    chosen: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The tables of one kind of data."""

    category: Category
    rows: list[Row]

    @property
    def chosen(self) -> int:
        return sum(row.chosen for row in self.rows)

    @property
    def locked(self) -> int:
        """How many are locked whole."""
        return sum(row.lock is Lock.WHOLE for row in self.rows)


class ScopeForm(forms.Form):
    """Which tables, and how grave."""

    holdings = forms.MultipleChoiceField(
        label=_("What it is about"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what may have been seen or lost; you can correct it later")},
    )
    keys_exposed = forms.BooleanField(label=_("The keys may be known to others, too"), required=False)
    harm = forms.BooleanField(label=_("It is likely to harm people: money, safety, reputation"), required=False)
    malicious = forms.BooleanField(label=_("Somebody did it on purpose"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = sorted(((each.model, str(each.title)) for each in HOLDINGS if each.person and each.fields), key=lambda pair: pair[1])
        self.fields["holdings"].choices = held  # type: ignore[attr-defined]

    def groups(self) -> list[Group]:
        """The tables by the kind of data that most of their columns hold, with how each is locked and which are chosen."""
        chosen = set(self["holdings"].value() or ())
        found: dict[Category, list[Row]] = {category: [] for category in Category}
        for model, title in self.fields["holdings"].choices:  # type: ignore[attr-defined]
            holding = HOLDINGS.get(model)
            assert holding is not None
            found[_kind(holding)].append(Row(model, title, _lock(holding), model in chosen))
        return [Group(category, rows) for category, rows in found.items() if rows]


def _kind(holding: Holding) -> Category:
    """What most columns hold; the graver kind, which the policy names first, where it is as many."""
    counted = Counter(category for category, _why in holding.fields.values())
    return min(counted, key=lambda category: (-counted[category], category.value))


def _lock(holding: Holding) -> Lock:
    sealed = {field.attname for field in sealed_fields(model_of(holding))} & set(holding.fields)
    if not sealed:
        return Lock.OPEN
    return Lock.WHOLE if len(sealed) == len(holding.fields) else Lock.PART


class FoundForm(forms.Form):
    """What was found, and when."""

    title = forms.CharField(
        label=_("In a line"), max_length=120, error_messages={"required": _("Say it in a line, for example A copy of orders was left open")}
    )
    what_happened = forms.CharField(
        label=_("What happened, as far as you know"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Name no person. This text goes to authorities and people."),
    )
    detected_at = forms.DateTimeField(
        label=_("When it was found (UTC)"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"required": _("Enter day and hour: the time runs from it"), "invalid": _("Enter day and hour, for example 2026-11-22 09:30")},
    )

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at

    def clean_detected_at(self) -> datetime:
        found: datetime = self.cleaned_data["detected_at"]
        if found > self.at:
            raise forms.ValidationError(_("This is in the future. Enter when it was found."))
        return found


class BreachForm(FoundForm, ScopeForm):
    """A new breach."""

    sites = forms.MultipleChoiceField(label=_("Sites"), widget=forms.CheckboxSelectMultiple, error_messages={"required": _("Choose at least one site")})
    drill = forms.BooleanField(label=_("This is a drill: nobody is written to"), required=False)
    field_order = ["title", "what_happened", "detected_at", "sites", "holdings", "keys_exposed", "harm", "malicious", "drill"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sites"].choices = [(each.code, each.name) for each in all_sites()]  # type: ignore[attr-defined]


class DismissalForm(forms.Form):
    """Why it is none."""

    words = forms.CharField(
        label=_("Why it is no breach"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Name no person. The reason stays in the register."),
        error_messages={"required": _("Write why, in a line or two")},
    )


class ClosingForm(forms.Form):
    """What was learnt."""

    words = forms.CharField(
        label=_("What was learnt, and what is done differently now"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what was learnt, in a line or two")},
    )
