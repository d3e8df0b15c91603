"""How attentively drafts are read, for the whole team: time, reach, how often a draft is overridden. Never by person."""

from __future__ import annotations

from datetime import datetime, timedelta

from data.cursor import Cursor
from data.database import Database
from data.ids import clock
from data.measures import AS_SENT, EVERYTHING, REVIEWED, filtered, given, quantile, within
from data.records import Caught, Filters, Overridden, Period, Reading
from data.rows import many

#: Words a minute beyond which nobody reads: adults read 175 to 300 of them silently (Brysbaert, Journal of Memory and
#: Language 109, 2019, 104047); twice the fastest of these is skipping.
UNREAD_ABOVE = 600
SEEN = 0.98  # of a scrolled text: the last pixels of it are nobody's words
HANDLED = timedelta(minutes=90)  # how far back a reviewer's own work is looked at
LOOKED_AT = 8  # of their last conversations
HOSTILE_BELOW = -0.6  # sentiment

_SPEED = "a.words * 60 / d.seconds_open"
_TIMED = "d.kind IN ('approve', 'edit') AND d.seconds_open > 0 AND a.words IS NOT NULL"
_FROM = "decision d JOIN turn t ON t.id = d.turn_id LEFT JOIN decision_attention a ON a.decision_id = d.id"

# The columns of Reading. $1 to $4: period and filters.
_READING = f"""
    SELECT count(*), count(*) FILTER (WHERE NOT {AS_SENT}), count(*) FILTER (WHERE d.kind = 'approve' AND {_TIMED}),
           count(*) FILTER (WHERE d.kind = 'approve' AND {_TIMED} AND {_SPEED} > {UNREAD_ABOVE}),
           (SELECT {quantile(0.5, "d.seconds_open")} FROM {_FROM}
            WHERE {_TIMED} AND {within("d.decided_at")} AND {filtered()}),
           (SELECT {quantile(0.5, _SPEED)} FROM {_FROM} WHERE {_TIMED} AND {within("d.decided_at")} AND {filtered()}),
           count(*) FILTER (WHERE a.conversation_seen IS NOT NULL AND a.reply_seen IS NOT NULL),
           count(*) FILTER (WHERE a.conversation_seen IS NOT NULL AND a.reply_seen IS NOT NULL
                                  AND least(a.conversation_seen, a.reply_seen) < {SEEN})
    FROM {_FROM} WHERE {REVIEWED} AND {within("d.decided_at")} AND {filtered()}"""

_WEEK = "CAST(date_trunc('week', {} AT TIME ZONE 'UTC') AS DATE)"
_GROUPS = {
    None: "CAST(NULL AS TEXT)",
    "fault": "c.fault",
    "language": "c.language",
    "week": "CAST(date_trunc('week', w.answered_on) AS DATE)",
}

# A turn whose customer is hostile: angry and very negative, or threatening, as triage labelled it.
_HOSTILE = f"coalesce(t.emotion = 'anger' AND t.sentiment <= {HOSTILE_BELOW}, FALSE)"

# What an account handled lately, the latest first: decisions, and conversations it took over. $1 account, $2 since.
_HANDLED = f"""
    SELECT hostile FROM (
        SELECT d.decided_at AS moment, {_HOSTILE} AS hostile FROM decision d JOIN turn t ON t.id = d.turn_id
        WHERE d.reviewer_id = $1 AND d.decided_at > $2 AND d.kind <> 'take_over'
        UNION ALL
        SELECT o.started_at, {_HOSTILE} FROM takeover o LEFT JOIN turn t ON t.id = o.turn_id
        WHERE o.reviewer_id = $1 AND o.started_at > $2) h
    ORDER BY moment DESC LIMIT {LOOKED_AT}"""


def note(
    db: Database,
    decision_id: str,
    words: int,
    conversation_seen: float | None = None,
    reply_seen: float | None = None,
) -> None:
    """Keep what the browser told of a decision's reading; the second time for the same decision changes nothing."""
    sql = "INSERT INTO decision_attention VALUES ($1, $2, $3, $4) ON CONFLICT (decision_id) DO NOTHING"
    db.write(lambda cursor: cursor.run(sql, decision_id, words, conversation_seen, reply_seen), quiet=True)


def reading(db: Database, period: Period, filters: Filters = EVERYTHING) -> Reading:
    """Return how the team's decisions of a period were made."""
    return db.read(lambda cursor: many(cursor, Reading, _READING, *given(period, filters)))[0]


def overridden_by_week(db: Database, period: Period, filters: Filters = EVERYTHING) -> list[Overridden]:
    """Return each week's decisions and how many of them overrode the draft, oldest first."""
    sql = f"""SELECT {_WEEK.format("d.decided_at")}, count(*), count(*) FILTER (WHERE NOT {AS_SENT})
              FROM decision d JOIN turn t ON t.id = d.turn_id
              WHERE {REVIEWED} AND {within("d.decided_at")} AND {filtered()} GROUP BY 1 ORDER BY 1"""
    return db.read(lambda cursor: many(cursor, Overridden, sql, *given(period, filters)))


def caught(db: Database, period: Period, by: str | None = None, language: str | None = None) -> list[Caught]:
    """Return how many canaries the team spotted: all (by=None), by `fault`, `language` or `week`. No other groups exist.

    language: only canaries in it; None is any.
    """
    sql = f"""SELECT {_GROUPS[by]}, count(*), count(*) FILTER (WHERE w.spotted)
              FROM canary_answer w JOIN canary c ON c.id = w.canary_id
              WHERE w.answered_on BETWEEN CAST($1 AS DATE) AND CAST($2 AS DATE)
                AND (CAST($3 AS TEXT) IS NULL OR c.language = $3) GROUP BY 1 ORDER BY 1"""
    return db.read(lambda cursor: many(cursor, Caught, sql, period.first, period.last, language))


def handled(db: Database, account_id: str, *, now: datetime | None = None) -> list[bool]:
    """Return which of a person's last conversations were hostile, the latest first; for that person's eyes only."""
    since = clock(now) - HANDLED
    rows = db.read(lambda cursor: cursor.rows(_HANDLED, account_id, since))
    return [bool(hostile) for (hostile,) in rows]


def pass_on(db: Database, conversation_id: str, account_id: str, *, now: datetime | None = None) -> None:
    """Note that somebody gave a thread to a colleague: they aren't offered it next. Notes older than a day are deleted."""
    at = clock(now)

    def work(cursor: Cursor) -> None:
        cursor.run("DELETE FROM passed_on WHERE passed_at < $1", at - timedelta(days=1))
        sql = "INSERT INTO passed_on VALUES ($1, $2, $3) ON CONFLICT (conversation_id, account_id) DO UPDATE SET passed_at = excluded.passed_at"
        cursor.run(sql, conversation_id, account_id, at)

    db.write(work, quiet=True)


def passed_by(db: Database, account_id: str, *, now: datetime | None = None) -> frozenset[str]:
    """Return the conversations that an account has passed on in the last day."""
    since = clock(now) - timedelta(days=1)
    sql = "SELECT conversation_id FROM passed_on WHERE account_id = $1 AND passed_at > $2"
    return frozenset(id for (id,) in db.read(lambda cursor: cursor.rows(sql, account_id, since)))
