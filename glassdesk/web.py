"""The web application: console, customers' routes and sign-in on one port, with the threads in its lifespan."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from importlib.metadata import version
from threading import Thread
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

import channels
from console.application import CHART_PAGES, application, chart_scripts, warm
from console.context import Parts as ConsoleParts
from console.context import provide
from data import accounts, integrations
from data.records import Account
from glassdesk.house import House
from glassdesk.preload import Preload
from glassdesk.security import OwnPagesOnly, SecurityHeaders
from glassdesk.server import quiet
from glassdesk.signin import SignIn, digest, new_token

Ready = Callable[[], Awaitable[None]]
Endpoint = Callable[[Request], Awaitable[Response]]


def _settle() -> None:
    """Load what pages will need, then tell the collector of garbage that all of it stays.

    Else it looks through everything that was loaded again and again while people wait: a fifth of a second each time.
    """
    warm()
    gc.collect()
    gc.freeze()


def create_app(house: House, ready: Ready | None = None) -> Any:
    """The ASGI application of this house; `ready` is awaited once it runs."""
    settings = house.settings
    provide(console_parts(house))
    signin = SignIn(house.db, settings.session_hours * 3600, settings.secure_cookies, house.company.name)

    @asynccontextmanager
    async def lifespan(_: Any) -> AsyncIterator[dict[str, Any]]:
        quiet()
        house.start()
        try:
            if ready is not None:
                await ready()
            Thread(target=_settle, name="warm", daemon=True).start()
            yield {}
        finally:
            await run_in_threadpool(house.stop)

    return application(
        routes=[
            Route("/health", health(house)),
            Route("/review", to_review),
            *signin.routes(),
            *channels.routes(house.channel_parts()),
        ],
        middleware=[
            Middleware(SecurityHeaders, secure=settings.secure_cookies),
            Middleware(OwnPagesOnly),
            Middleware(Preload, pages=CHART_PAGES, scripts=chart_scripts()),
        ],
        lifespan=lifespan,
    )


async def to_review(request: Request) -> Response:
    """The review page is the console's first page and lives at `/`; its name as an address leads there."""
    return RedirectResponse(f"/?{request.url.query}" if request.url.query else "/")


def health(house: House) -> Endpoint:
    """`/health`: 200 while all is well; 503 with what is wrong, in words that hold no personal data."""

    async def answer(_: Request) -> Response:
        problems = await run_in_threadpool(house.problems)
        body = {"status": "trouble" if problems else "ok", "version": version("glassdesk")}
        if problems:
            return JSONResponse({**body, "problems": problems}, status_code=503)
        return JSONResponse(body)

    return answer


def console_parts(house: House) -> ConsoleParts:
    """What the console needs."""
    settings = house.settings
    return ConsoleParts(
        db=house.db,
        vault=house.vault,
        desk=house.desk,
        learning=house.learning,
        policies=house.policies,
        knowledge=house.knowledge,
        company=house.company,
        drafter=house.drafter.name,
        reveal_roles=settings.reveal_roles,
        claim_seconds=settings.claim_seconds,
        issue_link=lambda account, actor: sign_in_link(house, account, actor),
        issue_integration=lambda name, actor: issue_integration(house, name, actor),
        url=settings.url,
        currency=settings.currency,
        canary_rate=settings.canary_rate,
        waits=house.waits,
        dealing=house.routing.dealing,
    )


def sign_in_link(house: House, account: Account, actor: str = "system") -> str:
    """A new one-time link for this account."""
    token = new_token()
    accounts.issue_link(house.db, account.id, digest(token), house.settings.link_hours * 3600, actor=actor)
    return f"{house.settings.url}/sign-in/link?token={token}"


def issue_integration(house: House, name: str, actor: str = "system") -> str:
    """Register an integration and return its token, which can't be shown again. `actor`: the admin's id, for the audit."""
    token = new_token()
    integrations.add(house.db, name, digest(token), actor)
    return token
