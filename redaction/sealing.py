"""Sealing: text under AES-256-GCM, bound to where it belongs, so that a sealed text can't be moved elsewhere.

A sealed blob is one version byte, a random 96-bit nonce (NIST SP 800-38D), and the ciphertext with its tag. The
context is associated data: not stored, needed again to open.
"""

from __future__ import annotations

import os
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION: Final = b"\x01"
NONCE_BYTES: Final = 12
TAG_BYTES: Final = 16
KEY_BYTES: Final = 32


class SealError(Exception):
    """A sealed text can't be opened, or a text can't be sealed."""


def seal_bytes(plain: bytes, key: bytes, context: str) -> bytes:
    """Bytes under a 32-byte key, bound to a context. Raises SealError for a key of another size."""
    nonce = os.urandom(NONCE_BYTES)
    return VERSION + nonce + cipher(key).encrypt(nonce, plain, VERSION + context.encode("utf-8"))


def unseal_bytes(blob: bytes, key: bytes, context: str) -> bytes:
    """The bytes of a blob. Raises SealError where key, context or content is not what was sealed."""
    if len(blob) < 1 + NONCE_BYTES + TAG_BYTES or blob[:1] != VERSION:
        raise SealError(f"not a sealed text of version {VERSION[0]}: {len(blob)} bytes, first {blob[:1]!r}")
    nonce, encrypted = blob[1 : 1 + NONCE_BYTES], blob[1 + NONCE_BYTES :]
    try:
        return cipher(key).decrypt(nonce, encrypted, VERSION + context.encode("utf-8"))
    except InvalidTag:
        raise SealError(
            f"the sealed text of {context!r} was changed, moved, or sealed under another key"
        ) from None


def seal(text: str, key: bytes, context: str) -> bytes:
    """A text under a 32-byte key, bound to a context such as `message:<id>`. Raises SealError."""
    try:
        plain = text.encode("utf-8")
    except UnicodeEncodeError:
        raise SealError("the text holds half a surrogate pair and can't be stored as UTF-8") from None
    return seal_bytes(plain, key, context)


def unseal(blob: bytes, key: bytes, context: str) -> str:
    """The text of a blob. Raises SealError where key, context or content is not what was sealed."""
    return unseal_bytes(blob, key, context).decode("utf-8")


def cipher(key: bytes) -> AESGCM:
    """AES-256-GCM only: a shorter key would silently mean a weaker cipher."""
    if len(key) != KEY_BYTES:
        raise SealError(f"a key has {KEY_BYTES} bytes, not {len(key)}")
    return AESGCM(key)
