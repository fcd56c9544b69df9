"""How the sign-in library meets our house: persons first, mail in our words, our limits, the visitor's things kept."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from boxmalls.accounts import limits, visitors
from boxmalls.accounts.personal_data import SAFE_SESSIONS
from boxmalls.accounts.signin import sessions
from boxmalls.accounts.signin.mail import send_letter
from boxmalls.accounts.signin.models import User, fold_email
from boxmalls.base.clock import now
from boxmalls.base.limits import give_back, network_of, take
from boxmalls.privacy.actions.persons import create_person
from boxmalls.privacy.choices import refuses
from boxmalls.privacy.models import Person
from boxmalls.privacy.register import Category
from boxmalls.privacy.restriction import may_use
from boxmalls.ui.rendering import render

NOWHERE = "0.0.0.0"  # noqa: S104


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """
    The library's hooks.

    Its own counting of tries stands in a cache, forgets on restart and lets all pass when the cache is away; it is switched
    off (`ACCOUNT_RATE_LIMITS = False`) and `base.limits` counts instead, in the database, here and in `web/signing_in.py`.
    """

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("Address and password do not go together. Check both, or recover the password below"),
        "email_taken": _("This address cannot be used. Enter another one"),
        "duplicate_email": _("This is your address already. Enter the new one"),
        "same_as_current": _("This is your address already. Enter the new one"),
        "enter_current_password": _("Enter the password with which you signed in"),
        "incorrect_password": _("Enter the password with which you signed in"),
        "incorrect_code": _("Enter the code from the newest letter, for example BCDF-GHJK"),
        "too_many_login_attempts": _("That was tried too often. Ask for a new code, or try again in 15 minutes"),
        "rate_limited": _("Wait a little before you ask for another letter"),
    }

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """Make the person, then their sign-in row. What a crash leaves between is a person about whom nothing is known."""
        at = now()
        user.person_id = create_person(kind=Person.ACCOUNT, at=at).pk
        user.email = fold_email(form.cleaned_data["email"])
        user.created_at = at
        user.set_password(form.cleaned_data["password1"])
        with transaction.atomic(using="safe"):
            user.save()
        return user

    def populate_username(self, request: HttpRequest, user: User) -> None:
        """Nobody has a username."""

    def clean_email(self, email: str) -> str:
        return fold_email(email)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """
        Count a try before the password is looked at; `authenticate` gives it back when it was right.

        :raises TriedTooOften: on the sixth wrong one in five minutes.
        """
        at = now()
        for limit, caller in _tries(request, credentials):
            take(limit, caller, at=at)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        user: User | None = super().authenticate(request, **credentials)
        if user is not None:
            for limit, caller in _tries(request, credentials):
                give_back(limit, caller)
        return user

    def _rollback_login_failed_rl_usage(self) -> None:
        """The library's own counting is off."""

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        """The library's own counting is off."""

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign in, and bring along what this device kept for its visitor. A child's account waits for its guardian."""
        from boxmalls.accounts.actions.guardians import ask_guardian, is_waiting

        if is_waiting(user.person_id):
            ask_guardian(request, person_id=user.person_id, at=now())
            raise ImmediateHttpResponse(render(request, "accounts/waiting.html"))
        visitor = visitors.visitor_of(request)
        if refuses(user.person_id, SAFE_SESSIONS, Category.ACCESS) or not may_use(user.person_id, SAFE_SESSIONS):
            request.META["HTTP_USER_AGENT"] = ""
        super().login(request, user)
        request.session.set_expiry(None)
        visitors.welcome(request, visitor, user.person_id, user.email, at=now())

    def set_password(self, user: User, password: str) -> None:
        """A new password ends every other place where the account is signed in."""
        super().set_password(user, password)
        request = self.request
        here = request.session.session_key if request and request.user.is_authenticated and request.user.pk == user.pk else None
        sessions.end_places(user.pk, but=here)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a letter in our words. At most eight an hour to one address, whoever asks."""
        person_id: UUID | None = getattr(context.get("user"), "person_id", None)
        send_letter(template_prefix, email, context, request=self.request, person_id=person_id, at=now())

    def send_notification_mail(self, template_prefix: str, user: User, context: Any = None, email: str | None = None) -> None:
        """News about one's own account. The letter names no network address and no browser: they are on the page of sessions."""
        self.send_mail(template_prefix, email or user.email, {**(context or {}), "user": user})

    def get_client_ip(self, request: HttpRequest) -> str:
        """The network that is noted with a session; an unreadable one is written as nought, and so is that of who opted out or objected."""
        person_id = getattr(getattr(request, "user", None), "person_id", None)
        if refuses(person_id, SAFE_SESSIONS, Category.NETWORK) or not may_use(person_id, SAFE_SESSIONS):
            return NOWHERE
        network = network_of(request)
        return network.split("/")[0] if network != "unknown" else NOWHERE

    def is_ajax(self, request: HttpRequest) -> bool:
        """Pages and parts of pages only."""
        return False


def waste_a_hash(password: str) -> None:
    """Take the time that a password takes, so that nobody learns from the clock whether there was one to compare."""
    make_password(password)


def _tries(request: HttpRequest, credentials: dict[str, Any]) -> list[tuple[Any, str]]:
    email = fold_email(str(credentials.get("email", "")))
    return [(limits.FAILED_FROM_HERE, f"{network_of(request)} {email}"), (limits.FAILED_ANYWHERE, email)]
