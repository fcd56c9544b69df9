"""Finding the function behind a dotted path."""

import inspect
from types import FunctionType
from typing import Any

from django.utils.module_loading import import_string


def find_function(path: str) -> FunctionType:
    """
    The function behind a dotted path, without its decorators; of a property, the one that reads it.

    :raises ImportError: if there is nothing, or nothing that has code.
    """
    found: Any = _find(path)
    found = found.fget if isinstance(found, property) else found
    found = inspect.unwrap(found.__func__ if isinstance(found, classmethod | staticmethod) else found)
    if not isinstance(found, FunctionType):
        raise ImportError(f"{path} is not a function.")
    return found


def _find(path: str) -> Any:
    try:
        return import_string(path)
    except ImportError:
        owner, _dot, name = path.rpartition(".")
        return inspect.getattr_static(import_string(owner), name, None)
