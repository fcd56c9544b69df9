"""Where the pictures of an import come from."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from boxmalls.catalog.media.store import BadPicture, Stored, store_picture

type Source = Callable[[str], Stored | None]


def no_pictures(name: str) -> Stored | None:
    """For an import that came without a folder of pictures."""
    return None


@dataclass(frozen=True, slots=True)
class Folder:
    """Picture files beside the file of listings. Names lead nowhere but into the folder."""

    path: Path

    def __call__(self, name: str) -> Stored | None:
        """
        Make a picture ready to be shown.

        :raises BadPicture: when it cannot be used.
        """
        root = self.path.resolve()
        file = (root / name).resolve()
        if not file.is_relative_to(root) or not file.is_file():
            return None
        return store_picture(file)


__all__ = ["BadPicture", "Folder", "Source", "Stored", "no_pictures"]
