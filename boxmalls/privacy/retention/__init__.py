"""When it is over: how long each row may stay, and the sweep that removes what has passed."""


def sweep(*, at):  # type: ignore[no-untyped-def]
    """Remove every row whose time has passed; returns how many."""
    from .sweeping import sweep as sweep_all

    return sweep_all(at=at)
