"""Customers who wait for a person, against the promised minutes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from console.markup import chips, plain, tag
from console.spoken import spoken
from console.texts import known, say
from console.views import times, words
from console.views.judged import why_html
from console.views.noticed import Noticed, from_detail, labels_html
from console.views.queue import Flag
from console.views.readable import readable
from data.records import TakeoverRow
from graph.routing import ALWAYS, Hours

SOON = 0.7  # share of the promise after which a wait is marked
TRIAGED = ("customer_asked", "must_escalate")


@dataclass(frozen=True, slots=True)
class Waiting:
    """One customer who waits for a person or talks with one, in words. `because` is safe HTML, folded away."""

    conversation_id: str
    who: str
    why: str
    noticed: tuple[Noticed, ...]
    clock: str
    tone: str
    holder: str
    mine: bool
    excerpt: str
    language: str
    because: str
    owner: str = ""


def waiting(
    row: TakeoverRow,
    minutes: int,
    account_id: str,
    now: datetime,
    owner: str = "",
    clock: tuple[Flag, ...] = (),
) -> Waiting:
    """A row of the human queue as this account sees it. `minutes` is the promise, `owner` whose it is, in words.

    clock: how the wait stands, where hours count; else the promise runs day and night.
    """
    told, tone = (clock[0].word, clock[0].tone) if clock else _clock(row, minutes, now)
    intent = (
        words.intent(row.intent) if row.intent else ""
    )  # nobody reads what comes after asking for a person
    feeling = known("emotion", row.emotion) if row.emotion and row.emotion != "neutral" else ""
    return Waiting(
        conversation_id=row.conversation_id,
        who=" · ".join(part for part in (intent, words.language(row.language), feeling) if part),
        why=known("takeover", row.reason),
        noticed=tuple(from_detail(spoken(row.detail or ""))),
        clock=told,
        tone=tone,
        holder=say("waiting.held", name=row.reviewer_name or "?") if row.reviewer_id else "",
        mine=row.reviewer_id == account_id,
        excerpt=readable(row.last_text or ""),
        language=row.language,
        because=_because(row),
        owner=owner,
    )


def _because(row: TakeoverRow) -> str:
    """What triage saw, where it was triage that asked for a person; else what was noted about the wait."""
    judged = row.chances if row.reason in TRIAGED else None
    return why_html(judged, spoken(row.detail or "").split("; "), say("noticed.why"))


def order(rows: Sequence[TakeoverRow], account_id: str) -> list[TakeoverRow]:
    """This person's own conversations first, else as they came: longest wait first."""
    return sorted(rows, key=lambda row: row.reviewer_id != account_id)


def matching(
    rows: Sequence[TakeoverRow], language: str | None, intent: str | None, channel: str | None = None
) -> list[TakeoverRow]:
    """Those of a language, an intent and a channel; None means all."""
    return [
        row
        for row in rows
        if language in (None, row.language)
        and intent in (None, row.intent)
        and channel in (None, row.channel)
    ]


def summary(rows: Sequence[TakeoverRow], minutes: int, now: datetime, hours: Hours = ALWAYS) -> str:
    """The human queue in one line."""
    open_rows = [row for row in rows if row.first_reply_at is None]
    if not open_rows:
        return say("waiting.none")
    late = sum(hours.between(row.requested_at, now) > minutes * 60 for row in open_rows)
    return say("waiting.summary", n=len(open_rows), late=late, minutes=minutes)


def as_html(shown: Waiting) -> str:
    """A row as safe HTML; the button beside it is Streamlit's."""
    head = tag("b", plain(shown.who)) + tag("span", plain(shown.clock), classes=f"gd-{shown.tone} gd-clock")
    # That they asked for a person, or must have one, the sentence says already.
    labels = labels_html(
        [one for one in shown.noticed if one.word not in (say("flag.human"), say("flag.escalate"))]
    )
    lines = [
        tag("p", head, classes="gd-row"),
        tag("p", plain(shown.why) + labels, classes="gd-quiet gd-labels"),
    ]
    if shown.holder or shown.owner:
        lines.append(tag("p", plain(shown.holder or shown.owner), classes="" if shown.holder else "gd-quiet"))
    if shown.excerpt:
        lines.append(tag("p", chips(shown.excerpt), classes="gd-excerpt", lang=shown.language))
    return "".join(lines)


def _waited(row: TakeoverRow, now: datetime) -> float:
    return ((row.first_reply_at or now) - row.requested_at).total_seconds()


def _clock(row: TakeoverRow, minutes: int, now: datetime) -> tuple[str, str]:
    """How the wait stands against the promise; it ends with the person's first message, not with joining."""
    waited, promise = _waited(row, now), minutes * 60
    if row.first_reply_at is not None:
        return say("waiting.answered", wait=times.span(waited)), "calm"
    if waited > promise:
        return say("waiting.overdue", over=times.span(waited - promise)), "bad"
    left = say("waiting.left", left=times.span(promise - waited))
    return left, "warn" if waited > promise * SOON else "good"
