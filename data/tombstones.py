"""Tombstones: what stands in the place of an erased conversation's ids, so that a late message finds it and is refused.

A tombstone is made from the id alone and can't be turned back into it. A visitor's access hash is long and random,
so a hash is enough. An integration's name for a conversation may be a customer number, of which there are few: its
tombstone is costly to make (scrypt, 16 MiB, some 40 ms) and salted with the integration's own id. Someone who holds
the database could still try all numbers of a short range, one by one.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache

ERASED = "[erased]"  # in the place of a text
SECRET = "erased-secret:"
NAME = "erased:"
_COST = 2**14  # RFC 7914's N for interactive use


def of_secret(access_hash: str) -> str:
    """Return the tombstone of a visitor's access hash."""
    return SECRET + hashlib.sha256(access_hash.encode()).hexdigest()


@lru_cache(maxsize=64)  # a new conversation looks its name up twice
def of_name(integration_id: str, external_id: str) -> str:
    """Return the tombstone of an integration's name for a conversation."""
    made = hashlib.scrypt(external_id.encode(), salt=integration_id.encode(), n=_COST, r=8, p=1, dklen=32)
    return NAME + made.hex()


def is_one(text: str) -> bool:
    """Say whether this is a tombstone already."""
    return text.startswith((SECRET, NAME))
