"""Figures for supervisors. Days are UTC; superseded turns don't count, the turn that took their place does."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from data.cursor import Row
from data.database import Database
from data.measures import (
    AI_ANSWERED,
    AS_SENT,
    EVERYTHING,
    LIGHT,
    LIGHT_EDIT_BELOW,
    REWRITE,
    TURN_OF_TAKEOVER,
    day,
    filtered,
    given,
    quantile,
    within,
)
from data.records import DecisionDay, Filters, Period, SentimentDay, Summary, TakeoverDay, WaitingDay
from data.rows import many

__all__ = ["LIGHT_EDIT_BELOW", "decisions_by_day", "sentiment_by_day", "summary", "takeovers", "waiting"]

NEGATIVE_BELOW = -0.2  # sentiment runs from -1 to 1

Group = Literal["language", "intent"]


def decisions_by_day(db: Database, period: Period, filters: Filters = EVERYTHING) -> list[DecisionDay]:
    """Return the decisions of each day that had any, by what became of the draft."""
    sql = f"""
        SELECT {day("d.decided_at")},
               count(*) FILTER (WHERE {AS_SENT}), count(*) FILTER (WHERE {LIGHT}),
               count(*) FILTER (WHERE {REWRITE}), count(*) FILTER (WHERE d.kind = 'reject'),
               count(*) FILTER (WHERE d.kind = 'take_over')
        FROM decision d JOIN turn t ON t.id = d.turn_id
        WHERE {within("d.decided_at")} AND {_FILTER} GROUP BY 1 ORDER BY 1"""
    return db.read(lambda cursor: many(cursor, DecisionDay, sql, *given(period, filters)))


def sentiment_by_day(db: Database, period: Period, filters: Filters = EVERYTHING) -> list[SentimentDay]:
    """Return the mean sentiment of each day's turns in each language."""
    sql = f"""
        SELECT {day("t.created_at")}, t.language, count(*), avg(t.sentiment),
               count(*) FILTER (WHERE t.sentiment < {NEGATIVE_BELOW})
        FROM turn t WHERE t.sentiment IS NOT NULL AND t.language IS NOT NULL AND t.status <> 'superseded'
          AND {within("t.created_at")} AND {_FILTER} GROUP BY 1, 2 ORDER BY 1, 2"""
    return db.read(lambda cursor: many(cursor, SentimentDay, sql, *given(period, filters)))


def takeovers(db: Database, period: Period, filters: Filters = EVERYTHING) -> list[TakeoverDay]:
    """Return, for each day with turns or takeovers, how many came to a person, and why."""
    turns_sql = f"""
        SELECT {day("t.created_at")}, count(*) FROM turn t
        WHERE t.status <> 'superseded' AND {within("t.created_at")} AND {_FILTER} GROUP BY 1"""
    takeovers_sql = f"""
        SELECT {day("o.requested_at")}, o.reason, count(*) FROM takeover o {TURN_OF_TAKEOVER}
        WHERE {within("o.requested_at")} AND {_FILTER} GROUP BY 1, 2 ORDER BY 1, 2"""
    values = given(period, filters)
    turns, reasons = db.read(
        lambda cursor: (cursor.rows(turns_sql, *values), cursor.rows(takeovers_sql, *values))
    )
    return _takeover_days(dict(turns), reasons)


def waiting(db: Database, period: Period, filters: Filters = EVERYTHING) -> list[WaitingDay]:
    """Return how long customers waited for a reply that AI drafted and for a person, each on its own clock."""
    sql = f"""
        SELECT day, clock, count(*), {quantile(0.5, "wait")}, {quantile(0.9, "wait")}, max(wait)
        FROM (SELECT {day("began")} AS day, 'ai' AS clock, wait FROM ({_AI_WAITS}) a
              UNION ALL SELECT {day("began")}, 'human', wait FROM ({_HUMAN_WAITS}) h) w
        GROUP BY 1, 2 ORDER BY 1, 2"""
    return db.read(lambda cursor: many(cursor, WaitingDay, sql, *given(period, filters)))


