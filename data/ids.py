"""Names for rows (UUIDv7), hashes of texts, and the clock: the three things every module here needs."""

from __future__ import annotations

import hashlib
import secrets
import time
from datetime import UTC, datetime


def new_id() -> str:
    """Return a fresh UUIDv7 as text: ids made later sort later (to the millisecond; RFC 9562, 5.7)."""
    milliseconds = time.time_ns() // 1_000_000
    bits = (
        (milliseconds << 80)
        | (0x7 << 76)
        | (secrets.randbits(12) << 64)
        | (0b10 << 62)
        | secrets.randbits(62)
    )
    text = f"{bits:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def text_hash(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, in hex: what a decision binds."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def clock(now: datetime | None = None) -> datetime:
    """Return `now` in UTC, or the present moment. A naive time is refused: nobody could say which zone it is in."""
    if now is None:
        return datetime.now(UTC)
    if now.tzinfo is None:
        raise ValueError(f"{now!r} has no time zone; give an aware datetime")
    return now.astimezone(UTC)
