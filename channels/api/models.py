"""What goes over the wire of the JSON API, with examples for its documentation."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Language = Literal["en", "de", "da", "nl", "sv"]
NAME = r"^[^\x00-\x1f\x7f]+$"


class CustomerIn(BaseModel):
    """Whom the message is from. The integration vouches for it: the address ties to a known customer's orders."""

    model_config = ConfigDict(extra="forbid")

    email: str | None = Field(None, max_length=254, examples=["ingrid@example.com"])
    name: str | None = Field(None, max_length=200, pattern=NAME, examples=["Ingrid Solvang"])


class MessageIn(BaseModel):
    """A customer's message."""

    model_config = ConfigDict(extra="forbid")

    conversation: str = Field(
        min_length=1,
        max_length=200,
        pattern=NAME,
        description="Your own name of the conversation. The first message under a new name opens it.",
        examples=["ticket-4711"],
    )
    external_id: str = Field(
        min_length=1,
        max_length=200,
        pattern=NAME,
        description="Your own id of this message. The same id in the same conversation is one message, however often it is sent; with another text it is refused.",
        examples=["ticket-4711-1"],
    )
    text: str = Field(
        description="What the customer wrote: plain text, not empty, no control characters but tab and line breaks.",
        examples=["Hello, where is my order NL-10482? It was due on Tuesday."],
    )
    language: Language | None = Field(
        None,
        description="The customer's language if you know it; it is recognised otherwise.",
        examples=["en"],
    )
    customer: CustomerIn | None = Field(
        None, description="Only looked at when the message opens the conversation."
    )


class Accepted(BaseModel):
    """The message is kept."""

    message_id: str = Field(examples=["019a9f3e-6d1c-7c52-9d2b-0f6a3c1be111"])
    conversation_id: str = Field(examples=["019a9f3e-6d1a-7a10-8f00-41c29d0ab222"])
    duplicate: bool = Field(description="True if this message had arrived before; nothing was added.")


class MessageOut(BaseModel):
    """One message of a conversation, as the customer reads it."""

    id: str
    seq: int = Field(description="Counts from 1 within the conversation.", examples=[2])
    direction: Literal["inbound", "outbound"]
    kind: Literal["customer", "reply", "notice"]
    external_id: str | None = Field(None, description="Your id of an inbound message.")
    text: str | None = Field(description="Without the disclosure; null once the customer was erased.")
    disclosure: str | None = Field(
        None, description="Who wrote the text. Show it with the text, before it, wherever you show the text."
    )
    authorship: Literal["ai", "ai_approved", "ai_edited", "human"] | None = Field(
        None, description="Null for inbound messages."
    )
    label: dict[str, Any] | None = Field(None, description="Machine-readable authorship (schema.org, IPTC).")
    language: str | None = None
    thumb: Literal["up", "down"] | None = Field(
        None, description="The customer's own word on a reply, if they gave one."
    )
    at: datetime


class MessagesOut(BaseModel):
    """Messages of a conversation in order."""

    conversation_id: str
    state: Literal["ai", "waiting_human", "human", "closed"] = Field(
        description="`ai`: an AI drafts and a person checks; `waiting_human`: a person is coming; `human`: a person is there."
    )
    last_seq: int = Field(description="Ask for messages `after` this number next time.")
    messages: list[MessageOut]


class Thumb(BaseModel):
    """Whether a reply helped the customer. The newest word counts; what the customer thinks of people isn't asked."""

    model_config = ConfigDict(extra="forbid")

    message_id: str = Field(
        max_length=64,
        pattern=r"^[\w-]+$",
        description="A reply whose `authorship` names an AI.",
        examples=["019a9f3e-6d1c-7c52"],
    )
    thumb: Literal["up", "down"]


class PersonAsked(BaseModel):
    """A person has been asked for."""

    conversation_id: str
    state: Literal["ai", "waiting_human", "human", "closed"]
    minutes: int = Field(description="The usual wait is up to this many minutes.", examples=[11])
