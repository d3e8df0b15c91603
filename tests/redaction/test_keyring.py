"""The installation's key: made once, kept to its owner, and good for wrapping and hashing."""

from __future__ import annotations

import base64
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from redaction import Keyring, KeyringError

KEY = base64.b64encode(bytes(range(32))).decode()


def test_the_first_start_makes_a_key_only_its_owner_reads(tmp_path: Path) -> None:
    path = tmp_path / "secrets" / "key"
    Keyring.open(path, None)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(base64.b64decode(path.read_bytes())) == 32
    assert [entry.name for entry in path.parent.iterdir()] == ["key"]


def test_the_second_start_finds_the_same_key(tmp_path: Path) -> None:
    plain, wrapped = Keyring.open(tmp_path / "key", None).new_customer_key()
    assert Keyring.open(tmp_path / "key", None).unwrap(wrapped) == plain


def test_processes_that_start_together_agree(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        rings = list(pool.map(lambda _: Keyring.open(tmp_path / "key", None), range(8)))
    assert len({ring.contact_hash("ada@example.com") for ring in rings}) == 1


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_key_file_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "key"
    Keyring.open(path, None)
    path.chmod(mode)
    with pytest.raises(KeyringError, match="chmod 600"):
        Keyring.open(path, None)


@pytest.mark.parametrize("content", ["", "not base64!", "c2hvcnQ=", "ü"])
def test_a_file_without_a_key_is_refused_and_kept(tmp_path: Path, content: str) -> None:
    path = tmp_path / "key"
    path.write_text(content, "utf-8")
    path.chmod(0o600)
    with pytest.raises(KeyringError):
        Keyring.open(path, None)
    assert path.read_text("utf-8") == content


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    ring = Keyring.open(tmp_path / "key", KEY)
    assert not (tmp_path / "key").exists()
    assert ring.contact_hash("a") == Keyring(bytes(range(32))).contact_hash("a")


def test_a_malformed_environment_value_is_not_shown(tmp_path: Path) -> None:
    with pytest.raises(KeyringError) as failure:
        Keyring.open(tmp_path / "key", "hunter2")
    assert "hunter2" not in str(failure.value)


def test_another_installation_cannot_unwrap() -> None:
    _, wrapped = Keyring(os.urandom(32)).new_customer_key()
    with pytest.raises(KeyringError):
        Keyring(os.urandom(32)).unwrap(wrapped)


def test_a_changed_wrapped_key_is_refused() -> None:
    ring = Keyring(os.urandom(32))
    _, wrapped = ring.new_customer_key()
    with pytest.raises(KeyringError):
        ring.unwrap(wrapped[:-1] + bytes([wrapped[-1] ^ 1]))


def test_customers_have_different_keys() -> None:
    ring = Keyring(os.urandom(32))
    plain, wrapped = ring.new_customer_key()
    assert plain != ring.new_customer_key()[0] and plain not in wrapped


def test_contacts_hash_alike_in_any_case_and_differ_between_installations() -> None:
    ring = Keyring(bytes(range(32)))
    assert ring.contact_hash(" Ada@Example.com ") == ring.contact_hash("ada@example.com")
    assert ring.contact_hash("ada@example.com") != ring.contact_hash("bob@example.com")
    assert ring.contact_hash("ada@example.com") != Keyring(os.urandom(32)).contact_hash("ada@example.com")
