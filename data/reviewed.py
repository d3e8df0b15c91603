"""What people decided about drafts, each with the draft, its request and its labels: redacted, for export."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from data.cursor import Cursor
from data.database import Database
from data.measures import REVIEWED
from data.records import DecisionKind, JsonDict, JsonDicts, JsonTexts
from data.rows import many

PAGE = 500
_START = (datetime(1970, 1, 1, tzinfo=UTC), "")


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A decision and what it was about; all texts hold placeholders.

    request: the messages of the turn, joined by blank lines. reply: the decided text, None where nothing was to be
    sent. sent: whether it has left. edit_distance: 0 unchanged … 1 rewritten. seconds_open: how long the draft was open.
    """

    decision_id: str
    kind: DecisionKind
    decided_at: datetime
    reply: str | None
    reasons: JsonTexts
    guidance: str | None
    starred: bool
    edit_distance: float | None
    seconds_open: float | None
    sent: bool
    draft_version: int
    draft: str
    language: str
    drafter: str
    model: str
    prompt_version: str
    fallback: str | None
    sources: JsonDicts
    sentences: JsonDicts
    checks: JsonDicts
    examples: JsonTexts
    usage: JsonDict | None
    intent: str | None
    emotion: str | None
    sentiment: float | None
    urgency: str | None
    wants_human: bool | None
    must_escalate: bool | None
    injection: bool | None
    request: str | None


# The columns of Reviewed. $1, $2: time and id of the last one had, $3 how many.
_NEXT = f"""
    SELECT d.id, d.kind, d.decided_at, d.text, d.reasons, d.guidance, d.starred, d.edit_distance, d.seconds_open,
           EXISTS (SELECT 1 FROM outbox o WHERE o.decision_id = d.id AND o.status = 'sent'),
           f.version, f.text, f.language, f.drafter, f.model, f.prompt_version, f.fallback, f.sources, f.sentences,
           f.checks, f.examples, f.usage,
           t.intent, t.emotion, t.sentiment, t.urgency, t.wants_human, t.must_escalate, t.injection,
           (SELECT string_agg(m.redacted, chr(10) || chr(10) ORDER BY m.seq) FROM message m
            WHERE m.conversation_id = t.conversation_id AND m.direction = 'inbound'
              AND m.seq BETWEEN t.first_seq AND t.last_seq)
    FROM decision d
    JOIN draft f ON f.id = d.draft_id
    JOIN turn t ON t.id = d.turn_id
    JOIN customer c ON c.id = t.customer_id
    WHERE c.erased_at IS NULL AND {REVIEWED} AND (d.decided_at > $1 OR (d.decided_at = $1 AND d.id > $2))
    ORDER BY d.decided_at, d.id LIMIT $3"""


def reviewed(db: Database, page: int = PAGE) -> Iterator[Reviewed]:
    """All decisions in the order they were made, `page` at a time; those about erased customers are left out."""
    at, last = _START
    while True:

        def work(cursor: Cursor, at: datetime = at, last: str = last) -> list[Reviewed]:
            return many(cursor, Reviewed, _NEXT, at, last, page)

        found = db.read(work)
        yield from found
        if len(found) < page:
            return
        at, last = found[-1].decided_at, found[-1].decision_id
