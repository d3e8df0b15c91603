"""A conversation as people read it: who wrote what, when, and what the customer was told about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo

from console.markup import chips, plain, tag
from console.spoken import spoken
from console.texts import say
from console.views import found, times, words
from console.views.readable import is_html, readable
from data.records import Message, OutboxRow
from data.tombstones import ERASED


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message, in words. `text` is redacted; `side` is customer, assistant, person or notice.

    whys: for placeholders of the customer's text, what found them.
    """

    side: str
    author: str
    at: str
    text: str
    language: str
    disclosure: str
    new: bool
    whys: Mapping[str, str] = field(default_factory=dict)


def bubbles(
    messages: Sequence[Message], zone: tzinfo, now: datetime, new_from: int = 0, here: str = ""
) -> list[Bubble]:
    """The messages in order; those from `new_from` on (a seq; 0 for none) are marked as not answered yet.

    here: the conversation that is open; messages of others, which were joined to it, are marked.
    """
    whys = found.whys(found.found(messages))
    return [
        _bubble(message, zone, now, new_from, whys, elsewhere=bool(here) and message.conversation_id != here)
        for message in messages
    ]


def on_its_way(row: OutboxRow) -> Bubble:
    """Something that is queued for the customer, shown before it is sent."""
    side = "notice" if row.kind == "notice" else "person" if row.authorship == "human" else "assistant"
    told = "" if row.kind == "notice" else row.disclosure
    who = words.author("outbound", row.kind, row.authorship)
    return Bubble(side, who, say("thread.sending"), row.redacted, row.language, told, False)


def with_held_back(shown: Sequence[Bubble], of: Sequence[Message], rows: Sequence[OutboxRow]) -> list[Bubble]:
    """The messages, `of` which `shown` are the bubbles, with the words of people that the gate refused, where they stood.

    Words that were erased are not said to have been held back.
    """
    held = (row for row in rows if row.kind == "human" and row.status == "refused" and row.redacted != ERASED)
    timed = [(message.created_at, bubble) for message, bubble in zip(of, shown, strict=True)]
    timed += [(row.created_at, _held_back(row)) for row in held]
    return [bubble for _, bubble in sorted(timed, key=lambda one: one[0])]


def as_html(shown: Sequence[Bubble]) -> str:
    """The conversation as safe HTML."""
    if not shown:
        return tag("p", say("thread.empty"), classes="gd-quiet")
    return tag("div", "".join(_html(bubble) for bubble in shown), classes="gd-thread")


def preview_html(author: str, text: str, disclosure: str, language: str) -> str:
    """A reply as the customer will read it; `text` starts with the disclosure where there is one."""
    reply = text.removeprefix(disclosure).lstrip("\n") if disclosure else text
    return tag(
        "div", _html(Bubble("assistant", author, "", reply, language, disclosure, False)), classes="gd-thread"
    )


def _held_back(row: OutboxRow) -> Bubble:
    return replace(on_its_way(row), at=say("thread.refused", why=spoken(row.refused or "")), disclosure="")


def _bubble(
    message: Message, zone: tzinfo, now: datetime, new_from: int, whys: Mapping[str, str], elsewhere: bool
) -> Bubble:
    return Bubble(
        side=_side(message),
        author=words.author(message.direction, message.kind, message.authorship),
        at=times.at(message.created_at, zone, now) + (f" · {say('merge.from')}" if elsewhere else ""),
        text=say("thread.reading") if message.redacted is None else message.redacted,
        language=message.language or "",
        # A notice is its own disclosure: said once is enough.
        disclosure="" if message.kind == "notice" else message.disclosure or "",
        new=bool(new_from) and message.direction == "inbound" and message.seq >= new_from,
        whys=whys if message.direction == "inbound" else {},
    )


def _side(message: Message) -> str:
    if message.direction == "inbound":
        return "customer"
    if message.kind == "notice":
        return "notice"
    return "person" if message.authorship == "human" else "assistant"


def _html(bubble: Bubble) -> str:
    new = tag("span", say("thread.new"), classes="gd-new") if bubble.new else ""
    head = (
        tag("span", plain(bubble.author), classes="gd-author")
        + tag("span", plain(bubble.at), classes="gd-at")
        + new
    )
    told = (
        tag("p", chips(bubble.disclosure), classes="gd-disclosure", lang=bubble.language)
        if bubble.disclosure
        else ""
    )
    return tag("article", tag("header", head) + told + _text(bubble), classes=f"gd-bubble gd-{bubble.side}")


def _text(bubble: Bubble) -> str:
    """The words. Only customers paste markup; what goes to them is shown exactly as it goes."""
    if bubble.side != "customer" or not is_html(bubble.text):
        return tag("div", chips(bubble.text, bubble.whys), classes="gd-text", lang=bubble.language)
    pasted = tag("div", chips(bubble.text, bubble.whys), classes="gd-text")
    shown = tag("div", chips(readable(bubble.text), bubble.whys), classes="gd-text", lang=bubble.language)
    return shown + tag("details", tag("summary", say("thread.original")) + pasted, classes="gd-original")
