"""The pages `/sign-in`, `/sign-in/link` and `/sign-out`."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from pathlib import Path

from anyio import CapacityLimiter, to_thread
from jinja2 import Environment, FileSystemLoader
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from channels.chat.visitor import from_our_page
from data import accounts
from data.database import Database
from data.records import Account
from glassdesk.signin.passwords import PasswordTooShort, check_password, hash_password
from glassdesk.signin.tokens import COOKIE, digest, new_token

_pages = Environment(loader=FileSystemLoader(Path(__file__).parent / "pages"), autoescape=True)
LARGEST_FORM = 8192  # bytes; a user name, a password and a token
HASHED_AT_ONCE = (
    2  # a hash takes 64 MiB and a core: a flood of tries waits here and leaves room for customers
)
HEADERS = {"Cache-Control": "no-store"}  # a page may hold a link's token
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
        return self._page("form.html", ended="ended" in request.query_params)

    async def submit(self, request: Request) -> Response:
        """Check user name and password; wrong ones slow the next try down."""
        if (refusal := self._foreign(request)) is not None:
            return refusal
        fields = await _fields(request)
        username, password = _text(fields, "username"), _text(fields, "password")
        account, wait = await to_thread.run_sync(self._check, username, password, limiter=self.hashing)
        if account is not None:
            return await run_in_threadpool(self._welcome, request, account)
        message = "User name or password is not right."
        if wait > 0:
            message = f"Too many wrong tries. Please wait {math.ceil(wait)} seconds and try again."
        status = 429 if wait > 0 else 401
        page = self._page("form.html", status, message=message, username=username)
        if wait > 0:
            page.headers["Retry-After"] = str(math.ceil(wait))
        return page

    async def link(self, request: Request) -> Response:
        """Show what a one-time link offers, without using it up: previews of links must not spend them."""
        return self._page("link.html", token=request.query_params.get("token", ""))

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
        except PasswordTooShort as error:
            return self._page("link.html", 422, token=token, message=str(error))
        account = await run_in_threadpool(self._spend, token, hashed)
        if account is None:
            return self._page(
                "form.html",
                410,
                message="This link was used before or is too old. Sign in, or ask an admin for a new link.",
            )
        return await run_in_threadpool(self._welcome, request, account)

    async def sign_out(self, request: Request) -> Response:
        """End the session's row; the console notices at its next run."""
        if request.headers.get("sec-fetch-site") == "cross-site":
            return self._page(
                "form.html", 403, message="That sign-out came from another site and was ignored."
            )
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

    def _welcome(self, request: Request, account: Account) -> Response:
        """A new session for this browser; the one it had ends."""
        if before := request.cookies.get(COOKIE):
            accounts.end_session(self.db, digest(before))
        token = new_token()
        accounts.start_session(self.db, account.id, digest(token), self.session_seconds)
        response = RedirectResponse("/", status_code=303, headers=HEADERS)
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
            return self._page(
                "form.html", 403, message="This form was sent from another site. Open the sign-in page here."
            )
        return None

    def _page(self, name: str, status: int = 200, **values: object) -> Response:
        html = _pages.get_template(name).render(company=self.company, **values)
        return HTMLResponse(html, status, HEADERS)


async def _fields(request: Request) -> FormData:
    size = request.headers.get("content-length", "")
    if not size.isdecimal() or int(size) > LARGEST_FORM:
        return FormData()  # read as empty fields, and so refused
    return await request.form(max_files=0, max_fields=8)


def _text(fields: FormData, name: str) -> str:
    """A field's text; what is missing, a file or no text at all counts as empty."""
    value = fields.get(name, "")
    return value if isinstance(value, str) and not _NOT_TEXT.search(value) else ""
