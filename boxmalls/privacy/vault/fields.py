"""Model fields that seal what they are given and open what they hold. Rooms see text."""

import json
from collections.abc import Iterator
from typing import Any, override
from uuid import UUID

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.forms import CharField, Field

from .keys import key_of, sealing_key_of
from .sealing import Ciphertext, NoKey, associated_data, seal, unseal


class SealedAttribute(DeferredAttribute):
    """Opens on reading. What was read stays sealed in the row, so that saving an unchanged row rewrites nothing."""

    field: "SealedText"

    @override
    def __get__(self, instance: models.Model | None, cls: Any = None) -> Any:
        if instance is None:
            return self
        value = super().__get__(instance, cls)
        return self.field.open_for(instance, value) if isinstance(value, Ciphertext) else value

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class SealedText(models.Field):
    """
    A text sealed with a person's key.

    :param owner: the foreign key on the same row that names the person; `person` unless said otherwise.
    :param max_length: in characters, checked by forms and `full_clean`; the column itself holds bytes.

    Reads as None when there is nothing, or when the person's key is destroyed. It cannot be searched: look people up by the
    blind index.
    """

    descriptor_class = SealedAttribute

    def __init__(self, *args: Any, owner: str = "person", **kwargs: Any) -> None:
        self.owner = owner
        kwargs["null"] = True
        kwargs.setdefault("editable", True)
        super().__init__(*args, **kwargs)

    @override
    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("null", None)
        if self.owner != "person":
            kwargs["owner"] = self.owner
        return name, path, args, kwargs

    @override
    def get_internal_type(self) -> str:
        return "BinaryField"

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Ciphertext | None:
        return None if value is None else Ciphertext(bytes(value))

    @override
    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = model_instance.__dict__.get(self.attname)
        if value is None or isinstance(value, Ciphertext):
            return value
        sealed = self.seal_for(model_instance, value)
        model_instance.__dict__[self.attname] = sealed
        return sealed

    @override
    def get_prep_value(self, value: Any) -> Any:
        if value is None or isinstance(value, bytes):
            return None if value is None else bytes(value)
        raise FieldError(f"{self.model.__name__}.{self.name} is sealed: write it through save() or create(), and never search by it.")

    @override
    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        raise FieldError(f"{self.model.__name__}.{self.name} is sealed and cannot be searched. Use the blind index.")

    @override
    def formfield(self, **kwargs: Any) -> Field | None:
        return super().formfield(form_class=CharField, max_length=self.max_length, **kwargs)

    @override
    def value_to_string(self, obj: models.Model) -> str:
        return str(getattr(obj, self.attname))

    def owner_of(self, instance: models.Model) -> UUID | None:
        """The person whose key seals this row's value."""
        return getattr(instance, f"{self.owner}_id")

    def bound_to(self, instance: models.Model, person_id: UUID) -> bytes:
        """The associated data of this row's value."""
        return associated_data(self.model._meta.db_table, str(self.column), instance.pk, person_id)

    def seal_for(self, instance: models.Model, value: Any) -> Ciphertext:
        """Seal a value for its row; raises NoKey if the person's key is destroyed."""
        person_id = self.owner_of(instance)
        key = None if person_id is None else self._key(instance, person_id) or sealing_key_of(person_id)
        if key is None or person_id is None:
            raise NoKey(person_id)
        return seal(key, self.to_bytes(value), self.bound_to(instance, person_id))

    def open_for(self, instance: models.Model, sealed: Ciphertext) -> Any:
        """Open a row's value; None if the person's key is destroyed."""
        person_id = self.owner_of(instance)
        key = self._key(instance, person_id)
        if key is None or person_id is None:
            return None
        return self.from_bytes(unseal(key, sealed, self.bound_to(instance, person_id)))

    def _key(self, instance: models.Model, person_id: UUID | None) -> bytes | None:
        if person_id is None:
            return None
        return instance.__dict__.get("_keys", {}).get(person_id) or key_of(person_id)

    def to_bytes(self, value: Any) -> bytes:
        return str(value).encode()

    def from_bytes(self, plaintext: bytes) -> Any:
        return plaintext.decode()


class SealedJSON(SealedText):
    """A JSON value sealed with a person's key."""

    def to_bytes(self, value: Any) -> bytes:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

    def from_bytes(self, plaintext: bytes) -> Any:
        return json.loads(plaintext)


class SealedBytes(SealedText):
    """The content of a file, sealed with a person's key."""

    def to_bytes(self, value: Any) -> bytes:
        return bytes(value)

    def from_bytes(self, plaintext: bytes) -> Any:
        return plaintext


def sealed_fields(model: type[models.Model]) -> Iterator[SealedText]:
    """The sealed columns of a model."""
    return (field for field in model._meta.concrete_fields if isinstance(field, SealedText))


def owners_of(row: models.Model) -> Iterator[UUID]:
    """The persons whose keys open this row."""
    for field in sealed_fields(type(row)):
        owner = field.owner_of(row)
        if owner is not None:
            yield owner
