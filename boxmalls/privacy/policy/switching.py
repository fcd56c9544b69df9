"""
Switching a handler off, to see which proofs notice. For proofs alone; nothing that serves people imports this.

The function's code is replaced, not its name: whoever holds the function, under whatever name, holds the one that is off.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from inspect import CO_GENERATOR
from types import CodeType, FunctionType
from typing import Any

from .handlers import find_function

_ACTIVE: dict[str, tuple[Callable[..., Any], FunctionType]] = {}


def call_instead(path: str, *given: Any, **named: Any) -> Any:
    """What a function that is off does."""
    off, original = _ACTIVE[path]
    return off(original, *given, **named)


@contextmanager
def switched_off(path: str, off: Callable[..., Any]) -> Iterator[None]:
    """A handler is off for as long as the block, wherever it is called from, in this process."""
    function = find_function(path)
    code = function.__code__
    original = FunctionType(code, function.__globals__, function.__name__, function.__defaults__, function.__closure__)
    original.__kwdefaults__ = function.__kwdefaults__
    _ACTIVE[path] = off, original
    function.__code__ = _calls_instead(path, code)
    try:
        yield
    finally:
        function.__code__ = code
        del _ACTIVE[path]


def _calls_instead(path: str, code: CodeType) -> CodeType:
    """Code that passes everything on to `call_instead`: of the same kind, closing over the same names as the code that it stands in for."""
    answer = "yield from" if code.co_flags & CO_GENERATOR else "return"
    inner = [
        "def instead(*given, **named):",
        f"  from {__name__} import call_instead",
        f"  {'; '.join(code.co_freevars) or 'pass'}",
        f"  {answer} call_instead({path!r}, *given, **named)",
    ]
    lines = [f"def outer({', '.join(code.co_freevars)}):", *(f"  {line}" for line in inner), "  return instead"]
    made: dict[str, Any] = {}
    exec("\n".join(lines), made)  # noqa: S102 the text is made here, of names that the function has already
    stand_in: CodeType = made["outer"](*code.co_freevars).__code__
    return stand_in
