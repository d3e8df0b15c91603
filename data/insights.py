"""Figures for supervisors. Days are UTC; superseded turns don't count, the turn that took their place does."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from data.cursor import Row
from data.database import Database
from data.records import DecisionDay, Filters, Period, SentimentDay, Summary, TakeoverDay, WaitingDay
from data.rows import many

LIGHT_EDIT_BELOW = 0.4  # Typewise counts a reply as accepted when less than 40 % of it was changed
EVERYTHING = Filters()
NEGATIVE_BELOW = -0.2  # sentiment runs from -1 to 1

Group = Literal["language", "intent"]


def decisions_by_day(db: Database, period: Period, filters: Filters = EVERYTHING) -> list[DecisionDay]:
    """Return the decisions of each day that had any, by what became of the draft."""
    sql = f"""
        SELECT {_day("d.decided_at")},
               count(*) FILTER (WHERE {_AS_SENT}), count(*) FILTER (WHERE {_LIGHT}),
               count(*) FILTER (WHERE {_REWRITE}), count(*) FILTER (WHERE d.kind = 'reject'),
               count(*) FILTER (WHERE d.kind = 'take_over')
        FROM decision d JOIN turn t ON t.id = d.turn_id
        WHERE {_within("d.decided_at")} AND {_FILTER} GROUP BY 1 ORDER BY 1"""
    return db.read(lambda cursor: many(cursor, DecisionDay, sql, *_given(period, filters)))


def sentiment_by_day(db: Database, period: Period, filters: Filters = EVERYTHING) -> list[SentimentDay]:
    """Return the mean sentiment of each day's turns in each language."""
    sql = f"""
        SELECT {_day("t.created_at")}, t.language, count(*), avg(t.sentiment),
               count(*) FILTER (WHERE t.sentiment < {NEGATIVE_BELOW})
        FROM turn t WHERE t.sentiment IS NOT NULL AND t.language IS NOT NULL AND t.status <> 'superseded'
          AND {_within("t.created_at")} AND {_FILTER} GROUP BY 1, 2 ORDER BY 1, 2"""
    return db.read(lambda cursor: many(cursor, SentimentDay, sql, *_given(period, filters)))


def takeovers(db: Database, period: Period, filters: Filters = EVERYTHING) -> list[TakeoverDay]:
    """Return, for each day with turns or takeovers, how many came to a person, and why."""
    turns_sql = f"""
        SELECT {_day("t.created_at")}, count(*) FROM turn t
        WHERE t.status <> 'superseded' AND {_within("t.created_at")} AND {_FILTER} GROUP BY 1"""
    takeovers_sql = f"""
        SELECT {_day("o.requested_at")}, o.reason, count(*) FROM takeover o {_TURN_OF_TAKEOVER}
        WHERE {_within("o.requested_at")} AND {_FILTER} GROUP BY 1, 2 ORDER BY 1, 2"""
    given = _given(period, filters)
    turns, reasons = db.read(
        lambda cursor: (cursor.rows(turns_sql, *given), cursor.rows(takeovers_sql, *given))
    )
    return _takeover_days(dict(turns), reasons)


def waiting(db: Database, period: Period, filters: Filters = EVERYTHING) -> list[WaitingDay]:
    """Return how long customers waited for a reply that AI drafted and for a person, each on its own clock."""
    sql = f"""
        SELECT day, clock, count(*), {_quantile(0.5)}, {_quantile(0.9)}, max(wait)
        FROM (SELECT {_day("began")} AS day, 'ai' AS clock, wait FROM ({_AI_WAITS}) a
              UNION ALL SELECT {_day("began")}, 'human', wait FROM ({_HUMAN_WAITS}) h) w
        GROUP BY 1, 2 ORDER BY 1, 2"""
    return db.read(lambda cursor: many(cursor, WaitingDay, sql, *_given(period, filters)))


def summary(
    db: Database, period: Period, filters: Filters = EVERYTHING, by: Group | None = None
) -> list[Summary]:
    """Return the period in one row, or in one row for each language or intent that occurs."""
    given = _given(period, filters)
    parts = db.read(lambda cursor: [cursor.rows(_grouped(sql, by), *given) for sql in _PARTS])
    messages, turns, decisions, handed, ai, human = ({row[0]: row[1:] for row in rows} for rows in parts)
    groups: list[Any] = [None] if by is None else sorted({*turns, *decisions, *handed} - {None})
    return [
        _summary(group, *(part.get(group) for part in (messages, turns, decisions, handed, ai, human)))
        for group in groups
    ]


