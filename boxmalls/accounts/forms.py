"""Questions about oneself and where parcels go. The checkout asks the address with the same form."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from babel import Locale
from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from boxmalls.accounts import gazetteer
from boxmalls.accounts.ages import Gate, gate_for
from boxmalls.accounts.countries import COUNTRIES
from boxmalls.accounts.models import Address, Profile
from boxmalls.accounts.queries import ProfileView
from boxmalls.accounts.rules import BORN_HOW, FIELDS, LONGEST, PostalAddress, clean_line, example_of, read_address, read_birthday, read_phone
from boxmalls.base.clock import now
from boxmalls.privacy.laws.deadlines import ages_of
from boxmalls.ui.formatting import locale_of


class Line(forms.CharField):
    """One line of text, cleaned of what cannot be printed."""

    def to_python(self, value: Any) -> str:
        return clean_line(super().to_python(value) or "")


def country_choices(codes: Sequence[str], language: str) -> list[tuple[str, str]]:
    """Countries by the names that readers of a language know, in its order."""
    names: Locale = locale_of(language)
    named = [(code, names.territories.get(code, code)) for code in codes]
    return sorted(named, key=lambda pair: pair[1].casefold())


class AddressForm(forms.Form):
    """
    A delivery or invoice address, checked as its country's post would. After `is_valid()` the answer is in `postal`.

    :param countries: where the site delivers to (`request.site.ships_to`).
    :param ask_phone: whether to ask for a telephone number.
    """

    name = Line(label=_("Full name"), required=False, widget=forms.TextInput({"autocomplete": "name"}))
    line1 = Line(label=_("Street and number"), required=False, widget=forms.TextInput({"autocomplete": "address-line1"}))
    line2 = Line(label=_("Further line"), required=False, widget=forms.TextInput({"autocomplete": "address-line2"}))
    country = forms.CharField(label=_("Country"), required=False, widget=forms.Select({"autocomplete": "country"}))
    postcode = Line(label=_("Postcode"), required=False, widget=forms.TextInput({"autocomplete": "postal-code"}))
    city = Line(label=_("Town or city"), required=False, widget=forms.TextInput({"autocomplete": "address-level2"}))
    region = Line(label=_("Region"), required=False, widget=forms.TextInput({"autocomplete": "address-level1"}))
    phone = Line(label=_("Phone"), required=False, widget=forms.TextInput({"autocomplete": "tel", "inputmode": "tel"}))

    postal: PostalAddress

    def __init__(self, *args: Any, countries: Sequence[str], ask_phone: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language = get_language() or "en"
        self.countries = [code for code in countries if code in COUNTRIES] or list(COUNTRIES)
        chosen = self.data.get(self.add_prefix("country")) if self.is_bound else self.initial.get("country")
        self.habits = COUNTRIES[chosen if chosen in self.countries else self.countries[0]]
        for name in ("name", "line1", "country", "postcode", "city"):
            # Checked by `read_address`, in the words of the country; the page must not call them optional.
            self.fields[name].optional = False  # type: ignore[attr-defined]
        if not ask_phone:
            del self.fields["phone"]
        self._fit_to_country()

    @property
    def one_country(self) -> bool:
        """Whether there is nothing to choose."""
        return len(self.countries) == 1

    def _fit_to_country(self) -> None:
        code = self.habits.code
        choices = country_choices(self.countries, self.language)
        self.fields["country"].widget.choices = choices  # type: ignore[attr-defined]
        self.fields["country"].choices = choices  # type: ignore[attr-defined]
        self.fields["country"].initial = code
        if self.one_country:
            self.fields["country"].widget = forms.HiddenInput()
        if not self.habits.region:
            self.fields["region"].widget = forms.HiddenInput()
        self.fields["city"].label, self.fields["region"].label = PLACES.get(code, PLACES[""])
        self.fields["postcode"].widget.attrs["inputmode"] = "numeric" if self.habits.postcode_digits else "text"
        for name in ("postcode", "phone"):
            if name in self.fields:
                self.fields[name].help_text = _("For example %(example)s") % {"example": example_of(name, code, self.language)}
        for name in self.fields.keys() & LONGEST.keys():
            self.fields[name].widget.attrs.setdefault("maxlength", LONGEST[name] * 2)
        for name in ("name", "line1", "postcode", "city"):
            self.fields[name].widget.is_required = True

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        country = str(told.get("country") or self.habits.code)
        if country not in self.countries:
            country = ""
        self.postal, problems = read_address(country, {name: told.get(name, "") for name in FIELDS}, language=self.language)
        for name, words in problems.items():
            self.add_error(name if name in self.fields else None, words)
        told.update(self.postal.as_dict())
        return told


PLACES: dict[str, tuple[Any, Any]] = {
    "TW": (_("District"), _("County or city")),
    "MY": (_("Town or city"), pgettext_lazy("part of an address", "State")),
    "IE": (_("Town or city"), _("County")),
    "IT": (_("Town or city"), _("Province")),
    "ES": (_("Town or city"), _("Province")),
    "RO": (_("Town or city"), _("County")),
    "": (_("Town or city"), _("Region")),
}


class BookAddressForm(AddressForm):
    """An address of the address book, which also says what it is for."""

    kind = forms.ChoiceField(label=_("Used for"), choices=Address.KINDS, initial=Address.DELIVERY, widget=forms.RadioSelect)


CHILD_HERE = _("The law wants an age of %(age)s for an account. If this is your birthday, the person in charge closes the account and deletes all of it.")


class ProfileForm(forms.Form):
    """What someone may tell us about themselves. Every answer is optional; an emptied one is forgotten."""

    name = Line(label=_("Name"), required=False, max_length=100, widget=forms.TextInput({"autocomplete": "name"}))
    birthday = forms.CharField(label=_("Birthday"), required=False, widget=forms.DateInput({"type": "date", "autocomplete": "bday"}))
    gender = forms.ChoiceField(label=_("Gender"), required=False, choices=Profile.GENDERS, widget=forms.Select({"autocomplete": "sex"}))
    phone = Line(label=_("Phone"), required=False, widget=forms.TextInput({"autocomplete": "tel", "inputmode": "tel"}))

    def __init__(self, *args: Any, country: str, law: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.country = country if country in COUNTRIES else "DE"
        self.ages = ages_of(law, country)

    def clean_birthday(self) -> str:
        text = self.cleaned_data["birthday"].strip()
        if not text:
            return ""
        born, trouble = read_birthday(text)
        if trouble or born > now().date().isoformat():
            raise forms.ValidationError(trouble or str(BORN_HOW))
        if gate_for(date.fromisoformat(born), now().date(), self.ages) is Gate.SHUT:
            raise forms.ValidationError(CHILD_HERE % {"age": self.ages.refuse_below})
        return born

    def clean_phone(self) -> str:
        text = self.cleaned_data["phone"]
        if not text:
            return ""
        number, trouble = read_phone(self.country, text)
        if trouble:
            raise forms.ValidationError(trouble)
        return number

    @property
    def told(self) -> ProfileView:
        """The answers, once they are valid."""
        return ProfileView(**{name: self.cleaned_data[name] for name in ("name", "birthday", "gender", "phone")})


def places_for(country: str, postcode: str, language: str) -> list[tuple[str, str]]:
    """Town and region pairs for a postcode, for suggestions beside the field."""
    return [place.written(language) for place in gazetteer.places(country, postcode.strip().replace(" ", ""))]
