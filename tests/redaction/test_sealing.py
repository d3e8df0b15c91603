"""Sealed text opens with its key in its place, and not otherwise."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redaction import SealError, seal, unseal

KEY = bytes(range(32))


@given(text=st.text(), context=st.text(max_size=40))
def test_a_sealed_text_opens_again(text: str, context: str) -> None:
    assert unseal(seal(text, KEY, context), KEY, context) == text


def test_the_same_text_is_never_sealed_alike() -> None:
    assert seal("same", KEY, "message:1") != seal("same", KEY, "message:1")


def test_a_sealed_text_hides_its_content() -> None:
    assert b"Ada Quill" not in seal("Ada Quill", KEY, "message:1")


@pytest.mark.parametrize("position", [0, 1, 12, 13, -1])
def test_a_changed_byte_is_noticed(position: int) -> None:
    blob = bytearray(seal("Ada Quill", KEY, "message:1"))
    blob[position] ^= 1
    with pytest.raises(SealError):
        unseal(bytes(blob), KEY, "message:1")


def test_a_sealed_text_cannot_be_moved() -> None:
    with pytest.raises(SealError, match="message:2"):
        unseal(seal("x", KEY, "message:1"), KEY, "message:2")


def test_another_key_does_not_open_it() -> None:
    with pytest.raises(SealError):
        unseal(seal("x", KEY, "message:1"), os.urandom(32), "message:1")


@pytest.mark.parametrize("blob", [b"", b"\x01", b"\x01" * 28, b"\x02" * 60])
def test_no_sealed_text_at_all_is_refused(blob: bytes) -> None:
    with pytest.raises(SealError):
        unseal(blob, KEY, "message:1")


@pytest.mark.parametrize("size", [0, 16, 24, 33])
def test_a_key_of_another_size_is_refused(size: int) -> None:
    with pytest.raises(SealError, match="32 bytes"):
        seal("x", b"k" * size, "message:1")


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(SealError, match="surrogate"):
        seal("\ud800", KEY, "message:1")
