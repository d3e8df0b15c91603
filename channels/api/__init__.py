"""The JSON API at `/api/v1`: documented by OpenAPI, one error shape, its own 404."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from channels.body import BodyLimit
from channels.errors import IntakeError
from channels.parts import Parts
from data.errors import DataError

from . import errors
from .docs import documentation
from .endpoints import router

__all__ = ["application", "routes"]

ROOT = "/api/v1"
ABOUT = """Hand in customers' messages and read the replies. An AI drafts each reply and a person decides on it;
every reply comes with its disclosure, which must be shown with it, and a machine-readable label."""


def routes(parts: Parts) -> list[BaseRoute]:
    """The routes of the API for the web application. Everything else under `/api` is a 404 in JSON."""
    return [
        Route(ROOT, to_docs, methods=["GET"]),
        Mount(ROOT, app=BodyLimit(application(parts), parts.max_body_bytes)),
        Route("/api", nothing_here, methods=None),
        Route("/api/{rest:path}", nothing_here, methods=["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]),
    ]


def application(parts: Parts) -> FastAPI:
    """The API by itself."""
    handlers: dict[Any, Any] = {
        HTTPException: errors.on_http,
        RequestValidationError: errors.on_invalid,
        IntakeError: errors.on_intake,
        DataError: errors.on_data,
        Exception: errors.on_unexpected,
    }
    api = FastAPI(
        title=f"{parts.company.name}: messages",
        version="1",
        description=ABOUT,
        docs_url=None,
        redoc_url=None,
        exception_handlers=handlers,
        servers=[{"url": ROOT}],
        root_path_in_servers=False,
    )
    api.include_router(router(parts))
    documentation(api)
    return api


async def to_docs(_: Request) -> Response:
    """To the documentation."""
    return RedirectResponse(f"{ROOT}/docs")


async def nothing_here(_: Request) -> Response:
    """404 in the API's own shape."""
    return errors.answer(404, *errors.CODES[404])
