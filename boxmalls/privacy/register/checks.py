"""Nothing starts undeclared: every column of every installed model is personal with a purpose, or says why not."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model

from .declarations import Ending, Holding
from .registry import HOLDINGS, PURPOSES

TAG = "personal_data"


def install() -> None:
    """Let Django run the check at each start."""
    register(check_register, TAG)


def check_register(**_options: Any) -> list[CheckMessage]:
    """What is not declared, and what is declared but is not there."""
    models = {model._meta.label: model for model in apps.get_models(include_auto_created=True) if not model._meta.proxy}
    found: list[CheckMessage] = [problem for label, model in models.items() for problem in _problems_of_model(label, model)]
    found += [problem for holding in HOLDINGS for problem in _problems_of_holding(holding, models.get(holding.model))]
    found += list(_problems_of_sharing())
    found += [_nowhere(plain.model) for plain in HOLDINGS.all_plain() if plain.model not in models]
    return found


def _problems_of_sharing() -> Iterator[Error]:
    """A sale or a sharing without a switch could be agreed to nowhere, and refused nowhere."""
    from boxmalls.privacy.consent import CHOICES

    for purpose in PURPOSES:
        if purpose.sharing and CHOICES.get(purpose.code) is None:
            yield Error(f"{purpose.code} is a sale or a sharing, and has no switch.", hint="CHOICES.declare(Choice(purpose=…))", id="privacy.E020")


def columns_of(model: type[Model]) -> set[str]:
    """The columns of a model by the names that code uses (`person_id`)."""
    return {field.attname for field in model._meta.concrete_fields}


def _problems_of_model(label: str, model: type[Model]) -> Iterator[Error]:
    declared = HOLDINGS.columns_of(label)
    columns = columns_of(model)
    if declared is None:
        hint = f"Declare it in personal_data.py of its room: HOLDINGS.declare(Holding(model={label!r}, …)) or HOLDINGS.plain({label!r}, …)."
        yield Error(f"{label} is not declared.", hint=hint, id="privacy.E001")
        return
    for name in sorted(columns - declared):
        yield Error(f"{label}.{name} is not declared.", hint="Name it as a personal field with category and purpose, or as plain.", id="privacy.E002")
    for name in sorted(declared - columns):
        yield Error(f"{label}.{name} is declared, and there is no such column.", id="privacy.E003")


def _problems_of_holding(holding: Holding, model: type[Model] | None) -> Iterator[Error]:
    if model is None:
        yield _nowhere(holding.model)
        return
    if holding.person:
        yield from _problems_of_path(holding, model)
    if not holding.purposes:
        yield Error(f"{holding.model} has no purpose.", id="privacy.E005")
    if holding.hold and holding.ending is not Ending.BLANK:
        yield Error(f"{holding.model} is deleted and held at once.", id="privacy.E006")
    if holding.keep.counted_from and holding.keep.counted_from.split("__")[0] not in {f.name for f in model._meta.get_fields()}:
        yield Error(f"{holding.model} counts its time from {holding.keep.counted_from}, which is not there.", id="privacy.E007")


def _problems_of_path(holding: Holding, model: type[Model]) -> Iterator[Error]:
    step: Any = model
    for name in holding.person.split("__"):
        try:
            field = step._meta.get_field(name)
        except FieldDoesNotExist:
            yield Error(f"{holding.model} names its person by {holding.person}, which is not there.", id="privacy.E004")
            return
        step = field.related_model or step


def _nowhere(label: str) -> Error:
    return Error(f"{label} is declared, and there is no such model.", id="privacy.E003")
