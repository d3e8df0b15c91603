"""What a visitor's form holds, and what they read when it can't be taken."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from starlette.requests import Request

from channels.errors import IntakeError, TooLong

from .words import words

CLIENT_ID = re.compile(r"[\w-]{1,64}", re.ASCII)
LONGEST_ID = 64
SECRET = re.compile(r"[\w-]{43,64}", re.ASCII)  # at least 32 bytes in base64, as it goes into a cookie


@dataclass(frozen=True, slots=True)
class Written:
    """A filled-in form.

    client_id: the page's own id of this message, so that a double click or a retry is one message;
    start: the secret of the conversation that this message may open, so that it opens one only;
    reply, thumb: the message that is rated, and "up" or "down".
    """

    text: str = ""
    email: str = ""
    client_id: str = ""
    start: str = ""
    reply: str = ""
    thumb: str = ""

    @classmethod
    async def read(cls, request: Request) -> Written:
        """From the request; fields that are missing, are files, or were never ours count as empty."""
        form = await request.form()
        values = {name: value for name, value in form.items() if isinstance(value, str)}
        client_id, start = values.get("client_id", ""), values.get("start", "")
        return cls(
            values.get("text", ""),
            values.get("email", ""),
            client_id if CLIENT_ID.fullmatch(client_id) else "",
            start if SECRET.fullmatch(start) else "",
            values.get("reply", "")[:LONGEST_ID],
            values.get("thumb", ""),
        )


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a form was not taken: a key of the texts, the HTTP status, the numbers that the text names."""

    code: str
    status: int
    values: dict[str, Any] = field(default_factory=dict)

    def said(self, language: str) -> str:
        """The sentence a customer reads."""
        return words(language)[f"error_{self.code}"].format(**self.values)

    @property
    def headers(self) -> dict[str, str]:
        """When to try again, if that is known."""
        seconds = self.values.get("seconds")
        return {"Retry-After": str(seconds)} if seconds else {}


class TooFast(Exception):
    """More messages than the rate allows; `seconds` until the next one may come."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"too many messages; wait {ceil(seconds)} seconds")
        self.seconds = ceil(seconds)


class NothingToRate(Exception):
    """There is no such reply in the visitor's conversation, or the thumb is neither up nor down."""


def explained(error: IntakeError | TooFast | NothingToRate) -> Problem:
    """The problem behind an error that the visitor can do something about."""
    if isinstance(error, NothingToRate):
        return Problem("not_found", 404)
    if isinstance(error, TooFast):
        return Problem("too_fast", 429, {"seconds": error.seconds})
    if isinstance(error, TooLong):
        return Problem(error.code, 422, {"limit": error.limit})
    return Problem(error.code, 422)
