"""Open work: drafts on the desk that nobody has put off, and people wanted, with whose they are, who is on them and who knows the customer."""

from __future__ import annotations

from datetime import datetime

from data.assignments import NEWEST_OPEN, PASSED_ON
from data.database import Database
from data.ids import clock
from data.records import OpenWork
from data.rows import many

# What a person did last for a customer: chatted with them, or decided a reply of theirs.
_SPOKE = """
    SELECT customer_id, who, row_number() OVER (PARTITION BY customer_id ORDER BY chatted DESC, moment DESC) AS place
    FROM (SELECT c.customer_id, o.reviewer_id AS who, 1 AS chatted, o.first_reply_at AS moment
          FROM takeover o JOIN conversation c ON c.id = o.conversation_id WHERE o.first_reply_at IS NOT NULL
          UNION ALL
          SELECT c.customer_id, x.reviewer_id, 0, x.decided_at
          FROM decision x JOIN conversation c ON c.id = x.conversation_id WHERE x.kind IN ('approve', 'edit')) s
    WHERE customer_id IN (SELECT customer_id FROM work) AND who IN (SELECT id FROM account)"""

# $1 now. The columns of OpenWork.
_OPEN = f"""
    WITH work AS (
        SELECT 'drafts' AS queue, t.id AS item_id, d.conversation_id, t.customer_id, d.id AS draft_id, f.id AS wait_id,
               t.language, t.intent, t.urgency, f.created_at AS since,
               CASE WHEN k.claim_until > $1 THEN k.claimed_by WHEN NOT {PASSED_ON} THEN k.edit_by END AS held_by, FALSE AS answered
        FROM desk k
        JOIN draft d ON d.id = k.draft_id
        JOIN turn t ON t.id = d.turn_id
        JOIN message f ON f.conversation_id = t.conversation_id AND f.seq = t.first_seq
        WHERE k.status = 'open' AND t.status = 'review' AND NOT EXISTS (
            SELECT 1 FROM snooze z WHERE z.draft_id = d.id AND z.ended_at IS NULL AND z.until > $1)
        UNION ALL
        SELECT 'people', o.id, o.conversation_id, c.customer_id, CAST(NULL AS TEXT), o.id,
               c.language, t.intent, t.urgency, o.requested_at, o.reviewer_id, o.first_reply_at IS NOT NULL
        FROM takeover o
        JOIN conversation c ON c.id = o.conversation_id
        LEFT JOIN turn t ON t.id = o.turn_id
        WHERE o.ended_at IS NULL)
    SELECT w.queue, w.item_id, w.conversation_id, w.customer_id, w.draft_id, w.wait_id, w.language, w.intent, w.urgency,
           w.since, w.held_by, w.answered, a.account_id, coalesce(a.number, 0), a.actor, a.assigned_at, s.who
    FROM work w
    LEFT JOIN {NEWEST_OPEN} a ON a.conversation_id = w.conversation_id
    LEFT JOIN ({_SPOKE}) s ON s.customer_id = w.customer_id AND s.place = 1
    ORDER BY w.since, w.item_id"""


def listing(db: Database, *, now: datetime | None = None) -> list[OpenWork]:
    """Return all open work, the longest waiting first."""
    at = clock(now)
    return db.read(lambda cursor: many(cursor, OpenWork, _OPEN, at))


def of_conversation(db: Database, conversation_id: str, *, now: datetime | None = None) -> OpenWork | None:
    """Return a conversation's open work, if there is any."""
    return next((one for one in listing(db, now=now) if one.conversation_id == conversation_id), None)
