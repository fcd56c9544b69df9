"""Files that only the account that runs the shop may read."""

import os
import stat
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class SecretFile:
    """A secret on disk: mode 0600 in a folder of mode 0700, written whole or not at all."""

    path: Path

    def read(self) -> str:
        """The secret, without the newline at its end."""
        return self.path.read_text().strip()

    def write(self, text: str) -> None:
        """Replace the secret in one step."""
        self._make_folder()
        handle, name = self._temporary(text)
        os.close(handle)
        os.replace(name, self.path)

    def read_or_make(self, make: Callable[[], str]) -> str:
        """Read it; the first of all processes that ask makes it."""
        if not self.path.exists():
            self._make_folder()
            handle, name = self._temporary(make())
            os.close(handle)
            try:
                os.link(name, self.path)
            except FileExistsError:
                pass
            finally:
                os.unlink(name)
        return self.read()

    def is_open_to_others(self) -> bool:
        """Whether another account than the owner may read or change it."""
        return bool(self.path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))

    def _make_folder(self) -> None:
        self.path.parent.parent.mkdir(parents=True, exist_ok=True)
        self.path.parent.mkdir(mode=0o700, exist_ok=True)

    def _temporary(self, text: str) -> tuple[int, str]:
        handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=f".{self.path.name}.")
        os.write(handle, text.encode())
        os.fsync(handle)
        return handle, name
