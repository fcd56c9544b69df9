"""
What canaries do in a shop, chapter by chapter: everything that people do here. After each chapter somebody may look how far they have come.

A step that is meant to succeed and does not is an error; what is meant to be refused (a wrong password, a file that is no table) says so by its name.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from proofs.canaries import Canary
from proofs.chapters import asking, beginning, buying, choosing, ending, growing_up, wandering, working, writing
from proofs.chapters.cast import Cast, gathered

if TYPE_CHECKING:
    from proofs.contract import Size
    from proofs.ground import Ground

CHAPTERS: tuple[tuple[str, Callable[[Cast], None]], ...] = (
    ("looking around and registering", beginning.happens),
    ("writing by mail and calling", writing.happens),
    ("buying and being sent to", buying.happens),
    ("choosing", choosing.happens),
    ("asking the office", asking.happens),
    ("working here", working.happens),
    ("growing up", growing_up.happens),
    ("trying every door", wandering.happens),
    ("moving in and out", ending.happens),
)


def live(ground: "Ground", size: "Size", look: Callable[[str], None] = lambda chapter: None) -> dict[str, Canary]:
    """Let canaries do everything that people do here; `look` is called after each chapter, with its name."""
    cast = gathered(ground, size)
    for name, happens in CHAPTERS:
        happens(cast)
        look(name)
    ground.settle()
    return cast.canaries
