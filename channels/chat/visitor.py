"""Who is asking: the visitor's conversation by their cookie, and whether a form was sent from our own page."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from channels.intake import digest
from channels.parts import Parts
from data import conversations
from data.records import Conversation

from .words import COOKIE as LANGUAGE_COOKIE

COOKIE = "glassdesk_chat"
PATH = "/chat"
KEEP_SECONDS = 30 * 24 * 3600
LONGEST_SECRET = 100


def conversation_of(parts: Parts, request: Request) -> Conversation | None:
    """The conversation that the visitor's cookie opens, or None. Reads the database: call it in a thread."""
    secret = request.cookies.get(COOKIE, "")
    if not secret or len(secret) > LONGEST_SECRET:
        return None
    return conversations.by_access(parts.db, digest(secret))


def remember(parts: Parts, response: Response, secret: str) -> None:
    """Tie the visitor's browser to the conversation that this secret opens."""
    _set(parts, response, COOKIE, secret)


def remember_language(parts: Parts, response: Response, language: str) -> None:
    """Keep the visitor's choice of language."""
    _set(parts, response, LANGUAGE_COOKIE, language)


def forget(response: Response) -> None:
    """Let go of the conversation; it stays in the database."""
    response.delete_cookie(COOKIE, path=PATH)


def from_our_page(request: Request) -> bool:
    """Whether a form was sent by a page of ours, by what browsers say of its origin.

    The cookie is SameSite=Lax already; this also stops other pages of the same site. Programs that say nothing
    of an origin are let through: they carry no visitor's cookie against their will.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


def address_of(request: Request) -> str:
    """The address that a rate limit counts by."""
    return request.client.host if request.client else "unknown"


def _set(parts: Parts, response: Response, name: str, value: str) -> None:
    response.set_cookie(
        name,
        value,
        max_age=KEEP_SECONDS,
        path=PATH,
        secure=parts.secure_cookies,
        httponly=True,
        samesite="lax",
    )
