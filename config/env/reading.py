"""Reads all variables, and tells all that is missing or wrong at once, with how to set it."""

import secrets
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from config.env.mail import Mail
from config.env.safety import problems_in_production
from config.env.secrets import SecretFile
from config.env.variables import Env


class EnvironmentProblems(Exception):
    """The environment does not let the shop start."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        lines = "\n".join(f"  - {problem}" for problem in problems)
        super().__init__(f"The shop cannot start with this environment:\n{lines}\nEvery variable is explained in docs/operating.md.")


def names() -> frozenset[str]:
    """The names of all variables."""
    return frozenset(spec.metadata["name"] for spec in fields(Env))


def read(environ: Mapping[str, str]) -> Env:
    """
    Turn the environment into typed values.

    :raises EnvironmentProblems: with everything that is wrong, not only the first.
    """
    values: dict[str, Any] = {}
    problems: list[str] = []
    for spec in fields(Env):
        name, text = spec.metadata["name"], environ.get(spec.metadata["name"], "").strip()
        try:
            values[spec.name] = spec.metadata["parse"](text) if text else spec.metadata["default"]
        except ValueError as wrong:
            values[spec.name] = spec.metadata["default"]
            problems.append(f"{name} {wrong}. {spec.metadata['help']}")
    problems += _problems_with_databases(values)
    if values["kind"] == "production":
        problems += problems_in_production(values, environ)
    if problems:
        raise EnvironmentProblems(problems)
    try:
        return Env(**_with_made_defaults(values))
    except OSError as error:
        told = f"BOXMALLS_HOME {values['home']} cannot be used by this account ({error.strerror}). Start as its owner, or name a folder of your own."
        raise EnvironmentProblems([told]) from error


def _problems_with_databases(values: dict[str, Any]) -> list[str]:
    if bool(values["database_url"]) == bool(values["safe_database_url"]):
        return []
    missing, given = ("SAFE_DATABASE_URL", "DATABASE_URL") if values["database_url"] else ("DATABASE_URL", "SAFE_DATABASE_URL")
    return [f"{missing} is missing: give both it and {given}, or neither, and the shop starts its own PostgreSQL."]


def _with_made_defaults(values: dict[str, Any]) -> dict[str, Any]:
    """Keys that a demo makes for itself on first use, and a suite takes fixed."""
    home, test = values["home"], values["kind"] == "test"
    values["kek_file"] = values["kek_file"] or home / "keys" / "kek"
    values["backup_folder"] = values["backup_folder"] or home / "backups" / "shop"
    values["safe_backup_folder"] = values["safe_backup_folder"] or home / "backups" / "safe"
    values["mail"] = values["mail"] or Mail(folder=home / "mail")
    if not values["secret_key"]:
        made = "a key for tests only, never for a shop that people visit"
        values["secret_key"] = made if test else SecretFile(home / "secrets" / "secret-key").read_or_make(lambda: secrets.token_urlsafe(64))
    if values["kind"] != "production":
        SecretFile(values["kek_file"]).read_or_make(lambda: secrets.token_hex(32))
    return values
