"""A sign that the customer is typing, for the person in the conversation. Without JavaScript there is none."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from channels.limits import Limiter, Rate
from channels.parts import Parts
from data.errors import DataError

from .visitor import conversation_of, from_our_page

SIGNS = Rate(burst=10, per_minute=30)  # a page gives one every three seconds


class Typing:
    """The endpoint `/chat/typing`. It takes no text, stores nothing and always answers 204."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.by_conversation = Limiter(SIGNS)

    async def sign(self, request: Request) -> Response:
        """POST /chat/typing."""
        if from_our_page(request):
            await run_in_threadpool(self._note, request)
        return Response(status_code=204, headers={"Cache-Control": "no-store"})

    def _note(self, request: Request) -> None:
        try:
            conversation = conversation_of(self.parts, request)
        except DataError:
            return
        if conversation is None or conversation.state not in ("waiting_human", "human"):
            return
        if self.by_conversation.take(conversation.id) == 0.0:
            self.parts.bus.presence.sign(conversation.id, "customer")
