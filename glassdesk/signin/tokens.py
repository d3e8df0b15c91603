"""Random tokens for sessions, one-time links and integrations: the holder has the token, the database its digest."""

from __future__ import annotations

import hashlib
import secrets

COOKIE = "glassdesk_session"


def new_token() -> str:
    """256 random bits, safe in addresses and headers."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What the database keeps of a token: SHA-256 in hex. A random token needs no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()
