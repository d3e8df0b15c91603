"""Canaries: past drafts with one planted error, to see whether drafts are read.

They have tables and ids of their own. Whatever sends a reply starts from a row of `draft`, `decision` or `outbox`, and
no canary ever is one. An answer is kept without the account and with its day only; the claim, which names one, is
deleted with it.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from data import audit
from data.cursor import Cursor
from data.database import Database
from data.errors import ClaimTaken, NotFound, Stale
from data.ids import clock
from data.records import Canary, QueueItem
from data.records.policy import POLICY
from data.rows import columns, having, insert, many, one

LIVES = timedelta(days=1)  # an unanswered canary leaves the queue: it would wait longer than any customer
OLDEST, YOUNGEST = timedelta(days=60), timedelta(days=1)  # of the decisions whose drafts are copied
UPSET_BELOW = -0.6  # sentiment; nobody's bad day is shown twice

# A canary `c` that can still be answered. $1 now.
_OPEN = f"""c.planted_at > $1 - INTERVAL '{LIVES.days} day'
    AND NOT EXISTS (SELECT 1 FROM canary_answer w WHERE w.canary_id = c.id)
    AND EXISTS (SELECT 1 FROM draft p JOIN conversation v ON v.id = p.conversation_id
                JOIN customer u ON u.id = v.customer_id
                WHERE p.id = c.draft_id AND p.text_hash = c.draft_hash AND u.erased_at IS NULL)"""

# $1 now, $2 the account that looks. The columns of QueueItem. Whoever decided the past draft would know it again; one that no
# person has decided on is no original.
_QUEUE = f"""
    SELECT c.id, d.turn_id, c.conversation_id, t.customer_id, v.channel, 1, d.last_seq,
           t.language, t.sentiment, t.emotion, t.intent, t.urgency, t.wants_human, t.must_escalate, t.injection,
           {having("c.checks", "verdict", "block")}, substr(m.redacted, 1, 200), c.planted_at, c.planted_at,
           k.account_id, a.display_name, k.claim_until, CAST(NULL AS TEXT)
    FROM canary c
    JOIN draft d ON d.id = c.draft_id
    JOIN decision x ON x.draft_id = d.id
    JOIN turn t ON t.id = d.turn_id
    JOIN conversation v ON v.id = c.conversation_id
    JOIN message m ON m.conversation_id = t.conversation_id AND m.seq = t.last_seq
    LEFT JOIN canary_claim k ON k.canary_id = c.id AND k.claim_until > $1
    LEFT JOIN account a ON a.id = k.account_id
    WHERE {_OPEN} AND x.reviewer_id <> $2 AND x.reviewer_id <> '{POLICY}'
    ORDER BY c.planted_at, c.id"""

_ANY = f"SELECT 1 FROM canary c WHERE {_OPEN} LIMIT 1"  # $1 now

# Drafts on the desk that no canary follows yet: first versions only, and only fresh ones. $1 since.
_UNFOLLOWED = """
    SELECT d.id FROM desk k JOIN draft d ON d.id = k.draft_id
    WHERE k.status = 'open' AND d.version = 1 AND d.created_at > $1
      AND NOT EXISTS (SELECT 1 FROM canary c WHERE c.follows = d.id)
    ORDER BY d.created_at, d.id"""

# Routine drafts that one person sent as they were: calm, ordinary, and nothing that takes a second person. $1 oldest, $2 youngest, $3 language.
_COPYABLE = f"""
    SELECT d.id FROM decision x
    JOIN draft d ON d.id = x.draft_id
    JOIN turn t ON t.id = d.turn_id
    JOIN customer u ON u.id = t.customer_id
    WHERE x.kind = 'approve' AND x.reviewer_id <> '{POLICY}' AND x.wants_second = '[]' AND x.decided_at BETWEEN $1 AND $2 AND d.language = $3
      AND u.erased_at IS NULL AND d.text <> '' AND coalesce(t.urgency, 'normal') <> 'high'
      AND coalesce(t.sentiment, 0) >= {UPSET_BELOW} AND NOT coalesce(t.must_escalate, FALSE)
      AND NOT coalesce(t.wants_human, FALSE) AND NOT coalesce(t.injection, FALSE)
      AND NOT EXISTS (SELECT 1 FROM canary c WHERE c.draft_id = d.id)
    ORDER BY x.decided_at DESC, d.id LIMIT 200"""

_CLAIM = """
    INSERT INTO canary_claim (canary_id, account_id, claim_until) VALUES ($1, $2, $3)
    ON CONFLICT (canary_id) DO UPDATE SET account_id = excluded.account_id, claim_until = excluded.claim_until"""


def unfollowed(db: Database, *, now: datetime | None = None) -> list[str]:
    """Return the ids of the drafts on the desk that no canary follows, the oldest first."""
    since = clock(now) - LIVES
    return [id for (id,) in db.read(lambda cursor: cursor.rows(_UNFOLLOWED, since))]


def copyable(db: Database, language: str, *, now: datetime | None = None) -> list[str]:
    """Return the ids of past routine drafts in a language that no canary has copied yet."""
    at = clock(now)
    values = at - OLDEST, at - YOUNGEST, language
    return [id for (id,) in db.read(lambda cursor: cursor.rows(_COPYABLE, *values))]


def plant(db: Database, new: Canary) -> bool:
    """Put a canary among the drafts; False when one follows that draft already, or copies the same one.

    The audit says that it was planted, and binds it to no conversation: there it would give it away.
    """

    def work(cursor: Cursor) -> bool:
        sql = "SELECT 1 FROM canary WHERE follows = $1 OR draft_id = $2"
        if cursor.row(sql, new.follows, new.draft_id) is not None:
            return False
        insert(cursor, "canary", new)
        subject = {"canary": new.id, "fault": new.fault, "language": new.language}
        audit.append(cursor, actor="system", kind="canary.planted", subject=subject, now=new.planted_at)
        return True

    return db.write(work)


def find(db: Database, id: str) -> Canary | None:
    """Return a canary, answered or not; None when the id is none."""
    sql = f"SELECT {columns(Canary)} FROM canary WHERE id = $1"
    return db.read(lambda cursor: one(cursor, Canary, sql, id))


def queue(db: Database, account_id: str, *, now: datetime | None = None) -> list[QueueItem]:
    """Return the canaries as this account finds them in the queue, shaped like drafts; `draft_id` is the canary's id."""
    at = clock(now)

    def work(cursor: Cursor) -> list[QueueItem]:
        # Mostly there is none, and that is known for everybody at once.
        return many(cursor, QueueItem, _QUEUE, at, account_id) if cursor.rows(_ANY, at) else []

    return db.read(work)


