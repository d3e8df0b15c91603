"""The pages `/sign-in`, `/sign-in/link` and `/sign-out`."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from anyio import CapacityLimiter, to_thread
from jinja2 import Environment, FileSystemLoader
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from channels.chat.visitor import from_our_page
from console.texts import closest, say_in
from data import accounts
from data.database import Database
from data.records import Account
from glassdesk.signin.passwords import LONGEST, SHORTEST, PasswordTooShort, check_password, hash_password
from glassdesk.signin.tokens import COOKIE, digest, new_token

_pages = Environment(loader=FileSystemLoader(Path(__file__).parent / "pages"), autoescape=True)
LARGEST_FORM = 8192  # bytes; a user name, a password and a token
HASHED_AT_ONCE = (
    2  # a hash takes 64 MiB and a core: a flood of tries waits here and leaves room for customers
)
HEADERS = {"Cache-Control": "no-store"}  # a page may hold a link's token
_PATH = re.compile(r"/(?![/\\])[\w%&=?./~+:,@-]{0,2000}", re.ASCII)
_NOT_TEXT = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class SignIn:
    """The sign-in pages of one installation."""

    db: Database
    session_seconds: float
    secure: bool
    company: str
    hashing: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(HASHED_AT_ONCE))

    def routes(self) -> list[BaseRoute]:
        """The routes to mount beside the console."""
        return [
            Route("/sign-in", self.form, methods=["GET"]),
            Route("/sign-in", self.submit, methods=["POST"]),
            Route("/sign-in/link", self.link, methods=["GET"]),
            Route("/sign-in/link", self.use_link, methods=["POST"]),
            Route("/sign-out", self.sign_out, methods=["GET", "POST"]),
        ]

    async def form(self, request: Request) -> Response:
        """The sign-in form."""
        return self._page(
            request,
            "form.html",
            ended="ended" in request.query_params,
            next=own_address(request.query_params.get("next", "")),
        )

    async def submit(self, request: Request) -> Response:
        """Check user name and password; wrong ones slow the next try down."""
        if (refusal := self._foreign(request)) is not None:
            return refusal
        fields = await _fields(request)
        username, password = _text(fields, "username"), _text(fields, "password")
        wanted = own_address(_text(fields, "next"))
        account, wait = await to_thread.run_sync(self._check, username, password, limiter=self.hashing)
        if account is not None:
            return await run_in_threadpool(self._welcome, request, account, wanted)
        seconds = math.ceil(wait)
        message = _say(request, "slow", n=seconds) if wait > 0 else _say(request, "wrong")
        status = 429 if wait > 0 else 401
        page = self._page(request, "form.html", status, message=message, username=username, next=wanted)
        if wait > 0:
            page.headers["Retry-After"] = str(seconds)
        return page

    async def link(self, request: Request) -> Response:
        """Show what a one-time link offers, without using it up: previews of links must not spend them."""
        return self._page(request, "link.html", token=request.query_params.get("token", ""))

    async def use_link(self, request: Request) -> Response:
        """Use a one-time link: choose a password, or skip that for now."""
        if (refusal := self._foreign(request)) is not None:
            return refusal
        fields = await _fields(request)
        token, password = _text(fields, "token"), _text(fields, "password")
        try:
            hashed = (
                None
                if "skip" in fields
                else await to_thread.run_sync(hash_password, password, limiter=self.hashing)
            )
        except PasswordTooShort:
            message = _say(request, "length", least=SHORTEST, most=LONGEST, has=len(password))
            return self._page(request, "link.html", 422, token=token, message=message)
        account = await run_in_threadpool(self._spend, token, hashed)
        if account is None:
            return self._page(request, "form.html", 410, message=_say(request, "spent"))
        return await run_in_threadpool(self._welcome, request, account)

    async def sign_out(self, request: Request) -> Response:
        """End the session's row; the console notices at its next run."""
        if request.headers.get("sec-fetch-site") == "cross-site":
            return self._page(request, "form.html", 403, message=_say(request, "foreign_out"))
        token = request.cookies.get(COOKIE)
        if token:
            await run_in_threadpool(accounts.end_session, self.db, digest(token))
        response = RedirectResponse("/sign-in?ended", status_code=303)
        response.delete_cookie(COOKIE, path="/", httponly=True, secure=self.secure, samesite="strict")
        return response

    def _check(self, username: str, password: str) -> tuple[Account | None, float]:
        """The account, or None and the seconds to wait before the next try."""
        username = (
            username.strip().casefold()
        )  # as accounts are looked up: other spellings get no fresh tries
        name_hash = digest(username)
        wait = accounts.seconds_to_wait(self.db, name_hash)
        if wait > 0:
            return None, wait
        account = accounts.by_username(self.db, username)
        usable = account if account is not None and account.active else None
        right = check_password(usable.password_hash if usable else None, password)
        accounts.record_try(self.db, name_hash, right)
        return (usable, 0.0) if right else (None, accounts.seconds_to_wait(self.db, name_hash))

    def _spend(self, token: str, password_hash: str | None) -> Account | None:
        account = accounts.use_link(self.db, digest(token))
        if account is not None and password_hash:
            accounts.set_password(self.db, account.id, password_hash)
        return account

    def _welcome(self, request: Request, account: Account, wanted: str = "/") -> Response:
        """A new session for this browser; the one it had ends."""
        if before := request.cookies.get(COOKIE):
            accounts.end_session(self.db, digest(before))
        token = new_token()
        accounts.start_session(self.db, account.id, digest(token), self.session_seconds)
        response = RedirectResponse(wanted, status_code=303, headers=HEADERS)
        response.set_cookie(
            COOKIE,
            token,
            max_age=int(self.session_seconds),
            path="/",
            httponly=True,
            secure=self.secure,
            samesite="strict",
        )
        return response

    def _foreign(self, request: Request) -> Response | None:
        """A refusal when a form was posted from another site: nobody is to work in an account that isn't theirs."""
        if not from_our_page(request):
            return self._page(request, "form.html", 403, message=_say(request, "foreign"))
        return None

    def _page(self, request: Request, name: str, status: int = 200, **values: object) -> Response:
        html = _pages.get_template(name).render(
            company=self.company, language=_language(request), say=partial(_say, request), **values
        )
        return HTMLResponse(html, status, HEADERS)


def own_address(wanted: str) -> str:
    """The address to go on to, "/" unless it is a path on this site: a link must not lead elsewhere after signing in."""
    parsed = urlsplit(wanted)
    ours = wanted.startswith("/") and not (parsed.scheme or parsed.netloc) and _PATH.fullmatch(wanted)
    return wanted if ours else "/"


def _language(request: Request) -> str:
    """The language to speak before anybody is known: what the browser asks for."""
    return closest(request.headers.get("accept-language", ""))


def _say(request: Request, key: str, **values: object) -> str:
    return say_in(_language(request), f"signing.{key}", **values)


async def _fields(request: Request) -> FormData:
    size = request.headers.get("content-length", "")
    if not size.isdecimal() or int(size) > LARGEST_FORM:
        return FormData()  # read as empty fields, and so refused
    return await request.form(max_files=0, max_fields=8)


def _text(fields: FormData, name: str) -> str:
    """A field's text; what is missing, a file or no text at all counts as empty."""
    value = fields.get(name, "")
    return value if isinstance(value, str) and not _NOT_TEXT.search(value) else ""