_AS_SENT = "(d.kind = 'approve' OR (d.kind = 'edit' AND d.edit_distance = 0))"
_LIGHT = f"(d.kind = 'edit' AND d.edit_distance > 0 AND d.edit_distance < {LIGHT_EDIT_BELOW})"
_REWRITE = f"(d.kind = 'edit' AND d.edit_distance >= {LIGHT_EDIT_BELOW})"

# $1 and $2 are the days, $3 language, $4 intent; every query here names the turn `t`.
_FILTER = "(CAST($3 AS TEXT) IS NULL OR t.language = $3) AND (CAST($4 AS TEXT) IS NULL OR t.intent = $4)"

# A takeover that no turn led to (the customer pressed a button) belongs to the conversation's newest turn.
_TURN_OF_TAKEOVER = """LEFT JOIN turn t ON t.id = coalesce(o.turn_id, (
    SELECT x.id FROM turn x WHERE x.conversation_id = o.conversation_id AND x.created_at <= o.requested_at
    ORDER BY x.created_at DESC, x.id DESC LIMIT 1))"""


def _day(column: str) -> str:
    return f"CAST({column} AT TIME ZONE 'UTC' AS DATE)"


def _within(column: str) -> str:
    return f"{_day(column)} BETWEEN CAST($1 AS DATE) AND CAST($2 AS DATE)"


def _quantile(share: float) -> str:
    return f"percentile_cont({share}) WITHIN GROUP (ORDER BY wait)"


def _given(period: Period, filters: Filters) -> tuple[date, date, str | None, str | None]:
    return period.first, period.last, filters.language, filters.intent


# From the first unanswered message to the reply that an AI drafted.
_AI_WAITS = f"""
    SELECT f.created_at AS began, t.language, t.intent,
           CAST(extract(epoch FROM m.created_at - f.created_at) AS DOUBLE PRECISION) AS wait
    FROM message m
    JOIN outbox b ON b.id = m.outbox_id
    JOIN decision d ON d.id = b.decision_id
    JOIN turn t ON t.id = d.turn_id
    JOIN message f ON f.conversation_id = t.conversation_id AND f.seq = t.first_seq
    WHERE m.authorship IN ('ai', 'ai_approved', 'ai_edited') AND {_within("f.created_at")} AND {_FILTER}"""

# From the wish for a person to that person's first message.
_HUMAN_WAITS = f"""
    SELECT o.requested_at AS began, t.language, t.intent,
           CAST(extract(epoch FROM o.first_reply_at - o.requested_at) AS DOUBLE PRECISION) AS wait
    FROM takeover o {_TURN_OF_TAKEOVER}
    WHERE o.first_reply_at IS NOT NULL AND {_within("o.requested_at")} AND {_FILTER}"""

# The parts of a summary; {{by}} is the group. In the order that `_summary` takes them.
_PARTS = (
    f"""SELECT {{by}}, count(*) FROM message m JOIN turn t ON t.conversation_id = m.conversation_id
        AND m.seq BETWEEN t.first_seq AND t.last_seq AND t.status <> 'superseded'
        WHERE m.direction = 'inbound' AND {_within("m.created_at")} AND {_FILTER} GROUP BY 1""",
    f"""SELECT {{by}}, count(*), avg(t.sentiment) FROM turn t
        WHERE t.status <> 'superseded' AND {_within("t.created_at")} AND {_FILTER} GROUP BY 1""",
    f"""SELECT {{by}}, count(*), count(*) FILTER (WHERE {_AS_SENT}),
        count(*) FILTER (WHERE {_LIGHT} OR {_REWRITE}), avg(d.edit_distance)
        FROM decision d JOIN turn t ON t.id = d.turn_id WHERE {_within("d.decided_at")} AND {_FILTER} GROUP BY 1""",
    f"""SELECT {{by}}, count(*) FROM takeover o {_TURN_OF_TAKEOVER}
        WHERE {_within("o.requested_at")} AND {_FILTER} GROUP BY 1""",
    f"SELECT {{by}}, {_quantile(0.5)} FROM ({_AI_WAITS}) t GROUP BY 1",
    f"SELECT {{by}}, {_quantile(0.5)} FROM ({_HUMAN_WAITS}) t GROUP BY 1",
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
    by_day: dict[date, dict[str, int]] = {day: {} for day in turns}
    for day, reason, number in reasons:
        by_day.setdefault(day, {})[reason] = number
    return [
        TakeoverDay(
            day=day,
            turns=turns.get(day, 0),
            takeovers=sum(found.values()),
            rate=sum(found.values()) / turns[day] if turns.get(day) else 0.0,
            reasons=found,
        )
        for day, found in sorted(by_day.items())
    ]
