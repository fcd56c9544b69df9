"""Chance and time, given: what a step draws depends on the seed and the step alone, not on what came before it."""

import random
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from hmac import compare_digest
from typing import Any
from unittest import mock


class Fate:
    """Stands for `os`, `secrets`, `time` and `datetime` in the places that ask them."""

    def __init__(self, seed: str) -> None:
        self.seed = seed
        self.at = datetime(2026, 1, 1, tzinfo=UTC)
        self.rng = random.Random(seed)

    def turn(self, step: str, at: datetime) -> None:
        """Begin a step."""
        self.at = at
        self.rng = random.Random(f"{self.seed}:{step}")
        random.seed(f"{self.seed}:{step}")

    def urandom(self, size: int) -> bytes:
        return self.rng.randbytes(size)

    def choice(self, among: Any) -> Any:
        return self.rng.choice(among)

    compare_digest = staticmethod(compare_digest)

    def now(self, tz: Any = None) -> datetime:
        return self.at

    def time(self) -> float:
        return self.at.timestamp()

    def time_ns(self) -> int:
        return int(self.at.timestamp() * 1_000_000_000)

    def randbits(self, bits: int) -> int:
        return self.rng.getrandbits(bits)

    def randbelow(self, below: int) -> int:
        return self.rng.randrange(below)


@contextmanager
def fated(seed: str) -> Iterator[Fate]:
    """Let everything that asks for chance or time ask this."""
    import django.core.signing
    import django.utils.crypto
    import django.utils.timezone

    from boxmalls.base import clock, ids
    from boxmalls.orders import watermark

    fate = Fate(seed)
    with ExitStack() as stack:
        for module, name in (
            (ids, "os"),
            (ids, "time"),
            (clock, "datetime"),
            (django.utils.crypto, "secrets"),
            (django.core.signing, "time"),
        ):
            stack.enter_context(mock.patch.object(module, name, fate))
        for module in [module for name, module in sys.modules.items() if name.startswith("boxmalls.") and hasattr(module, "urandom")]:
            stack.enter_context(mock.patch.object(module, "urandom", fate.urandom))
        stack.enter_context(mock.patch.object(watermark, "randbits", fate.randbits))
        stack.enter_context(mock.patch.object(django.utils.timezone, "now", fate.now))
        yield fate
