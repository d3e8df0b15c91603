"""Clocks of waits: what was promised, what was done about it as time ran out, and which promises were kept.

A clock is written once for each turn whose draft waits and for each takeover, and keeps the promise as it was made. It ends with
the decision that lets a reply out (or ends the turn), or with the person's first message. Nothing is ever sent because a clock runs out.
"""

from __future__ import annotations

from datetime import datetime

from data import audit
from data.assignments import NEWEST_OPEN, SYSTEM
from data.cursor import Cursor
from data.database import Database
from data.ids import clock
from data.measures import day, within
from data.posting import post
from data.records import Filters, NewOutbox, Period, SlaClock, SlaDay, SlaEvent, SlaKind, SlaWait, Unclocked
from data.rows import columns, insert, many

ANY = Filters()
KINDS: dict[SlaKind, str] = {"reminder": "sla.reminded", "escalation": "sla.escalated"}

# $1 a moment: what has ended before needs no clock any more.
_UNCLOCKED = """
    SELECT t.id, 'drafts', t.conversation_id, f.id, t.urgency, f.created_at
    FROM turn t
    JOIN draft d ON d.turn_id = t.id AND d.version = 1
    JOIN message f ON f.conversation_id = t.conversation_id AND f.seq = t.first_seq
    LEFT JOIN sla_clock k ON k.item_id = t.id
    WHERE (t.created_at > $1 OR t.status = 'review') AND k.item_id IS NULL
    UNION ALL
    SELECT o.id, 'people', o.conversation_id, o.id, t.urgency, o.requested_at
    FROM takeover o
    LEFT JOIN turn t ON t.id = o.turn_id
    LEFT JOIN sla_clock k ON k.item_id = o.id
    WHERE (o.requested_at > $1 OR (o.ended_at IS NULL AND o.first_reply_at IS NULL)) AND k.item_id IS NULL"""

# $1 now. The columns of SlaWait.
_WAITING = f"""
    SELECT {columns(SlaClock, "k")}, r.noted_at, e.noted_at, w.draft_id, a.account_id, w.held_by, w.language, w.intent
    FROM (SELECT d.turn_id AS item_id, d.id AS draft_id, CASE WHEN s.claim_until > $1 THEN s.claimed_by END AS held_by,
                 t.language, t.intent
          FROM desk s JOIN draft d ON d.id = s.draft_id JOIN turn t ON t.id = d.turn_id
          WHERE s.status = 'open' AND t.status = 'review'
          UNION ALL
          SELECT o.id, CAST(NULL AS TEXT), o.reviewer_id, c.language, t.intent
          FROM takeover o JOIN conversation c ON c.id = o.conversation_id LEFT JOIN turn t ON t.id = o.turn_id
          WHERE o.ended_at IS NULL AND o.first_reply_at IS NULL) w
    JOIN sla_clock k ON k.item_id = w.item_id
    LEFT JOIN sla_event r ON r.item_id = k.item_id AND r.kind = 'reminder'
    LEFT JOIN sla_event e ON e.item_id = k.item_id AND e.kind = 'escalation'
    LEFT JOIN {NEWEST_OPEN} a ON a.conversation_id = k.conversation_id
    ORDER BY k.due_at, k.item_id"""

# When a wait ended as promised, and when it ended otherwise. A reject with guidance ends nothing: another draft comes.
_ENDED = f"""
    SELECT {day("k.since")} AS day, k.queue, k.item_id, k.due_at,
           CASE WHEN k.queue = 'people' THEN o.first_reply_at ELSE
               (SELECT min(d.decided_at) FROM decision d WHERE d.turn_id = k.item_id
                AND (d.kind <> 'reject' OR d.guidance IS NULL)) END AS answered_at,
           CASE WHEN k.queue = 'people' THEN o.ended_at ELSE t.finished_at END AS gone_at
    FROM sla_clock k
    LEFT JOIN takeover o ON o.id = k.item_id
    LEFT JOIN turn t ON t.id = coalesce(o.turn_id, k.item_id)
    LEFT JOIN conversation c ON c.id = k.conversation_id
    WHERE {within("k.since")} AND (CAST($3 AS TEXT) IS NULL OR coalesce(t.language, c.language) = $3)
      AND (CAST($4 AS TEXT) IS NULL OR t.intent = $4)"""


