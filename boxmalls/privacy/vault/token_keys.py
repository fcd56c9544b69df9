"""
Key-encryption keys in a PKCS#11 token (a hardware module, a smart card, SoftHSM): they are made there, wrap and unwrap there, and never leave.

A person's key is wrapped by AES-256-GCM inside the token, with the person as associated data; the blind index is HMAC-SHA-256
inside the token. What a file wrapped before the token came is still found in the file, until a roll has moved it.
"""

from collections.abc import Callable
from os import urandom
from pathlib import Path
from threading import Lock
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag

from .file_keys import PREFIX as FILE
from .file_keys import FileKeyStore
from .wrapping import KekIsGone, KeyEncryption, TokenIsGone

NONCE_BYTES = 12
PREFIX = "token:"
LABEL, INDEX = "boxmalls kek", "boxmalls index"


class TokenKeyEncryption:
    """One key of the token."""

    def __init__(self, store: "TokenKeyStore", kek_id: str) -> None:
        self._store = store
        self._id = kek_id

    @property
    def id(self) -> str:
        return self._id

    def wrap(self, key: bytes, person_id: UUID) -> bytes:
        nonce = urandom(NONCE_BYTES)
        return nonce + self._store.use(lambda session: self._key(session).encrypt(key, **_gcm(nonce, person_id)))

    def unwrap(self, wrapped: bytes, person_id: UUID) -> bytes:
        from pkcs11 import exceptions

        nonce, sealed = wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:]
        try:
            return self._store.use(lambda session: self._key(session).decrypt(sealed, **_gcm(nonce, person_id)))
        except (exceptions.EncryptedDataInvalid, exceptions.FunctionFailed, exceptions.GeneralError) as error:
            raise InvalidTag from error

    def _key(self, session: Any) -> Any:
        return self._store.key_in(session, self._id)


