"""Holding answers against their description."""

import json
from typing import Any

KINDS: dict[str, Any] = {"string": str, "integer": int, "boolean": bool, "object": dict, "array": list, "null": type(None)}


def fits(value: Any, schema: dict[str, Any], shapes: dict[str, Any], where: str = "") -> None:
    """Fail unless the value is of this shape: all that is promised is there, and nothing else."""
    if "$ref" in schema:
        return fits(value, shapes[schema["$ref"].rpartition("/")[2]], shapes, where)
    if "anyOf" in schema:
        return fits(value, next(each for each in schema["anyOf"] if (each == {"type": "null"}) == (value is None)), shapes, where)
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    assert any(type(value) is KINDS[kind] for kind in kinds), f"{where}: {value!r} is no {kinds}"
    if "enum" in schema:
        assert value in schema["enum"], f"{where}: {value!r}"
    if isinstance(value, dict) and "properties" in schema:
        assert set(schema["required"]) <= set(value) <= set(schema["properties"]), f"{where}: {set(value) ^ set(schema['required'])}"
        for name, each in value.items():
            fits(each, schema["properties"][name], shapes, f"{where}.{name}")
    if isinstance(value, list):
        for at, each in enumerate(value):
            fits(each, schema["items"], shapes, f"{where}[{at}]")
    return None


def problem_of(answer: Any) -> dict[str, Any]:
    """The problem that an answer tells of."""
    assert answer["Content-Type"] == "application/problem+json"
    return dict(json.loads(answer.content))
