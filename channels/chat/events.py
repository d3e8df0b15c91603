"""Live updates of the chat page as server-sent events (WHATWG HTML, section 9.2)."""

from __future__ import annotations

import json
import logging
import time
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from channels.parts import Parts
from data import conversations
from data.errors import DataError
from data.records import Conversation
from graph.events import Subscription

from .transcript import Standing, lines, standing
from .view import View
from .visitor import conversation_of
from .words import language_of

log = logging.getLogger(__name__)

# The bus rings at once; looking anyway finds what another process did. In between only a closing server is noticed.
LOOK_SECONDS = 2.0
TICK_SECONDS = 0.5
HEARTBEAT_SECONDS = 15.0
RETRY_MS = 3000
BUSY_SECONDS = 5


@dataclass(frozen=True, slots=True)
class News:
    """What has changed since the last look."""

    conversation: Conversation
    last_seq: int
    fragment: str
    status: Standing


class Events:
    """The endpoint `/chat/events`."""

    def __init__(self, parts: Parts, view: View) -> None:
        self.parts = parts
        self.view = view
        self.open_streams: Counter[str] = Counter()

    async def stream(self, request: Request) -> Response:
        """GET /chat/events: new messages and changes of status, for as long as the browser listens.

        Starts after the message numbered `Last-Event-ID` or `?after=`. 204 without a conversation, which tells
        a browser to stop asking; 503 when more streams are open than `Parts.max_streams`, or of this
        conversation than `Parts.max_streams_each`, so that nobody takes them all.
        """
        conversation = await run_in_threadpool(conversation_of, self.parts, request)
        if conversation is None:
            return Response(status_code=204)
        if self._full(conversation.id) or self.parts.closing.is_set():
            return Response(status_code=503, headers={"Retry-After": str(BUSY_SECONDS)})
        after = _number(request.headers.get("last-event-id")) or _number(request.query_params.get("after"))
        return StreamingResponse(
            self._events(conversation.id, after, language_of(request)),
            media_type="text/event-stream",
            headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
        )

    def _full(self, conversation_id: str) -> bool:
        own, limits = self.open_streams[conversation_id], self.parts
        return own >= limits.max_streams_each or self.open_streams.total() >= limits.max_streams

    async def _events(self, conversation_id: str, after: int, language: str) -> AsyncIterator[str]:
        self.open_streams[conversation_id] += 1
        seen: News | None = None
        told = time.monotonic()
        try:
            with self.parts.bus.subscribe(conversation_id) as bell:
                yield f"retry: {RETRY_MS}\n\n"
                while not self.parts.closing.is_set():
                    news = await self._news(conversation_id, after, language, seen)
                    if news is not None:
                        for event in self._told(news, seen, language):
                            yield event
                        told = time.monotonic()
                        seen, after = news, news.last_seq
                    elif time.monotonic() - told > HEARTBEAT_SECONDS:
                        yield ": still here\n\n"
                        told = time.monotonic()
                    await self._pause(bell)
        finally:
            self.open_streams[conversation_id] -= 1
            self.open_streams += Counter()  # forgets those that came to nought

    async def _pause(self, bell: Subscription) -> None:
        """Until it rings, it is time to look, or the server closes."""
        until = time.monotonic() + LOOK_SECONDS
        while time.monotonic() < until and not self.parts.closing.is_set():
            if await bell.changed(TICK_SECONDS):
                return

    async def _news(self, conversation_id: str, after: int, language: str, seen: News | None) -> News | None:
        """A look that doesn't hold up other requests; a busy database is no news."""
        try:
            return await run_in_threadpool(self._look, conversation_id, after, language, seen)
        except DataError as error:
            log.warning("live updates paused: %s", type(error).__name__)
            return None

    def _look(self, conversation_id: str, after: int, language: str, seen: News | None) -> News | None:
        """What is new, or None. One row is read while nothing happens."""
        now = conversations.get(self.parts.db, conversation_id)
        moving = seen is not None and seen.status.state in ("waiting", "human")
        if seen is not None and now == seen.conversation and not moving:
            return None
        shown = lines(self.parts, now, after)
        news = News(
            now,
            shown[-1].seq if shown else after,
            self.view.fragment(language, shown) if shown else "",
            standing(self.parts, now),
        )
        unchanged = seen is not None and now == seen.conversation and news.status == seen.status
        return None if unchanged else news

    def _told(self, news: News, seen: News | None, language: str) -> list[str]:
        """The events for this news: messages first, so that a status never speaks of what isn't there yet."""
        events = []
        if news.fragment:
            events.append(_event("lines", {"html": news.fragment, "last": news.last_seq}, news.last_seq))
        if seen is None or news.status != seen.status:
            html = str(self.view.status(language, news.status))
            events.append(_event("status", {"state": news.status.state, "html": html}, news.last_seq))
        return events


def _event(kind: str, payload: dict[str, object], number: int) -> str:
    """One event on the wire; JSON keeps it on one line."""
    return f"event: {kind}\nid: {number}\ndata: {json.dumps(payload)}\n\n"


def _number(value: str | None) -> int:
    return int(value) if value is not None and value.isdecimal() and len(value) < 10 else 0
