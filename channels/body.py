"""A limit on request bodies, held while they arrive, before anything parses them."""

from __future__ import annotations

import anyio
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# A sender that is refused in the middle of sending sees a broken connection instead of the answer, so that much
# more is read and thrown away first.
DRAIN_BYTES = 8 * 1024 * 1024
DRAIN_SECONDS = 5.0


class BodyTooLarge(HTTPException):
    """The body is longer than the limit."""

    def __init__(self, limit: int) -> None:
        super().__init__(status_code=413, detail=f"the request body is longer than {limit} bytes; send less")


class BodyLimit:
    """ASGI middleware: reading more than `limit` bytes raises BodyTooLarge inside the app, which answers 413."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self.app = app
        self.limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with a counting `receive`."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        declared = _declared_length(scope)
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            if declared > self.limit and not seen:
                seen += await _drain(receive)
                raise BodyTooLarge(self.limit)
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self.limit and message["type"] == "http.request":
                if message.get("more_body"):
                    await _drain(receive)
                raise BodyTooLarge(self.limit)
            return message

        await self.app(scope, counted, send)


def _declared_length(scope: Scope) -> int:
    declared = Headers(scope=scope).get("content-length", "")
    return int(declared) if declared.isdecimal() else 0


async def _drain(receive: Receive) -> int:
    """Read the rest of a body, up to the bounds above; gives the number of bytes."""
    read = 0
    with anyio.move_on_after(DRAIN_SECONDS):
        while read < DRAIN_BYTES:
            message = await receive()
            read += len(message.get("body", b""))
            if message["type"] != "http.request" or not message.get("more_body"):
                break
    return read
