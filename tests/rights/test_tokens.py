"""Key-encryption keys in a PKCS#11 token, with SoftHSM."""

import os
import shutil
import subprocess
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID

import pytest
from cryptography.exceptions import InvalidTag

from boxmalls.privacy.rights.testing import Killed, killed_at
from boxmalls.privacy.testing import make_person
from boxmalls.privacy.vault import backup_keys as backup_keys_module
from boxmalls.privacy.vault import blind, epochs
from boxmalls.privacy.vault import keys as vault_keys
from boxmalls.privacy.vault.backup_keys import backup_keys, newest_of, rotate
from boxmalls.privacy.vault.file_keys import FileKeyStore
from boxmalls.privacy.vault.models import KeyEpoch, PersonKey
from boxmalls.privacy.vault.token_keys import TokenIsGone, TokenKeyStore
from boxmalls.privacy.vault.wrapping import KekIsGone
from ops.suite import find_softhsm, install_softhsm
from tests.rights.test_rolling import LATER, opened, sealed

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
ONE, OTHER = UUID(int=1), UUID(int=2)


@pytest.fixture(scope="session")
def module():
    """SoftHSM's library, whose tokens lie in a folder of this suite."""
    found = find_softhsm() or install_softhsm()
    if found is None:
        # Where it may be installed it has to be there: nothing of tokens goes untried unnoticed.
        (pytest.fail if os.geteuid() == 0 else pytest.skip)("SoftHSM is not here and may not be installed. As root: apt-get install softhsm2")
    return found


@pytest.fixture(scope="session")
def tokens(module, tmp_path_factory):
    """SoftHSM reads its configuration once in a process: one folder for all tests, a token for each."""
    folder = tmp_path_factory.mktemp("tokens")
    settings = folder / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {folder}\nobjectstore.backend = file\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(settings)
    yield folder
    del os.environ["SOFTHSM2_CONF"]


def make_token(label):
    subprocess.run(["softhsm2-util", "--init-token", "--free", "--label", label, "--so-pin", "5678", "--pin", "1234"], check=True, capture_output=True)


@pytest.fixture
def store(tokens, module, tmp_path, settings, monkeypatch, request):
    settings.SAFE_BACKUP_FOLDER = tmp_path / "backups"
    (tmp_path / "kek").write_text("ab" * 32)
    label = request.node.name[-30:]
    make_token(label)
    import pkcs11

    pkcs11.lib(str(module)).reinitialize()
    made = TokenKeyStore(module=module, token=label, pin="1234", files=FileKeyStore(tmp_path / "kek"))
    for each in (vault_keys, epochs, blind):
        monkeypatch.setattr(each, "key_store", lambda: made)
    return made


def test_a_key_is_wrapped_inside_the_token_for_one_person_and_cannot_be_taken_out(store):
    import pkcs11

    kek = store.make()
    wrapped = kek.wrap(b"k" * 32, ONE)
    assert kek.unwrap(wrapped, ONE) == b"k" * 32
    for person_id, sealed_key in ((OTHER, wrapped), (ONE, wrapped[:-1] + bytes([wrapped[-1] ^ 1])), (ONE, b"x" * 60)):
        with pytest.raises(InvalidTag):
            kek.unwrap(sealed_key, person_id)
    with pytest.raises(pkcs11.exceptions.PKCS11Error):
        store.use(lambda session: store.key_in(session, kek.id)[pkcs11.Attribute.VALUE])


def test_a_shop_moves_from_the_file_into_the_token_by_a_roll(store):
    persons = [make_person() for _ in range(5)]
    values = [sealed(person) for person in persons]
    digest = store.files.blind(b"lena")
    assert {kek.split(":")[0] for kek in PersonKey.objects.values_list("kek", flat=True)} == {"file"}
    epochs.roll(at=LATER)
    assert len(epochs.destroy_old(at=LATER)) == 1
    assert {kek.split(":")[0] for kek in PersonKey.objects.values_list("kek", flat=True)} == {"token"}
    assert [opened(person, value) for person, value in zip(persons, values, strict=True)] == ["Lena"] * 5
    assert store.blind(b"lena") == digest, "whoever was found is found"
    assert "ab" * 32 not in store.files.path.read_text()
    assert epochs.destroy_old(at=LATER) == []
    new = make_person()
    assert PersonKey.objects.get(person_id=new.pk).kek == KeyEpoch.objects.get(closed_at=None).kek
    epochs.roll(at=LATER)
    assert len(epochs.destroy_old(at=LATER)) == 1
    assert [opened(person, value) for person, value in zip(persons, values, strict=True)] == ["Lena"] * 5


def test_a_roll_in_the_token_that_is_killed_goes_on(store):
    person = make_person()
    value = sealed(person)
    for statement in range(1, 14, 3):
        try:
            with killed_at(statement):
                epochs.roll(at=LATER)
        except Killed:
            store.refresh()
        assert opened(person, value) == "Lena"
        epochs.roll(at=LATER)
        epochs.destroy_old(at=LATER)
    assert epochs.check().lost == {}


def test_a_token_that_is_gone_says_what_to_do(store, tokens):
    epochs.roll(at=LATER)
    lost = TokenKeyStore(module=store.module, token="another", pin="1234", files=store.files)
    with pytest.raises(TokenIsGone, match="bring back its copy"):
        lost.blind(b"x")
    wrong = TokenKeyStore(module=store.module, token=store.token, pin="0000", files=store.files)
    with pytest.raises(TokenIsGone):
        wrong.blind(b"x")
    missing = TokenKeyStore(module=Path("/nowhere.so"), token="x", pin="1234", files=store.files)
    with pytest.raises(TokenIsGone):
        missing.newest()


def test_a_key_that_the_token_lost_is_said_in_words(store):
    kek = store.make()
    store.destroy(kek.id)
    with pytest.raises(KekIsGone, match="bring back its copy"):
        store.find(kek.id)


def test_the_token_is_copied_by_copying_its_folder(store, tokens):
    """What docs/keys.md says about a copy of SoftHSM; a hardware token has means of its own."""
    before = [path.name for path in tokens.iterdir() if path.is_dir()]
    assert before
    shutil.copytree(tokens, tokens.with_name("copy"))
    assert [path.name for path in tokens.with_name("copy").iterdir() if path.is_dir()] == before


def test_backups_have_keys_of_their_own_in_the_same_token(store, tmp_path, monkeypatch):
    """Rolled and destroyed apart from those that wrap persons' keys, through the one session that the process has."""
    kek = store.make()
    monkeypatch.setattr(backup_keys_module, "key_store", lambda: store)
    place = SimpleNamespace(kek_file=tmp_path / "kek", kek_module=store.module, kek_token=store.token, kek_pin="1234")
    shop, safe = (backup_keys(place, kind) for kind in ("shop", "safe"))
    first = newest_of(shop)
    assert first.id.startswith("token:")
    assert newest_of(shop).id == first.id
    wrapped = first.wrap(b"k" * 32, ONE)
    second = rotate(shop)
    assert newest_of(shop).id == second.id != first.id
    assert shop.find(first.id).unwrap(wrapped, ONE) == b"k" * 32
    with pytest.raises(InvalidTag):
        second.unwrap(wrapped, ONE)
    shop.destroy(first.id)
    with pytest.raises(KekIsGone):
        shop.find(first.id)
    assert (shop.ids(), safe.ids()) == ([second.id], [])
    assert store.newest().id == kek.id
    assert store.in_token() == [kek.id]
    assert list(tmp_path.glob("kek.backup*")) == []
