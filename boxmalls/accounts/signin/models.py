"""The sign-in row. Nothing of the shop hangs on it: rooms hang on the person it names."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.models import Session
from django.db import models
from django.db.models.functions import Lower

from boxmalls.base.clock import now
from boxmalls.base.ids import new_id


def fold_email(email: str) -> str:
    """Return the one spelling under which an address is stored and looked up."""
    return email.strip().lower()


class UserManager(BaseUserManager["User"]):
    """Makes sign-in rows. A person is made first (`accounts.actions.make_account`), then its row here."""

    def create_user(
        self,
        email: str,
        password: str | None = None,
        *,
        person_id: UUID,
        at: datetime,
        **more: Any,
    ) -> User:
        user = self.model(email=fold_email(email), person_id=person_id, created_at=at, **more)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **more: Any) -> User:
        """Open the emergency door of the admin host to someone new (`manage.py createsuperuser`)."""
        from boxmalls.privacy.actions.persons import create_person
        from boxmalls.privacy.models import Person

        at = now()
        person = create_person(kind=Person.STAFF, at=at)
        return self.create_user(email, password, person_id=person.pk, at=at, is_staff=True)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=fold_email(username or ""))


class User(AbstractBaseUser):
    """Who signs in: address, password hash, and the person behind. One row an account."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(max_length=254, unique=True)
    person_id = models.UUIDField(unique=True, editable=False)
    is_staff = models.BooleanField(default=False, help_text="May enter the emergency admin.")
    created_at = models.DateTimeField(editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="one_account_per_address")]

    def __str__(self) -> str:
        return str(self.pk)

    def save(self, **how: Any) -> None:
        self.email = fold_email(self.email)
        super().save(**how)

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """In an emergency there are no half rights: staff may all, others nothing."""
        return self.is_staff

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_staff


class SessionName(models.Model):
    """A keyed hash of an address or number that the words of a session hold: found without opening it, gone with it."""

    id = models.BigAutoField(primary_key=True)
    session = models.ForeignKey(Session, on_delete=models.DB_CASCADE, related_name="+")
    mark = models.BinaryField(max_length=32)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["mark", "session"], name="one_session_name_each")]

    def __str__(self) -> str:
        return str(self.pk)
