"""
A person's no, enforced by PostgreSQL: after each statement, the rows that it wrote are looked up among what their persons refused.

One trigger for what is inserted, one for what is changed, on each table of which a person may refuse something. A column counts when it says
something; a change counts when it says something else than before. What the law makes us keep is not looked up.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models

from .declarations import Holding
from .features import may_be_refused
from .vocabulary import Category

SEAL_BYTES = 1 + 12 + 16
EVENTS = {"insert": "NEW TABLE AS written", "update": "OLD TABLE AS before NEW TABLE AS written"}

FUNCTION = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE no record;
BEGIN
  -- Most people never said no to anything: only for the others is each column looked at.
  IF EXISTS (SELECT FROM written AS n {way} JOIN privacy_optout o ON o.person_id = {owner}) THEN
    SELECT o.category, o.occasion, o.purpose INTO no
      FROM written AS n {joins} JOIN privacy_optout o ON o.person_id = {owner}
     WHERE NOT EXISTS (SELECT FROM privacy_optin i WHERE i.opt_out_id = o.id)
       AND ({covered})
     LIMIT 1;
    IF FOUND THEN
      RAISE EXCEPTION 'The person opted out of what a row of % says (%).', TG_TABLE_NAME,
                      coalesce(nullif(no.purpose, ''), '3.1.' || no.category || coalesce(' on 2.' || nullif(no.occasion, ''), ''))
            USING ERRCODE = 'PD003', HINT = 'Leave these columns empty, or ask the person to opt in again.';
    END IF;
  END IF;{agreed}
  RETURN NULL;
END $$;
"""
AGREED = """
  IF EXISTS (
    SELECT FROM written AS n {joins} WHERE ({said}) AND NOT EXISTS (
      SELECT FROM privacy_consent c WHERE c.person_id = {owner} AND c.purpose = '{purpose}'
        AND NOT EXISTS (SELECT FROM privacy_withdrawal w WHERE w.consent_id = c.id))
  ) THEN
    RAISE EXCEPTION 'The person has not agreed to %, and a row of % was to say something for it.', '{purpose}', TG_TABLE_NAME USING ERRCODE = 'PD004';
  END IF;"""
TRIGGER = """
CREATE OR REPLACE TRIGGER privacy_refused_{event} AFTER {event} ON {table} REFERENCING {tables} FOR EACH STATEMENT
WHEN (coalesce(current_setting('boxmalls.purpose', true), '') <> ALL ({exempt}::text[]))
EXECUTE FUNCTION {name}();
"""
SET_ONES = """
SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE t.tgname LIKE 'privacy\\_refused\\_%' AND NOT t.tgisinternal
"""


def refusal_statements(holdings: list[Holding], exempt: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
    """Each table of which a person may refuse something, with the statements that set its triggers."""
    for holding in holdings:
        model = apps.get_model(holding.model)
        found = _groups(holding)
        if not holding.person or not found:
            continue
        joins, owner = _way_to_the_person(model, holding.person)
        table = model._meta.db_table
        array = "'{" + ",".join(f'"{code}"' for code in exempt) + "}'"
        statements = []
        for event, tables in EVENTS.items():
            name = f"privacy_refused_{table}_{event}"[:63]
            statements += [
                _function(name, model, found, joins, owner, event),
                TRIGGER.format(event=event, table=f'"{table}"', tables=tables, exempt=array, name=name),
            ]
        yield table, statements


def _groups(holding: Holding) -> dict[tuple[Category, Any], list[str]]:
    """The columns that may be refused, by category and purpose."""
    groups: dict[tuple[Category, Any], list[str]] = {}
    for column, (category, purpose) in holding.fields.items():
        if may_be_refused(category, purpose):
            groups.setdefault((category, purpose), []).append(column)
    return groups


def _function(name: str, model: Any, groups: dict[tuple[Category, Any], list[str]], joins: str, owner: str, event: str) -> str:
    fields, way = {field.attname: field for field in model._meta.concrete_fields}, joins
    if event == "update":
        joins += f" LEFT JOIN before b ON {' AND '.join(f'b."{column}" = n."{column}"' for column in _key(model))}"
    said = {key: " OR ".join(_says(fields[column], event) for column in columns) for key, columns in groups.items()}
    covered = "\n      OR ".join(
        f"(o.purpose = '{purpose.code}' OR o.category = '{category.value}' AND o.occasion IN ('', '{purpose.occasion.value}')) AND ({words})"
        for (category, purpose), words in said.items()
    )
    agreed = "".join(
        AGREED.format(joins=joins, owner=owner, purpose=purpose.code, said=words) for (_category, purpose), words in said.items() if purpose.optional
    )
    return FUNCTION.format(name=name, way=way, joins=joins, owner=owner, covered=covered, agreed=agreed)


def _key(model: Any) -> list[str]:
    """The columns of the primary key, of which there may be several."""
    key = model._meta.pk
    return [field.column for field in getattr(key, "fields", None) or [key]]


def _says(field: Any, event: str) -> str:
    """Whether a column says something, and where it was changed, something else than before."""
    from boxmalls.privacy.vault.fields import SealedText

    column = f'n."{field.column}"'
    if isinstance(field, SealedText):
        full = f"octet_length({column}) > {SEAL_BYTES}"
    elif isinstance(field, models.JSONField | ArrayField):
        full = f"{column}::text NOT IN ('{{}}', '[]', 'null')"
    else:
        full = f"nullif({column}::text, '') IS NOT NULL"
    return full if event == "insert" else f'({full} AND {column} IS DISTINCT FROM b."{field.column}")'


def _way_to_the_person(model: Any, path: str) -> tuple[str, str]:
    """The joins from a written row to its person, and the column with the person's number."""
    joins, here, steps = "", "n", path.split("__")
    for number, step in enumerate(steps):
        field = model._meta.get_field(step)
        if number == len(steps) - 1:
            return joins, f'{here}."{field.column}"'
        model, there = field.related_model, f"s{number}"
        joins += f' JOIN "{model._meta.db_table}" {there} ON {there}."{model._meta.pk.column}" = {here}."{field.column}"'
        here = there
    raise AssertionError(path)
