"""What reviewers made of drafts that might have left by themselves, and how customers took to the replies that did.

A decision counts when a person made it about a first draft on which nothing of the fixed list is true: those are the
drafts that policy would let out. An approval counts only when the draft was open long enough to be read.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from data import outcomes
from data.attention import UNREAD_ABOVE
from data.cursor import Cursor
from data.database import Database
from data.ids import clock
from data.measures import AS_SENT
from data.records import DecisionKind
from data.records.policy import POLICY, Evidence, Writer
from data.rows import record

WINDOW = timedelta(days=60)
#: An approval after less is a click, not a review: nobody reads a short reply and its sources in three seconds. Neither
#: does one count where as many words as were to be read can't have been read (`data.attention`).
LEAST_SECONDS = 3.0

_READ = f"""(d.kind <> 'approve' OR (d.seconds_open >= {LEAST_SECONDS} AND NOT EXISTS (
    SELECT 1 FROM decision_attention a WHERE a.decision_id = d.id AND a.words * 60 > {UNREAD_ABOVE} * d.seconds_open)))"""
# Decisions d about drafts f of turns t that earn something. {since}: an expression for the first moment that counts.
_COUNTED = f"""
    FROM decision d JOIN draft f ON f.id = d.draft_id JOIN turn t ON t.id = d.turn_id
    JOIN judgement j ON j.draft_id = f.id
    WHERE d.reviewer_id <> '{POLICY}' AND f.version = 1 AND j.kept = '[]' AND {_READ}"""
# Since when a use case's mode is what it is, in the language of a draft.
_BEGAN = """coalesce((SELECT max(p.began_at) FROM policy p
             WHERE p.intent = t.intent AND (p.language IS NULL OR p.language = f.language)), $1)"""


@dataclass(frozen=True, slots=True)
class Earning:
    """What one writer has earned in a use case and language so far; latest: when the last of it was decided."""

    intent: str
    language: str
    writer: Writer
    number: int
    unchanged: int
    latest: datetime


def read(cursor: Cursor, intent: str, language: str, writer: Writer, since: datetime) -> Evidence:
    """Return the evidence since a moment, inside a transaction."""
    sql = f"""SELECT count(*), count(*) FILTER (WHERE {AS_SENT}) {_COUNTED}
              AND t.intent = $1 AND f.language = $2 AND f.drafter = $3 AND f.model = $4 AND f.prompt_version = $5
              AND d.decided_at >= $6"""
    written = (writer.drafter, writer.model, writer.prompt_version)
    number, unchanged = cursor.row(sql, intent, language, *written, since) or (0, 0)
    return Evidence(number, unchanged, *_reactions(cursor, intent, language, since))


def since(began_at: datetime | None, now: datetime) -> datetime:
    """The first moment that counts: 60 days back, or the last change of the policy's mode."""
    first = now - WINDOW
    return first if began_at is None else max(first, began_at)


def by_writer(db: Database, *, now: datetime | None = None) -> list[Earning]:
    """Return what counts now of every use case, language and writer, those with the latest decisions first."""
    sql = f"""SELECT t.intent, f.language, f.drafter, f.model, f.prompt_version, count(*),
                     count(*) FILTER (WHERE {AS_SENT}), max(d.decided_at) {_COUNTED}
              AND t.intent IS NOT NULL AND d.decided_at >= $1 AND d.decided_at >= {_BEGAN}
              GROUP BY 1, 2, 3, 4, 5 ORDER BY 8 DESC"""
    rows = db.read(lambda cursor: cursor.rows(sql, clock(now) - WINDOW))
    return [Earning(row[0], row[1], Writer(*row[2:5]), row[5], row[6], clock(row[7])) for row in rows]


def reactions(db: Database, intent: str, language: str, since: datetime) -> Evidence:
    """Return how customers took to the replies since a moment; the reviewers' figures are left at 0."""
    return db.read(lambda cursor: Evidence(0, 0, *_reactions(cursor, intent, language, since)))


def _reactions(cursor: Cursor, intent: str, language: str, since: datetime) -> tuple[int, int, int, int]:
    """Replies with a reaction, and with a bad one: those that left by themselves, then the reviewed ones."""
    own, theirs = f"d.reviewer_id = '{POLICY}'", f"d.reviewer_id <> '{POLICY}'"
    sql = f"""SELECT count(*) FILTER (WHERE {own}), count(*) FILTER (WHERE {own} AND s.score < 0),
                     count(*) FILTER (WHERE {theirs}), count(*) FILTER (WHERE {theirs} AND s.score < 0)
              FROM ({outcomes.scores()}) s JOIN decision d ON d.id = s.decision_id
              JOIN draft f ON f.id = d.draft_id JOIN turn t ON t.id = d.turn_id
              WHERE t.intent = $1 AND f.language = $2 AND d.decided_at >= $3"""
    row = cursor.row(sql, intent, language, since) or (0, 0, 0, 0)
    return row[0], row[1], row[2], row[3]


@dataclass(frozen=True, slots=True)
class Past:
    """A decided first draft of the past, for asking what policy would have done with it."""

    turn_id: str
    language: str
    clear: bool
    newcomer: bool
    unchanged: bool
    decided_at: datetime


def past(db: Database, intent: str, language: str | None, since: datetime) -> list[Past]:
    """Return people's decisions on judged first drafts of a use case since a moment, oldest first."""
    sql = f"""SELECT d.turn_id, f.language, j.kept = '[]', j.newcomer, {AS_SENT}, d.decided_at
              FROM decision d JOIN draft f ON f.id = d.draft_id JOIN turn t ON t.id = d.turn_id
              JOIN judgement j ON j.draft_id = f.id
              WHERE d.reviewer_id <> '{POLICY}' AND f.version = 1 AND t.intent = $1
                AND (CAST($2 AS TEXT) IS NULL OR f.language = $2) AND d.decided_at >= $3 ORDER BY d.decided_at, d.id"""
    return [record(Past, row) for row in db.read(lambda cursor: cursor.rows(sql, intent, language, since))]


@dataclass(frozen=True, slots=True)
class Sampled:
    """A draft that would have left by itself but was drawn to be reviewed, and what became of it."""

    conversation_id: str
    intent: str
    language: str
    kind: DecisionKind
    unchanged: bool
    decided_at: datetime


def samples(db: Database, limit: int = 50) -> list[Sampled]:
    """Return the newest decided drafts of the random sample, newest first."""
    sql = f"""SELECT d.conversation_id, t.intent, f.language, d.kind, {AS_SENT}, d.decided_at
              FROM decision d JOIN draft f ON f.id = d.draft_id JOIN turn t ON t.id = d.turn_id
              JOIN judgement j ON j.draft_id = f.id
              WHERE d.reviewer_id <> '{POLICY}' AND j.kept = '[]' AND j.why = '["sample"]'
              ORDER BY d.decided_at DESC, d.id DESC LIMIT $1"""
    return [record(Sampled, row) for row in db.read(lambda cursor: cursor.rows(sql, limit))]


def left(db: Database, since: datetime) -> dict[tuple[str, str], int]:
    """Return how many replies policy has let out since a moment, by use case and language."""
    sql = "SELECT intent, language, count(*) FROM auto_decision WHERE decided_at >= $1 GROUP BY 1, 2"
    rows = db.read(lambda cursor: cursor.rows(sql, since))
    return {(intent, language): int(number) for intent, language, number in rows}
