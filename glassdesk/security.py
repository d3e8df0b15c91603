"""What holds for every answer: security headers, a failure that says what to do, no web sockets for other pages.

Pure ASGI, so that web sockets and event streams pass through untouched.
"""

from __future__ import annotations

import logging
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger(__name__)

# Streamlit's page needs inline styles and scripts and compiles Vega and Plotly code at run time, and loads the
# console's own components as blobs; nothing may come from, or go to, another host. A page that needs less sets its own, stricter policy.
CONTENT_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "frame-src 'self' blob: data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # one-time links must not travel in Referer
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
OVER_HTTPS = "max-age=31536000"
FAILED = "Something went wrong on our side. Go back and try again; what you had typed should still be there."


class SecurityHeaders:
    """Adds the headers that a page has not set itself.

    Unexpected errors are answered here, since the framework would answer them outside of every middleware; they
    are raised again for the log.
    """

    def __init__(self, app: ASGIApp, secure: bool = False) -> None:
        self.app = app
        self.headers = {**HEADERS, **({"Strict-Transport-Security": OVER_HTTPS} if secure else {})}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the headers of its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        started = False

        async def send_with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await self.app(scope, receive, send_with_headers)
        except Exception:
            if not started:
                await PlainTextResponse(FAILED, 500)(scope, receive, send_with_headers)
            raise


class OwnPagesOnly:
    """Refuses web sockets that pages of other origins open (cross-site web socket hijacking).

    The console's framework checks too, but lets every port of this machine in, and asks a server on the internet
    for the machine's address before it refuses anybody. Programs, which name no origin, carry nobody's cookie.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything else on."""
        if scope["type"] == "websocket" and (origin := _foreign_origin(scope)) is not None:
            log.warning(
                "web socket of a page of %r refused; if that is this installation, the proxy must pass the Host header on",
                origin[:200],
            )
            await receive()
            await send({"type": "websocket.close", "code": 1008})
            return
        await self.app(scope, receive, send)


def _foreign_origin(scope: Scope) -> str | None:
    """The origin of the page that asks, if it is another than the host it asks."""
    headers = Headers(scope=scope)
    origin = headers.get("origin")
    own = origin is None or urlsplit(origin).netloc.lower() == headers.get("host", "").lower()
    return None if own else origin
