"""What a request to the JSON API must bring before its body is read: a token, and JSON."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from email.message import Message
from typing import Any

from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from channels.intake import digest
from channels.limits import Limiter
from channels.parts import Parts
from data import integrations
from data.records import Integration

from .errors import ApiError

LONGEST_TOKEN = 200
CHALLENGE = {"WWW-Authenticate": "Bearer"}


class Guard:
    """Knows integrations by their tokens and holds their rate."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.limiter = Limiter(parts.integration_rate)

    async def admit(self, request: Request) -> Integration:
        """The integration that asks; raises ApiError 401, 415 or 429."""
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        token = token.strip()
        if kind.lower() != "bearer" or not token or len(token) > LONGEST_TOKEN:
            raise ApiError(401, headers=CHALLENGE)
        integration = await run_in_threadpool(integrations.by_token, self.parts.db, digest(token))
        if integration is None:
            raise ApiError(401, headers=CHALLENGE)
        hold(self.limiter, integration.id)
        if request.method == "POST" and _has_body(request) and not _is_json(request):
            raise ApiError(415)
        return integration

    def route_class(self) -> type[APIRoute]:
        """Routes whose requests are admitted before FastAPI reads the body; `request.state.integration` is set."""
        guard = self

        class Guarded(APIRoute):
            def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
                handler = super().get_route_handler()

                async def admitted(request: Request) -> Response:
                    request.state.integration = await guard.admit(request)
                    response = await handler(request)
                    response.headers.setdefault("Cache-Control", "no-store")
                    return response

                return admitted

        return Guarded


def hold(limiter: Limiter, key: str) -> None:
    """Take a token of a limiter; raises ApiError 429 that says how long to wait."""
    seconds = limiter.take(key)
    if seconds:
        raise ApiError(429, headers={"Retry-After": str(max(1, round(seconds + 0.5)))})


def _has_body(request: Request) -> bool:
    return request.headers.get("content-length", "0") != "0" or "transfer-encoding" in request.headers


def _is_json(request: Request) -> bool:
    said = Message()
    said["content-type"] = request.headers.get("content-type", "")
    kind = said.get_content_type()
    return "content-type" in request.headers and (kind == "application/json" or kind.endswith("+json"))
