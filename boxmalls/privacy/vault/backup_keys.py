"""
The keys that wrap what seals a backup: apart for the shop's and the safe's, apart from those that wrap persons' keys, in the same file's folder or token.

They end with the backups that they open, and not with the week's roll: a copy of the shop is to be read for as long as it lives.
"""

import secrets
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from config.env.secrets import SecretFile

from .escrow import backup_key_path, renew_copy
from .file_keys import FileKeyEncryption, FileKeyStore
from .token_keys import TokenKeyStore
from .wrapping import KeyEncryption, KeyStore, key_store


class Place(Protocol):
    """Where the operator keeps keys; the environment has all of it."""

    @property
    def kek_file(self) -> Path: ...
    @property
    def kek_module(self) -> Path | None: ...
    @property
    def kek_token(self) -> str: ...
    @property
    def kek_pin(self) -> str: ...


class BackupKeyFiles(FileKeyStore):
    """Keys for backups in files beside `KEK_FILE`; the first one is made when it is needed."""

    def __init__(self, kek_file: Path, kind: str) -> None:
        super().__init__(backup_key_path(kek_file, kind))
        self.kek_file = kek_file

    def newest(self) -> KeyEncryption:
        if not self.path.exists():
            SecretFile(self.path).read_or_make(lambda: secrets.token_hex(32))
            self.renew_copy()
            self.refresh()
        return super().newest()

    def refresh(self) -> None:
        """Where there is none, none is made: whoever restores looks for what was, not for something new."""
        paths = [self.path, *(sorted(self.others.glob("[0-9a-f]*")) if self.others.is_dir() else ())]
        keys: dict[str, KeyEncryption] = {}
        for path in paths:
            with suppress(FileNotFoundError, ValueError):
                key = FileKeyEncryption(bytes.fromhex(SecretFile(path).read()))
                keys.setdefault(key.id, key)
        self._keys, self._newest = keys, next(iter(keys.values()), None)

    def make(self) -> KeyEncryption:
        return self._make()

    def destroy(self, kek_id: str) -> None:
        super().destroy(kek_id)
        self.renew_copy()

    def renew_copy(self) -> None:
        renew_copy(self.kek_file)


def backup_keys(place: Place, kind: str) -> KeyStore:
    """The keys for one kind of backup, in the token if there is one."""
    files = BackupKeyFiles(place.kek_file, kind)
    if not place.kek_module:
        return files
    beside = key_store()
    found = {"module": place.kek_module, "token": place.kek_token, "pin": place.kek_pin, "files": files, "label": f"boxmalls backup {kind}"}
    return TokenKeyStore(**found, beside=beside if isinstance(beside, TokenKeyStore) else None)  # type: ignore[arg-type]


def newest_of(store: KeyStore) -> KeyEncryption:
    """The key that is to wrap from now on; a token that has none makes one."""
    return store.make() if isinstance(store, TokenKeyStore) and not store.in_token() else store.newest()


def rotate(store: KeyStore) -> KeyEncryption:
    """Make another, which wraps from now on; those before it still open what they wrapped, until they are destroyed."""
    newest_of(store)
    made = store.make()
    store.make_newest(made.id)
    return store.find(made.id)