def is_open(db: Database, id: str, *, now: datetime | None = None) -> bool:
    """Say whether a canary can still be answered."""
    at = clock(now)
    return db.read(lambda cursor: _is_open(cursor, id, at))


def claim(
    db: Database, id: str, account_id: str, seconds: float = 120, *, now: datetime | None = None
) -> None:
    """Give it to an account for a while, as drafts are. Raises `ClaimTaken`, and `Stale` when it is gone."""
    at = clock(now)

    def work(cursor: Cursor) -> None:
        _demand_open(cursor, id, at)
        holder = _holder(cursor, id, at)
        if holder is not None and holder[0] != account_id:
            raise ClaimTaken(*holder)
        cursor.run("DELETE FROM canary_claim WHERE claim_until < $1", at - LIVES)
        cursor.run(_CLAIM, id, account_id, at + timedelta(seconds=seconds))

    db.write(work, quiet=True)


def release(db: Database, id: str, account_id: str) -> None:
    """Give a claim back; does nothing when it isn't this account's."""
    sql = "DELETE FROM canary_claim WHERE canary_id = $1 AND account_id = $2"
    db.write(lambda cursor: cursor.run(sql, id, account_id), quiet=True)


def holder(db: Database, id: str, *, now: datetime | None = None) -> str | None:
    """Return the account that has it open."""
    at = clock(now)
    found = db.read(lambda cursor: _holder(cursor, id, at))
    return found[0] if found else None


def answer(db: Database, id: str, account_id: str, spotted: bool, *, now: datetime | None = None) -> None:
    """Keep whether the error was spotted: without the account, which only says that nobody else has it open.

    Raises `NotFound`, `Stale` when it was answered, has expired or was withdrawn, `ClaimTaken` when somebody else has it.
    """
    at = clock(now)

    def work(cursor: Cursor) -> None:
        if cursor.row("SELECT 1 FROM canary WHERE id = $1", id) is None:
            raise NotFound("canary", id)
        _demand_open(cursor, id, at)
        found = _holder(cursor, id, at)
        if found is not None and found[0] != account_id:
            raise ClaimTaken(*found)
        cursor.run("INSERT INTO canary_answer VALUES ($1, $2, $3)", id, spotted, at.date())
        cursor.run("DELETE FROM canary_claim WHERE canary_id = $1", id)

    db.write(work, quiet=True)


def note_answers(db: Database, *, now: datetime | None = None) -> None:
    """Let the audit say, for each day that is over, how many were answered: neither which, nor when, nor by whom."""
    today = clock(now).date()

    def work(cursor: Cursor) -> None:
        for day, number in _unnoted(cursor, today):
            subject = {"day": day.isoformat(), "answered": number}
            audit.append(cursor, actor="system", kind="canary.answered", subject=subject, now=now)

    if db.read(lambda cursor: _unnoted(cursor, today)):
        db.write(work)


def _unnoted(cursor: Cursor, today: date) -> list[tuple[date, int]]:
    noted = """SELECT max(CAST(subject AS JSON) ->> 'day') FROM audit_event WHERE kind = 'canary.answered'"""
    row = cursor.row(noted)
    last = date.fromisoformat(row[0]) if row and row[0] else date.min
    sql = """SELECT answered_on, count(*) FROM canary_answer
             WHERE answered_on < CAST($1 AS DATE) AND answered_on > CAST($2 AS DATE) GROUP BY 1 ORDER BY 1"""
    return [(day, number) for day, number in cursor.rows(sql, today, last)]


def _is_open(cursor: Cursor, id: str, now: datetime) -> bool:
    return cursor.row(f"SELECT 1 FROM canary c WHERE c.id = $2 AND {_OPEN}", now, id) is not None


def _demand_open(cursor: Cursor, id: str, now: datetime) -> None:
    if not _is_open(cursor, id, now):
        raise Stale(f"canary {id!r} was answered, has expired or was withdrawn")


def _holder(cursor: Cursor, id: str, now: datetime) -> tuple[str, datetime] | None:
    sql = "SELECT account_id, claim_until FROM canary_claim WHERE canary_id = $1 AND claim_until > $2"
    row = cursor.row(sql, id, now)
    return (str(row[0]), row[1]) if row else None
