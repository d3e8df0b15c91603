"""The chat page at `/chat`: plain HTML that works without JavaScript, a little of it for live updates."""

from __future__ import annotations

from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from channels.body import BodyLimit
from channels.parts import Parts

from .events import Events
from .form import Problem
from .pages import ANSWERED, HEADERS, Pages, wants_json
from .typing import Typing
from .view import View
from .words import language_of

__all__ = ["routes"]

STATIC = Path(__file__).parent / "static"
CODES = {404: "not_found", 405: "not_found", 413: "too_large"}


def routes(parts: Parts) -> list[BaseRoute]:
    """The routes of the chat, for the web application. Its own unknown paths answer 404."""
    app = BodyLimit(application(parts), parts.max_body_bytes)
    return [Route("/chat", endpoint=app), Mount("/chat", app=app)]


async def back(_: Request) -> Response:
    """To the newest message on the chat page."""
    return RedirectResponse(ANSWERED, status_code=303, headers=HEADERS)


def application(parts: Parts) -> Starlette:
    """The chat by itself; the page answers under the mount's own path with and without a slash."""
    view = View(parts)
    pages, events = Pages(parts, view), Events(parts, view)

    async def problem(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        code = CODES.get(status, "unexpected")
        said = Problem(code, status).said(language_of(request))
        if wants_json(request):
            return JSONResponse({"error": {"code": code, "message": said}}, status, headers=HEADERS)
        html = await run_in_threadpool(view.problem, language_of(request), said)
        return HTMLResponse(html, status, headers=HEADERS)

    return Starlette(
        routes=[
            Route("/chat", pages.show, methods=["GET"]),
            Route("/", pages.show, methods=["GET"]),
            Route("/messages", pages.send, methods=["POST"]),
            Route("/person", pages.person, methods=["POST"]),
            Route("/thumbs", pages.rate, methods=["POST"]),
            Route("/new", pages.start_new, methods=["POST"]),
            Route("/typing", Typing(parts).sign, methods=["POST"]),
            # "/latest" loads the page anew, which a link to a place on it would not; the others are the addresses
            # that refused forms leave in the browser.
            *(
                Route(path, back, methods=["GET"])
                for path in ("/latest", "/messages", "/person", "/thumbs", "/new")
            ),
            Route("/events", events.stream, methods=["GET"]),
            Mount("/static", app=StaticFiles(directory=STATIC)),
        ],
        exception_handlers={HTTPException: problem, Exception: problem},
    )
