"""How well customers are served besides speed: promises kept, moods that change, and why drafts are edited. Days are UTC."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime

from data.database import Database
from data.ids import clock
from data.insights import Insights
from data.measures import EVERYTHING, TURN_OF_TAKEOVER, day, filtered, given, within
from data.records.figures import EditReason, Filters, Period, Promises
from data.rows import many
from data.tally import tally


def moods(db: Database, period: Period, filters: Filters = EVERYTHING) -> Insights:
    """Return how moods changed: cells `step` (from a request to the one after its reply) and `course` (first request to last)."""
    return db.read(
        lambda cursor: Insights(
            tuple(
                tally(cursor, period, filters, ("part", "language", "intent", "channel"), ("step", "course"))
            ),
            0,
        )
    )


def edits(db: Database, period: Period, filters: Filters = EVERYTHING) -> Insights:
    """Return what became of drafts and how much of them was changed: cells `decision` and `edit`, in all and by day."""
    return db.read(
        lambda cursor: Insights(
            tuple(tally(cursor, period, filters, ("part", "day"), ("decision", "edit"))), 0
        )
    )


def promises(
    db: Database,
    period: Period,
    filters: Filters = EVERYTHING,
    *,
    minutes: float,
    now: datetime | None = None,
) -> list[Promises]:
    """Return how promises about waiting were kept, by the day that the wait began.

    The limit is the one promised for the wait (`sla_clock`, which knows business hours); a wait for a person without one has
    `minutes`. A wait that goes on counts once its limit has passed.
    """
    sql = f"""
        SELECT {day("w.began")}, w.clock, count(*) FILTER (WHERE w.ended <= w.due), count(*) FILTER (WHERE w.ended > w.due),
               count(*) FILTER (WHERE w.ended IS NULL AND w.due < $7)
        FROM ({_PEOPLE} UNION ALL {_DRAFTS}) w GROUP BY 1, 2
        HAVING count(*) FILTER (WHERE w.ended IS NOT NULL OR w.due < $7) > 0 ORDER BY 1, 2"""
    return db.read(
        lambda cursor: many(cursor, Promises, sql, *given(period, filters), minutes * 60, clock(now))
    )


# A takeover that ended without a reply was handed back or closed: nobody waits any more, and nobody was answered late.
_PEOPLE = f"""
    SELECT o.requested_at AS began, 'people' AS clock, o.first_reply_at AS ended,
           coalesce(s.due_at, o.requested_at + INTERVAL '1 second' * CAST($6 AS DOUBLE PRECISION)) AS due
    FROM takeover o {TURN_OF_TAKEOVER} LEFT JOIN sla_clock s ON s.item_id = o.id
    WHERE (o.first_reply_at IS NOT NULL OR o.ended_at IS NULL) AND {within("o.requested_at")} AND {filtered()}"""

# A turn is done once its reply lies in the outbox; its customer waits until the reply has left.
_DRAFTS = f"""
    SELECT s.since AS began, 'drafts' AS clock, min(b.sent_at) FILTER (WHERE b.status = 'sent') AS ended, s.due_at AS due
    FROM sla_clock s JOIN turn t ON t.id = s.item_id LEFT JOIN decision d ON d.turn_id = t.id
    LEFT JOIN outbox b ON b.decision_id = d.id
    WHERE s.queue = 'drafts' AND {within("s.since")} AND {filtered()}
    GROUP BY s.item_id, s.since, s.due_at, t.status
    HAVING bool_or(b.status IN ('queued', 'sending', 'sent'))
           OR t.status IN ('pending', 'running', 'review', 'decided')"""


def edit_reasons(db: Database, period: Period, filters: Filters = EVERYTHING) -> list[EditReason]:
    """Return why reviewers edited drafts, the most frequent reason first; an edit may have several, or none."""
    sql = f"""
        SELECT d.reasons, count(*) FROM decision d JOIN turn t ON t.id = d.turn_id
        WHERE d.kind = 'edit' AND d.edit_distance > 0 AND {within("d.decided_at")} AND {filtered()} GROUP BY 1"""
    counts = Counter[str]()
    for reasons, edits in db.read(lambda cursor: cursor.rows(sql, *given(period, filters))):
        counts.update(dict.fromkeys(json.loads(reasons), edits))
    return [
        EditReason(reason, edits)
        for reason, edits in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    ]
