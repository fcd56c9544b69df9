"""Ties a child to the life of this process: however this one ends, the child is told."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def tell_at_my_end(number: signal.Signals) -> Callable[[], None] | None:
    """
    A `preexec_fn` that has the kernel send the child this signal when the thread that started it ends.

    Linux only; elsewhere the next start clears up what was left.
    """
    if _libc is None:
        return None
    prctl, parent = _libc.prctl, os.getpid()

    def tie() -> None:
        prctl(_PR_SET_PDEATHSIG, int(number), 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return tie


def end_with_my_parent() -> None:
    """Be told to end when the one who started us (make) ends without telling."""
    if _libc is not None:
        _libc.prctl(_PR_SET_PDEATHSIG, int(signal.SIGTERM), 0, 0, 0)
