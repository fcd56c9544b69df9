"""What was signed once verifies for ever; anything else does not."""

import pytest

from boxmalls.privacy.vault.signing import Signature, SigningKeys


@pytest.fixture
def keys(tmp_path):
    return SigningKeys(tmp_path / "signing")


def test_what_was_signed_verifies_and_nothing_else(keys):
    signed = keys.sign(b"so it was")
    assert keys.verify(b"so it was", signed)
    assert not keys.verify(b"so it was not", signed)
    assert not keys.verify(b"so it was", Signature("0" * 16, signed.signature))
    assert not keys.verify(b"so it was", Signature(signed.key_id, bytes(64)))


def test_renewing_changes_the_key_and_keeps_what_was_signed_provable(keys):
    before = keys.sign(b"first")
    renewed = keys.renew()
    after = keys.sign(b"second")
    assert after.key_id == renewed == keys.current_id() != before.key_id
    assert keys.verify(b"first", before)
    assert keys.verify(b"second", after)
    assert set(keys.public()) == {before.key_id, after.key_id}


def test_the_private_half_is_for_its_owner_alone(keys):
    keys.sign(b"x")
    private = keys.folder / "current"
    assert private.stat().st_mode & 0o077 == 0
    first = private.read_text()
    keys.renew()
    assert private.read_text() != first
