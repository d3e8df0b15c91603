"""What integrations can do: hand in a customer's message, read the replies, ask for a person."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response, Security
from fastapi.security import HTTPBearer
from starlette.requests import Request

from channels.chat.transcript import Line, ai_disclosure, lines
from channels.limits import Limiter
from channels.parts import Parts
from data import conversations, outcomes
from data.errors import NotFound
from data.records import Conversation

from .errors import ApiError, ErrorBody
from .guard import Guard, hold
from .models import Accepted, MessageIn, MessageOut, MessagesOut, PersonAsked, Thumb

MANY_MESSAGES = 2**31 - 1
Name = Annotated[str, Path(description="Your own name of the conversation.", examples=["ticket-4711"])]


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The documentation of errors that an operation can answer with."""
    return {status: {"model": ErrorBody} for status in statuses}


def router(parts: Parts) -> APIRouter:
    """The operations, guarded by the integration's token."""
    bearer = HTTPBearer(
        auto_error=False, description="The token that the console shows once for an integration."
    )
    api = APIRouter(route_class=Guard(parts).route_class(), dependencies=[Security(bearer)])
    by_conversation = Limiter(parts.conversation_rate)
    by_thumbs = Limiter(parts.conversation_rate)

    @api.post("/messages", status_code=202, responses=problems(400, 401, 409, 410, 413, 415, 422, 429))
    def hand_in(message: MessageIn, request: Request) -> Accepted:
        """Hand in a customer's message. 202 means that it is kept; the reply comes later."""
        conversation = opened(parts, request, message)
        hold(by_conversation, conversation.id)
        receipt = parts.intake.receive(
            conversation, message.text, message.external_id, request.state.integration.id
        )
        return Accepted(
            message_id=receipt.message_id, conversation_id=conversation.id, duplicate=receipt.duplicate
        )

    @api.get("/conversations/{name:path}/messages", responses=problems(401, 404, 422, 429))
    def read(
        name: Name,
        request: Request,
        response: Response,
        after: Annotated[
            int, Query(ge=0, le=MANY_MESSAGES, description="Only messages after this number.")
        ] = 0,
    ) -> MessagesOut:
        """Read a conversation. The header `AI-Disclosure` says of the whole answer whether AI had a part in it."""
        conversation = known(parts, request, name)
        shown = lines(parts, conversation, after)
        response.headers.update(ai_disclosure(shown))
        return MessagesOut(
            conversation_id=conversation.id,
            state=conversation.state,
            last_seq=shown[-1].seq if shown else max(after, 0),
            messages=[out(line) for line in shown],
        )

    @api.post("/conversations/{name:path}/human", status_code=202, responses=problems(401, 404, 422, 429))
    def ask_for_person(name: Name, request: Request) -> PersonAsked:
        """The customer wants a person: the conversation goes to the human queue and the AI falls silent in it."""
        conversation = known(parts, request, name)
        hold(by_conversation, conversation.id)
        parts.intake.ask_for_person(conversation)
        now = known(parts, request, name)
        return PersonAsked(conversation_id=now.id, state=now.state, minutes=parts.company.minutes)

    @api.post("/conversations/{name:path}/thumbs", responses=problems(401, 404, 422, 429))
    def rate(name: Name, thumb: Thumb, request: Request) -> Thumb:
        """The customer says whether a reply helped. Again with the other thumb: they changed their mind."""
        conversation = known(parts, request, name)
        hold(by_thumbs, conversation.id)
        try:
            outcomes.rate(parts.db, conversation.id, thumb.message_id, thumb.thumb == "up")
        except NotFound:
            raise ApiError(404, "unknown_reply", "no reply of this conversation has this id") from None
        return thumb

    return api


def opened(parts: Parts, request: Request, message: MessageIn) -> Conversation:
    """The conversation of this name, opened if it is new. A text that can't be taken in opens none."""
    parts.intake.check(message.text)
    customer = message.customer
    return parts.intake.open_for_integration(
        request.state.integration.id,
        message.conversation,
        message.language or "",
        customer.email if customer else None,
        customer.name if customer else None,
    )


def known(parts: Parts, request: Request, name: str) -> Conversation:
    """The integration's own conversation of this name; raises ApiError 404, also for other integrations' ones."""
    found = conversations.by_external(parts.db, request.state.integration.id, name)
    if found is None:
        raise ApiError(404, "unknown_conversation", "this integration has no conversation of this name")
    return found


def out(line: Line) -> MessageOut:
    """A message as it goes over the wire."""
    return MessageOut(
        id=line.id,
        seq=line.seq,
        direction="inbound" if line.side == "customer" else "outbound",
        kind=line.side,
        external_id=line.external_id,
        text=line.text,
        disclosure=line.disclosure,
        authorship=line.authorship,
        label=line.label,
        language=line.language,
        thumb=line.rated or None,
        at=line.at,
    )
