"""The sign-in library's forms in our words, with our limits, and with the policy's acceptance at sign-up."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as library
from allauth.core import context
from django import forms
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from boxmalls.accounts import limits
from boxmalls.accounts.ages import NEEDS_GUARDIAN, TOO_YOUNG, Gate, gate_for
from boxmalls.accounts.signin.adapter import waste_a_hash
from boxmalls.accounts.signin.models import User
from boxmalls.base.clock import now
from boxmalls.base.limits import take
from boxmalls.privacy.laws.calendars import calendar_of
from boxmalls.privacy.laws.deadlines import ages_of

PASSWORD_HINT = _("Ten signs or more. A short sentence is easy to remember.")


class SignInForm(library.LoginForm):  # type: ignore[misc]
    """Address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Email")
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        _without_placeholders(self)


class SignUpForm(library.SignupForm):  # type: ignore[misc]
    """Address, password, and the policy. An address that has an account is answered as a new one is; its owner gets a letter."""

    accept_policy = forms.BooleanField(
        label=_("I have read the privacy policy and accept it"),
        error_messages={"required": _("Tick this if you accept the policy. Without it there can be no account")},
    )

    birthday = forms.DateField(label=_("Birthday"), required=False, widget=forms.DateInput({"type": "date", "autocomplete": "bday"}))
    guardian = forms.EmailField(label=_("Email of a parent or guardian"), required=False, max_length=254)
    gate = Gate.OPEN

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Email")
        self.fields["password1"].label = _("Password")
        self.fields["password1"].help_text = PASSWORD_HINT
        _without_placeholders(self)

    def clean(self) -> dict[str, Any]:
        """By the law of the site: too young, a guardian is asked, or neither."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        site = context.request.site
        ages = ages_of(site.law, site.country)
        self.gate = gate_for(given.get("birthday"), calendar_of(site.law, site.country).day_of(now()), ages)
        if self.gate is Gate.SHUT:
            self.add_error("birthday", TOO_YOUNG % {"age": ages.refuse_below})
        elif self.gate is Gate.GUARDIAN and given.get("guardian", "").casefold() in ("", given.get("email", "").casefold()):
            self.add_error("guardian", NEEDS_GUARDIAN % {"age": ages.guardian_below})
        return given

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        if self.account_already_exists:
            waste_a_hash(self.cleaned_data["password1"])
        try:
            return super().try_save(request)  # type: ignore[no-any-return]
        except IntegrityError:
            # Somebody took the address between our looking and our writing: answered like one that was taken before.
            self.account_already_exists = True
            return super().try_save(request)  # type: ignore[no-any-return]

    def signup(self, request: HttpRequest, user: User) -> None:
        """Record what was accepted, beside the new account."""
        from boxmalls.accounts.actions.guardians import name_guardian
        from boxmalls.accounts.actions.profiles import change_profile
        from boxmalls.accounts.queries import ProfileView
        from boxmalls.privacy.policy import accept_policy

        site = request.site  # type: ignore[attr-defined]
        at, born = now(), self.cleaned_data.get("birthday")
        accept_policy(person=user.person_id, site_code=site.code, language=get_language() or "en", at=at)
        if born is not None:
            change_profile(person_id=user.person_id, told=ProfileView(birthday=born.isoformat()), at=at)
        if self.gate is Gate.GUARDIAN:
            name_guardian(person_id=user.person_id, email=self.cleaned_data["guardian"], site_code=site.code, at=at)


class CodeForm(library.BaseConfirmCodeForm):  # type: ignore[misc]
    """A code from a letter. Tries are counted for the address, in the database, before the code is compared."""

    email: str = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code")
        self.fields["code"].widget.attrs.update({"autocapitalize": "characters", "spellcheck": "false"})
        _without_placeholders(self)

    def clean_code(self) -> str:
        if self.email:
            take(limits.CODE_TRIES, self.email, at=now())
        return super().clean_code()  # type: ignore[no-any-return]


class ConfirmEmailForm(CodeForm, library.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]
    """The code that proves an address at sign-up, or when it is changed."""


class ConfirmRecoveryForm(CodeForm, library.ConfirmPasswordResetCodeForm):  # type: ignore[misc]
    """The code that lets somebody choose a new password."""


class RecoveryForm(library.ResetPasswordForm):  # type: ignore[misc]
    """The address of an account whose password is lost."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Email")
        _without_placeholders(self)


class NewPasswordForm(library.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password after recovery."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name_passwords(self)


class ChangePasswordForm(library.ChangePasswordForm):  # type: ignore[misc]
    """The password in force, and a new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("Password now")
        self.fields["oldpassword"].help_text = ""
        _name_passwords(self)

    def clean_oldpassword(self) -> str:
        take(limits.PASSWORD_TRIES, str(self.user.pk), at=now())
        return super().clean_oldpassword()  # type: ignore[no-any-return]


class ReauthenticateForm(library.ReauthenticateForm):  # type: ignore[misc]
    """The password once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        _without_placeholders(self)


class NewEmailForm(library.AddEmailForm):  # type: ignore[misc]
    """Another address for the account; it changes when it is proven."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("New email")
        _without_placeholders(self)


def _name_passwords(form: forms.Form) -> None:
    form.fields["password1"].label = _("New password")
    form.fields["password1"].help_text = PASSWORD_HINT
    form.fields["password2"].label = _("New password, once more")
    _without_placeholders(form)


def _without_placeholders(form: forms.Form) -> None:
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