def unclocked(db: Database, after: datetime) -> list[Unclocked]:
    """Return what waits, or began after that moment and is over already, without a clock."""
    return db.read(lambda cursor: many(cursor, Unclocked, _UNCLOCKED, after))


def start(db: Database, clocks: list[SlaClock]) -> None:
    """Keep new clocks; one that is there already stays as it is."""

    def work(cursor: Cursor) -> None:
        for new in clocks:
            if cursor.row("SELECT 1 FROM sla_clock WHERE item_id = $1", new.item_id) is None:
                insert(cursor, "sla_clock", new)

    if clocks:
        db.write(work, quiet=True)


def waiting(db: Database, *, now: datetime | None = None) -> list[SlaWait]:
    """Return the waits that go on, the next due first."""
    at = clock(now)
    return db.read(lambda cursor: many(cursor, SlaWait, _WAITING, at))


def note(
    db: Database,
    wait: SlaWait,
    kind: SlaKind,
    notice: NewOutbox | None = None,
    *,
    now: datetime | None = None,
) -> bool:
    """Note a reminder or an escalation and queue what tells the customer, once for each item.

    False when it was noted before, or when the wait is over by now: nothing is written then.
    """
    at = clock(now)

    def work(cursor: Cursor) -> bool:
        noted = "SELECT 1 FROM sla_event WHERE item_id = $1 AND kind = $2"
        if cursor.row(noted, wait.item_id, kind) is not None or not _waits(cursor, wait):
            return False
        notice_id = post(cursor, notice, SYSTEM, at) if notice is not None else None
        event = SlaEvent(wait.item_id, kind, wait.conversation_id, wait.owner, notice_id, at)
        insert(cursor, "sla_event", event)
        subject = {"item": wait.item_id, "queue": wait.queue, "minutes": wait.minutes, "notice": notice_id}
        audit.append(
            cursor,
            actor=SYSTEM,
            kind=KINDS[kind],
            conversation_id=wait.conversation_id,
            subject=subject,
            now=at,
        )
        return True

    return db.write(work)


def notice_id(wait_id: str) -> str:
    """The outbox id of what tells a customer that this wait takes longer: one wait, one notice."""
    return f"late-{wait_id}"


def events(db: Database, item_id: str) -> list[SlaEvent]:
    """Return what was done about one wait, in order."""
    sql = f"SELECT {columns(SlaEvent)} FROM sla_event WHERE item_id = $1 ORDER BY noted_at, kind"
    return db.read(lambda cursor: many(cursor, SlaEvent, sql, item_id))


def of_period(
    db: Database, period: Period, filters: Filters = ANY, *, now: datetime | None = None
) -> list[SlaDay]:
    """Return, for each day on which waits began and each queue, how many promises were kept.

    Days are UTC. Missed: answered after the limit, or not answered and past it. What still waits within its limit counts nowhere, nor
    does a wait that went on elsewhere in time (a newer message, another queue): that has a clock of its own.
    """
    at = clock(now)
    sql = f"""
        SELECT w.day, w.queue,
               count(*) FILTER (WHERE w.answered_at <= w.due_at),
               count(*) FILTER (WHERE coalesce(w.answered_at, w.gone_at, CAST($5 AS TIMESTAMPTZ)) > w.due_at),
               count(*) FILTER (WHERE r.item_id IS NOT NULL), count(*) FILTER (WHERE e.item_id IS NOT NULL)
        FROM ({_ENDED}) w
        LEFT JOIN sla_event r ON r.item_id = w.item_id AND r.kind = 'reminder'
        LEFT JOIN sla_event e ON e.item_id = w.item_id AND e.kind = 'escalation'
        GROUP BY w.day, w.queue ORDER BY w.day, w.queue"""
    given = (period.first, period.last, filters.language, filters.intent, at)
    return db.read(lambda cursor: many(cursor, SlaDay, sql, *given))


def _waits(cursor: Cursor, wait: SlaWait) -> bool:
    """Whether the wait still goes on."""
    if wait.queue == "people":
        sql = "SELECT 1 FROM takeover WHERE id = $1 AND ended_at IS NULL AND first_reply_at IS NULL"
    else:
        sql = "SELECT 1 FROM turn WHERE id = $1 AND status = 'review'"
    return cursor.row(sql, wait.item_id) is not None