def summary(
    db: Database, period: Period, filters: Filters = EVERYTHING, by: Group | None = None
) -> list[Summary]:
    """Return the period in one row, or in one row for each language or intent that occurs."""
    values = given(period, filters)
    parts = db.read(lambda cursor: [cursor.rows(_grouped(sql, by), *values) for sql in _PARTS])
    messages, turns, decisions, handed, ai, human = ({row[0]: row[1:] for row in rows} for rows in parts)
    groups: list[Any] = [None] if by is None else sorted({*turns, *decisions, *handed} - {None})
    return [
        _summary(group, *(part.get(group) for part in (messages, turns, decisions, handed, ai, human)))
        for group in groups
    ]


_FILTER = filtered()


# From the first unanswered message to the reply that an AI drafted.
_AI_WAITS = f"""
    SELECT f.created_at AS began, t.language, t.intent,
           CAST(extract(epoch FROM m.created_at - f.created_at) AS DOUBLE PRECISION) AS wait
    FROM {AI_ANSWERED} AND {within("f.created_at")} AND {_FILTER}"""

# From the wish for a person to that person's first message.
_HUMAN_WAITS = f"""
    SELECT o.requested_at AS began, t.language, t.intent,
           CAST(extract(epoch FROM o.first_reply_at - o.requested_at) AS DOUBLE PRECISION) AS wait
    FROM takeover o {TURN_OF_TAKEOVER}
    WHERE o.first_reply_at IS NOT NULL AND {within("o.requested_at")} AND {_FILTER}"""

# The parts of a summary; {{by}} is the group. In the order that `_summary` takes them.
_PARTS = (
    f"""SELECT {{by}}, count(*) FROM message m JOIN turn t ON t.conversation_id = m.conversation_id
        AND m.seq BETWEEN t.first_seq AND t.last_seq AND t.status <> 'superseded'
        WHERE m.direction = 'inbound' AND {within("m.created_at")} AND {_FILTER} GROUP BY 1""",
    f"""SELECT {{by}}, count(*), avg(t.sentiment) FROM turn t
        WHERE t.status <> 'superseded' AND {within("t.created_at")} AND {_FILTER} GROUP BY 1""",
    f"""SELECT {{by}}, count(*), count(*) FILTER (WHERE {AS_SENT}),
        count(*) FILTER (WHERE {LIGHT} OR {REWRITE}), avg(d.edit_distance)
        FROM decision d JOIN turn t ON t.id = d.turn_id WHERE {within("d.decided_at")} AND {_FILTER} GROUP BY 1""",
    f"""SELECT {{by}}, count(*) FROM takeover o {TURN_OF_TAKEOVER}
        WHERE {within("o.requested_at")} AND {_FILTER} GROUP BY 1""",
    f"SELECT {{by}}, {quantile(0.5, 'wait')} FROM ({_AI_WAITS}) t GROUP BY 1",
    f"SELECT {{by}}, {quantile(0.5, 'wait')} FROM ({_HUMAN_WAITS}) t GROUP BY 1",
)


def _grouped(sql: str, by: Group | None) -> str:
    return sql.replace("{by}", "CAST(NULL AS TEXT)" if by is None else f"t.{by}")


def _summary(
    group: str | None,
    messages: Row | None,
    turns: Row | None,
    decisions: Row | None,
    handed: Row | None,
    ai: Row | None,
    human: Row | None,
) -> Summary:
    turn_count, sentiment = turns or (0, None)
    decided, as_sent, edited, distance = decisions or (0, 0, 0, None)
    takeover_count = handed[0] if handed else 0
    return Summary(
        group=group,
        messages=messages[0] if messages else 0,
        turns=turn_count,
        decisions=decided,
        as_sent_share=as_sent / decided if decided else None,
        edited_share=edited / decided if decided else None,
        takeovers=takeover_count,
        takeover_rate=takeover_count / turn_count if turn_count else None,
        sentiment=sentiment,
        ai_wait_median=ai[0] if ai else None,
        human_wait_median=human[0] if human else None,
        mean_edit_distance=distance,
    )


def _takeover_days(turns: dict[date, int], reasons: list[Row]) -> list[TakeoverDay]:
    by_day: dict[date, dict[str, int]] = {on: {} for on in turns}
    for on, reason, number in reasons:
        by_day.setdefault(on, {})[reason] = number
    return [
        TakeoverDay(
            day=on,
            turns=turns.get(on, 0),
            takeovers=sum(found.values()),
            rate=sum(found.values()) / turns[on] if turns.get(on) else 0.0,
            reasons=found,
        )
        for on, found in sorted(by_day.items())
    ]
