"""Loads the demo with a progress bar; `python -m ops.demo`."""

import importlib
import importlib.util
import os

from ops.trouble import Trouble


def load_demo() -> None:
    """
    Fill the shop with the demo's sites, sellers, goods and people; running it again changes nothing.

    :raises Trouble: if there is no demo in this copy of the product.
    """
    if importlib.util.find_spec("demo") is None or importlib.util.find_spec("demo.load") is None:
        raise Trouble("There is no demo in this copy of the product (the package `demo` with its loader is missing).")
    import django
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from config.env import env

    django.setup()
    loader = importlib.import_module("demo.load")
    columns = (TextColumn("{task.description:<32}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        known: dict[str, int] = {}

        def progress(stage: str, done: int, total: int) -> None:
            """Move a stage's bar; the first word of a stage makes it."""
            if stage not in known:
                known[stage] = int(bar.add_task(stage, total=total))
            bar.update(known[stage], completed=done, total=total)  # type: ignore[arg-type]

        loader.main(progress=progress, small=env.demo == "small")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    load_demo()
