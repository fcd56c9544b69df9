"""Every table of ours, to look at; tables about no person also to mend. Nothing is added or deleted here."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.db.models import CompositePrimaryKey, Model
from django.http import HttpRequest, HttpResponse

from boxmalls.accounts import limits
from boxmalls.accounts.signin.models import fold_email
from boxmalls.base.clock import now
from boxmalls.base.limits import network_of, take
from boxmalls.base.refusals import Refusal
from boxmalls.privacy.journal import note
from boxmalls.privacy.register import HOLDINGS, Holding
from boxmalls.privacy.vault.fields import sealed_fields

SECRETS = frozenset({"password", "session_key", "session_data", "data"})


class DoorForm(AdminAuthenticationForm):
    """Address and password, counted like at the front door: before they are looked at, and never given back here."""

    def clean(self) -> dict[str, Any]:
        email, here, at = fold_email(str(self.cleaned_data.get("username", ""))), network_of(self.request), now()
        tries = {limits.SIGN_IN_FROM: here, limits.FAILED_FROM_HERE: f"{here} {email}", limits.FAILED_ANYWHERE: email}
        try:
            for limit, caller in tries.items():
                take(limit, caller, at=at)
        except Refusal as refusal:
            raise ValidationError(refusal.message) from None
        return super().clean()


class Door(AdminSite):
    """The admin, under its own name."""

    site_header = site_title = "BoxMalls, emergency door"
    index_title = "Every look at a person's row is noted, and that person can see it."
    login_form = DoorForm
    site_url = None
    enable_nav_sidebar = False


class LookOnly(ModelAdmin):  # type: ignore[type-arg]
    """A table to look at."""

    actions = None
    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class Mend(LookOnly):
    """A table about no person, whose rows may be corrected; the library's log keeps who did it."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_permission(request, obj)


class LookAtPerson(LookOnly):
    """Rows about persons: lists show numbers only, an opened row what is not sealed or secret, and that it was opened is noted."""

    holding: Holding

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        plain = set(self.holding.plain.split())
        names = [field.name for field in self.model._meta.concrete_fields if field.attname in plain or field.primary_key]
        return tuple(names) or ("pk",)

    def get_exclude(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [*(field.name for field in sealed_fields(self.model)), *(SECRETS & {field.name for field in self.model._meta.concrete_fields})]

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        row = self.get_object(request, object_id)
        subject = person_of(self.holding, row) if row is not None else None
        if subject is not None:
            note(
                verb="read",
                subject=subject,
                actor=request.user.person_id,  # type: ignore[union-attr]
                actor_role="staff",
                what=self.holding.model,
                row=row.pk,  # type: ignore[union-attr]
                reason="emergency door",
                at=now(),
            )
        return super().change_view(request, object_id, *args, **kwargs)


def person_of(holding: Holding, row: Any) -> Any:
    """The number of the person whom a row is about; None where the declaration knows no way to them."""
    for name in holding.person.split("__") if holding.person else ():
        row = getattr(row, name, None)
    return getattr(row, "pk", row) if holding.person else None


def open_door() -> Door:
    """The admin with every table that it can show."""
    made = Door(name="admin")
    for model in apps.get_models():
        if not isinstance(model._meta.pk, CompositePrimaryKey) and model._meta.managed:
            made.register(model, _desk_for(model))
    return made


def _desk_for(model: type[Model]) -> type[LookOnly]:
    holding = HOLDINGS.get(model._meta.label)
    if holding is not None:
        return type("Desk", (LookAtPerson,), {"holding": holding})
    ours = model.__module__.startswith("boxmalls.") and model._meta.app_label != "vault"
    return Mend if ours else LookOnly


door = open_door()
