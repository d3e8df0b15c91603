"""What staff wrote beside the messages of a conversation, apart from notes and what was agreed: why, and what next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from data.database import Database
from data.records.kinds import SaidText
from data.rows import many

_HERE = "conversation_id = $1"
# The columns of Remark.
_REMARKS = f"""
    SELECT 'takeover', requested_at, detail FROM takeover WHERE {_HERE} AND detail IS NOT NULL
    UNION ALL SELECT 'snooze', snoozed_at, note FROM snooze WHERE {_HERE} AND note IS NOT NULL
    UNION ALL SELECT 'approval asked', asked_at, reason FROM approval_request WHERE {_HERE}
    UNION ALL SELECT 'approval answered', a.answered_at, a.note FROM approval_answer a
              JOIN approval_request r ON r.id = a.request_id WHERE r.{_HERE} AND a.note IS NOT NULL
    UNION ALL SELECT 'guidance', decided_at, guidance FROM decision WHERE {_HERE} AND guidance IS NOT NULL
    UNION ALL SELECT 'guidance, undone', decided_at, guidance FROM undone_decision
              WHERE {_HERE} AND guidance IS NOT NULL
    ORDER BY 2, 1, 3"""


@dataclass(frozen=True, slots=True)
class Remark:
    """One of them, with placeholders, and what it belongs to."""

    about: str
    at: datetime
    text: SaidText


def of(db: Database, conversation_id: str) -> list[Remark]:
    """Return what was written beside a conversation, in order of time."""
    return db.read(lambda cursor: many(cursor, Remark, _REMARKS, conversation_id))
