"""Decided replies that reached their customers, for replays: what was sent, for which turn, from which first draft."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from data.cursor import Cursor
from data.customers import ERASED
from data.database import Database
from data.measures import REVIEWED
from data.records import Decision, Draft, Turn
from data.rows import columns, many, one

MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class SentReply:
    """A decision whose text was sent, the turn that it answers, and that turn's first draft."""

    decision: Decision
    turn: Turn
    first_draft: Draft

    @property
    def text(self) -> str:
        """What was sent, with placeholders."""
        return self.decision.text or ""


def replies(
    db: Database, *, since: datetime | None = None, language: str | None = None, last: int | None = None
) -> list[SentReply]:
    """Return replies that people approved or edited and that were sent, oldest first, without erased ones.

    since: decided then or later; language: of the turn; last: only so many, the newest.
    """

    def work(cursor: Cursor) -> list[SentReply]:
        sql = f"""SELECT {columns(Decision, "d")} FROM decision d JOIN outbox o ON o.decision_id = d.id
                  JOIN turn t ON t.id = d.turn_id
                  WHERE d.kind IN ('approve', 'edit') AND o.status = 'sent' AND d.text <> $1 AND {REVIEWED}
                    AND (CAST($2 AS TIMESTAMPTZ) IS NULL OR d.decided_at >= $2)
                    AND (CAST($3 AS TEXT) IS NULL OR t.language = $3)
                  ORDER BY d.decided_at DESC, d.id DESC LIMIT $4"""
        found = many(cursor, Decision, sql, ERASED, since, language, MOST if last is None else last)
        whole = (_with_turn(cursor, decision) for decision in reversed(found))
        return [reply for reply in whole if reply is not None]

    return db.read(work)


def _with_turn(cursor: Cursor, decision: Decision) -> SentReply | None:
    turn = one(cursor, Turn, f"SELECT {columns(Turn)} FROM turn WHERE id = $1", decision.turn_id)
    sql = f"SELECT {columns(Draft)} FROM draft WHERE turn_id = $1 ORDER BY version LIMIT 1"
    draft = one(cursor, Draft, sql, decision.turn_id)
    return SentReply(decision, turn, draft) if turn and draft else None
