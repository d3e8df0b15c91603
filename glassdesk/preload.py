"""The script that draws charts is the largest of the console: whoever goes to a page of charts by its address is told of it at once.

Otherwise the browser learns of it only when the first chart has come, and fetches and reads 4.7 MB then.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Preload:
    """Adds a `Link: …; rel=modulepreload` for each script to these pages (RFC 8288; HTML, link type "modulepreload")."""

    def __init__(self, app: ASGIApp, pages: Collection[str], scripts: Sequence[str]) -> None:
        self.app, self.pages = app, frozenset(pages)
        self.link = ", ".join(f"<{script}>; rel=modulepreload" for script in scripts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything else on as it is."""
        if not self.link or scope["type"] != "http" or scope["path"] not in self.pages:
            await self.app(scope, receive, send)
            return

        async def send_with_link(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).append("Link", self.link)
            await send(message)

        await self.app(scope, receive, send_with_link)
