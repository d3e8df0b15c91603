"""Passwords: argon2id with the library's defaults (RFC 9106, low-memory profile)."""

from __future__ import annotations

from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 12  # characters; length is what counts (NIST SP 800-63B asks for no composition rules)
LONGEST = 200

_hasher = PasswordHasher()


class PasswordTooShort(Exception):
    """The chosen password has fewer than 12 or more than 200 characters."""


def hash_password(password: str) -> str:
    """An argon2id hash; raises `PasswordTooShort`."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise PasswordTooShort(
            f"A password has {SHORTEST} to {LONGEST} characters; this one has {len(password)}."
        )
    return _hasher.hash(password)


@lru_cache(maxsize=1)
def _nobody() -> str:
    return _hasher.hash("an account that does not exist")


def check_password(password_hash: str | None, password: str) -> bool:
    """Whether the password fits. Takes as long when there is no such account, so that timing tells nothing."""
    try:
        return _hasher.verify(password_hash or _nobody(), password[:LONGEST]) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False
