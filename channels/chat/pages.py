"""The chat page: reading it, writing in it, rating, asking for a person, starting anew. Works without JavaScript."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from channels.errors import Gone, IdTaken, IntakeError
from channels.intake import new_secret
from channels.limits import Limiter
from channels.parts import Parts
from data import messages, outcomes
from data.errors import DataError, NotFound, UnfitText
from data.ids import new_id
from data.records import Conversation

from .form import NothingToRate, Problem, TooFast, Written, explained
from .transcript import Standing, ai_disclosure, lines, standing
from .view import View
from .visitor import address_of, conversation_of, forget, from_our_page, remember, remember_language
from .words import language_of

log = logging.getLogger(__name__)

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
ANSWERED = "/chat#latest"
RATED = "/chat#reply-{seq}"


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a form: the conversation it went to, the secret if that was opened for it, what to show next."""

    conversation_id: str
    secret: str | None
    place: str = ANSWERED


Act = Callable[[Request, Written], Taken]


class Pages:
    """The endpoints of `/chat` that a person's browser opens or posts to."""

    def __init__(self, parts: Parts, view: View) -> None:
        self.parts = parts
        self.view = view
        self.by_conversation = Limiter(parts.conversation_rate)
        self.by_address = Limiter(parts.address_rate)
        self.by_thumbs = Limiter(parts.conversation_rate)

    async def show(self, request: Request) -> Response:
        """GET /chat: the conversation so far, or an empty page."""
        response = await run_in_threadpool(self._page, request)
        if request.query_params.get("lang") == language_of(request):
            remember_language(self.parts, response, language_of(request))
        return response

    async def send(self, request: Request) -> Response:
        """POST /chat/messages: take a message in, opening the conversation if it is the first."""
        return await self._act(request, self._receive)

    async def person(self, request: Request) -> Response:
        """POST /chat/person: the customer wants a person, with or without having written."""
        return await self._act(request, self._bring_person)

    async def rate(self, request: Request) -> Response:
        """POST /chat/thumbs: whether a reply helped, by the customer it was for."""
        return await self._act(request, self._rate)

    async def start_new(self, request: Request) -> Response:
        """POST /chat/new: let go of this conversation and show an empty page."""
        if not from_our_page(request):
            return await run_in_threadpool(self._refused, request, Problem("origin", 403), Written())
        response = RedirectResponse("/chat", status_code=303, headers=HEADERS)
        forget(response)
        return response

    async def _act(self, request: Request, act: Act) -> Response:
        """Do what a form asks for, and say how it went."""
        problem, written = self._refusal(request), Written()
        if problem is None:
            written = await Written.read(request)
            try:
                return self._done(request, await run_in_threadpool(act, request, written))
            except (IntakeError, TooFast, NothingToRate) as error:
                problem = explained(error)
            except DataError as error:
                log.error("a form could not be taken: %s", type(error).__name__)
                problem = Problem("busy", 503)
        return await run_in_threadpool(self._refused, request, problem, written)

    def _refusal(self, request: Request) -> Problem | None:
        """Why a form isn't even read."""
        if not from_our_page(request):
            return Problem("origin", 403)
        seconds = self.by_address.take(address_of(request))
        return explained(TooFast(seconds)) if seconds else None

    def _receive(self, request: Request, written: Written) -> Taken:
        """Take the message in."""
        intake = self.parts.intake
        intake.check(written.text)
        conversation, secret = self._conversation(request, written)
        try:
            self._keep(conversation, written)
        except Gone:
            # Their history is erased, but they may write on, as somebody new; the page may still hold the old secret.
            conversation, secret = self._open(request, replace(written, start=""))
            self._keep(conversation, written)
        return Taken(conversation.id, secret)

    def _keep(self, conversation: Conversation, written: Written) -> None:
        """Take the text in. Under an id that already came with another text it is a message of its own: the answer
        to the first one was lost, and the text was changed before it was sent again."""
        intake = self.parts.intake
        try:
            intake.receive(conversation, written.text, written.client_id or None)
        except IdTaken:
            same_text = self.parts.vault.content_hash(written.text)[:16]
            intake.receive(conversation, written.text, f"{written.client_id}:{same_text}")

    def _bring_person(self, request: Request, written: Written) -> Taken:
        conversation, secret = self._conversation(request, written)
        self.parts.intake.ask_for_person(conversation)
        return Taken(conversation.id, secret)

    def _rate(self, request: Request, written: Written) -> Taken:
        """Keep the thumb; raises NothingToRate, TooFast."""
        conversation = conversation_of(self.parts, request)
        if conversation is None or written.thumb not in ("up", "down"):
            raise NothingToRate
        if seconds := self.by_thumbs.take(conversation.id):
            raise TooFast(seconds)
        try:
            outcomes.rate(self.parts.db, conversation.id, written.reply, written.thumb == "up")
        except (NotFound, UnfitText):
            raise NothingToRate from None
        reply = messages.get(self.parts.db, written.reply)
        return Taken(conversation.id, None, RATED.format(seq=reply.seq))

    def _conversation(self, request: Request, written: Written) -> tuple[Conversation, str | None]:
        """The visitor's conversation, opened if they have none; raises TooFast."""
        known = conversation_of(self.parts, request)
        conversation, secret = (known, None) if known else self._open(request, written)
        seconds = self.by_conversation.take(conversation.id)
        if seconds:
            raise TooFast(seconds)
        return conversation, secret

    def _open(self, request: Request, written: Written) -> tuple[Conversation, str]:
        return self.parts.intake.open_chat(
            language_of(request), written.email, first_text=written.text, secret=written.start or None
        )

    def _done(self, request: Request, taken: Taken) -> Response:
        response: Response
        if wants_json(request):
            # The conversation: a tab that still shows another one (begun anew elsewhere, cookie lost) must notice.
            # The start: a used one would open the old conversation again, which starting anew has let go of.
            said = {
                "client_id": new_id(),
                "start": new_secret(),
                "conversation": taken.conversation_id,
            }
            response = JSONResponse(said, headers=HEADERS)
        else:
            response = RedirectResponse(taken.place, status_code=303, headers=HEADERS)
        if taken.secret is not None:
            remember(self.parts, response, taken.secret)
        return response

    def _refused(self, request: Request, problem: Problem, written: Written) -> Response:
        said = problem.said(language_of(request))
        if wants_json(request):
            error = {"error": {"code": problem.code, "message": said}}
            return JSONResponse(error, status_code=problem.status, headers=HEADERS | problem.headers)
        return self._page(request, written, said, problem.status, problem.headers)

    def _page(
        self,
        request: Request,
        written: Written | None = None,
        error: str = "",
        status: int = 200,
        headers: dict[str, str] | None = None,
    ) -> Response:
        """The page as it is now; a refused form keeps what was written in it."""
        conversation = conversation_of(self.parts, request)
        shown = lines(self.parts, conversation) if conversation else []
        stands = standing(self.parts, conversation) if conversation else Standing("quiet")
        written = written or Written()
        html = self.view.page(
            language_of(request),
            shown,
            stands,
            text=written.text,
            email=written.email,
            error=error,
            client_id=written.client_id or new_id(),
            start=written.start or new_secret(),
            conversation=conversation.id if conversation else "",
        )
        return HTMLResponse(html, status, headers=HEADERS | ai_disclosure(shown) | (headers or {}))


def wants_json(request: Request) -> bool:
    """Whether a script asks, which shows the answer itself."""
    return "application/json" in request.headers.get("accept", "")