class TokenSession:
    """The one session that a process has with a token; a token takes no second one with the same PIN."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.open: Any = None
        self.found: dict[str, Any] = {}


class TokenKeyStore:
    """
    The keys of one label in a token, with a store of files behind it for what was wrapped before.

    :param beside: another store in the same token, whose session this one uses.
    """

    def __init__(self, *, module: Path, token: str, pin: str, files: FileKeyStore, label: str = LABEL, beside: "TokenKeyStore | None" = None) -> None:
        self.module, self.token, self.pin, self.files, self.label = module, token, pin, files, label
        self._at: TokenSession = beside._at if beside else TokenSession()
        self._newest_id: str | None = None

    def newest(self) -> KeyEncryption:
        if self._newest_id is None:
            made = self.in_token()
            self._newest_id = made[-1] if made else None
        return TokenKeyEncryption(self, self._newest_id) if self._newest_id else self.files.newest()

    def find(self, kek_id: str) -> KeyEncryption:
        if kek_id.startswith(FILE):
            return self.files.find(kek_id)
        self.use(lambda session: self.key_in(session, kek_id))
        return TokenKeyEncryption(self, kek_id)

    def ids(self) -> list[str]:
        return [*self.in_token(), *self.files.ids()]

    def refresh(self) -> None:
        self._at.found.clear()
        self._newest_id = None
        self.files.refresh()

    def make(self) -> KeyEncryption:
        from pkcs11 import Attribute, KeyType

        if self.label == LABEL:
            self.use(self._index_in)
        number = max((_number(kek_id) for kek_id in self.in_token()), default=0) + 1
        name = number.to_bytes(4, "big") + urandom(6)
        closed = {Attribute.EXTRACTABLE: False, Attribute.SENSITIVE: True}
        self.use(lambda session: session.generate_key(KeyType.AES, 256, id=name, label=self.label, store=True, template=closed))
        self.refresh()
        return TokenKeyEncryption(self, PREFIX + name.hex())

    def make_newest(self, kek_id: str) -> None:
        """The last one made is the newest; there is nothing to write."""
        self.refresh()

    def destroy(self, kek_id: str) -> None:
        if kek_id.startswith(FILE):
            self._destroy_file(kek_id)
        elif kek_id in self.in_token():
            self.use(lambda session: self.key_in(session, kek_id).destroy())
        self.refresh()

    def blind(self, message: bytes) -> bytes:
        from pkcs11 import Mechanism

        return bytes(self.use(lambda session: self._index_in(session).sign(message, mechanism=Mechanism.SHA256_HMAC)))

    def use[Answer](self, ask: "Callable[[Any], Answer]") -> Answer:
        """
        Ask the token something; one question at a time, and once more with a new session if the old one was lost.

        :raises TokenIsGone: if it does not answer.
        """
        from pkcs11 import exceptions

        lost = (exceptions.SessionHandleInvalid, exceptions.SessionClosed, exceptions.UserNotLoggedIn, exceptions.DeviceRemoved, exceptions.TokenNotPresent)
        with self._at.lock:
            try:
                return ask(self._at.open or self._open())
            except lost:
                self._at.open = None
                self._at.found.clear()
                return ask(self._open())

    def key_in(self, session: Any, kek_id: str) -> Any:
        """
        A key of the token, looked for once.

        :raises KekIsGone: if it is not there.
        """
        from pkcs11 import KeyType, ObjectClass, exceptions

        if kek_id not in self._at.found:
            try:
                name = bytes.fromhex(kek_id.removeprefix(PREFIX))
                self._at.found[kek_id] = session.get_key(object_class=ObjectClass.SECRET_KEY, key_type=KeyType.AES, id=name)
            except (exceptions.NoSuchKey, ValueError):
                raise KekIsGone(kek_id) from None
        return self._at.found[kek_id]

    def _index_in(self, session: Any) -> Any:
        """The key of the blind index: the file's, if there is one, since who is found by it was put there under it."""
        from pkcs11 import Attribute, KeyType, ObjectClass, exceptions

        if INDEX not in self._at.found:
            try:
                self._at.found[INDEX] = session.get_key(object_class=ObjectClass.SECRET_KEY, label=INDEX)
            except exceptions.NoSuchKey:
                told = {Attribute.CLASS: ObjectClass.SECRET_KEY, Attribute.KEY_TYPE: KeyType.GENERIC_SECRET, Attribute.VALUE: self.files.index_key()}
                closed = {Attribute.SIGN: True, Attribute.EXTRACTABLE: False, Attribute.SENSITIVE: True, Attribute.TOKEN: True, Attribute.PRIVATE: True}
                self._at.found[INDEX] = session.create_object({**told, **closed, Attribute.LABEL: INDEX})
        return self._at.found[INDEX]

    def _open(self) -> Any:
        import pkcs11

        try:
            token = pkcs11.lib(str(self.module)).get_token(token_label=self.token)
            self._at.open = token.open(user_pin=self.pin, rw=True)
        except (pkcs11.exceptions.PKCS11Error, RuntimeError, OSError) as error:
            raise TokenIsGone(
                f"The token {self.token!r} behind {self.module} does not answer ({type(error).__name__} {error}). Until it does, no person's data can be "
                "opened. If it is broken, bring back its copy into another token (docs/keys.md); without a copy the data is lost for good."
            ) from error
        return self._at.open

    def in_token(self) -> list[str]:
        """The keys there, the oldest first."""
        from pkcs11 import Attribute, ObjectClass

        def ask(session: Any) -> list[str]:
            known = session.get_objects({Attribute.CLASS: ObjectClass.SECRET_KEY, Attribute.LABEL: self.label})
            return sorted(PREFIX + bytes(key[Attribute.ID]).hex() for key in known)

        return self.use(ask)

    def _destroy_file(self, kek_id: str) -> None:
        """The last file's key wraps nothing any more; another that nobody uses takes its place, so that checks of the environment still find one."""
        if kek_id == self.files.newest().id:
            self.files.make_newest(self.files.make().id)
        self.files.destroy(kek_id)


def _number(kek_id: str) -> int:
    return int.from_bytes(bytes.fromhex(kek_id.removeprefix(PREFIX))[:4], "big")


def _gcm(nonce: bytes, person_id: UUID) -> dict[str, Any]:
    from pkcs11 import GCMParams, Mechanism

    return {"mechanism": Mechanism.AES_GCM, "mechanism_param": GCMParams(nonce, person_id.bytes, 128)}
