"""How each use case does: what became of its drafts, how long they took, how customers took to the replies. Days are UTC."""

from __future__ import annotations

from data import outcomes
from data.cursor import Row
from data.database import Database
from data.measures import AI_ANSWERED, BECAME, EVERYTHING, filtered, given, quantile, within
from data.records import Filters, ModuleFigures, Period


def module_figures(db: Database, period: Period, filters: Filters = EVERYTHING) -> list[ModuleFigures]:
    """Return a row for each intent that had requests or decisions in the period, most requests first.

    Decisions count on the day they were made, as in `insights.decisions_by_day`.
    """
    values = given(period, filters)
    parts = db.read(lambda cursor: [cursor.rows(sql, *values) for sql in _PARTS])
    turns, decided, waits, scored, waiting = ({row[0]: row[1:] for row in rows} for rows in parts)
    found = [
        _figures(intent, *(part.get(intent) for part in (turns, decided, waits, scored, waiting)))
        for intent in {*turns, *decided, *waiting} - {None}
    ]
    return sorted(found, key=lambda one: (-one.turns, one.intent))


_DECIDED = f"""decision d JOIN turn t ON t.id = d.turn_id
    WHERE {within("d.decided_at")} AND {filtered()}"""
_COUNTS = ", ".join(f"count(*) FILTER (WHERE {became})" for became in BECAME.values())
_WAIT = "CAST(extract(epoch FROM m.created_at - f.created_at) AS DOUBLE PRECISION)"

# In the order that `_figures` takes them; each row begins with the intent.
_PARTS = (
    f"""SELECT t.intent, count(*),
        count(*) FILTER (WHERE EXISTS (SELECT 1 FROM draft x WHERE x.turn_id = t.id))
        FROM turn t WHERE t.status <> 'superseded' AND {within("t.created_at")} AND {filtered()} GROUP BY 1""",
    f"SELECT t.intent, count(*), {_COUNTS}, {quantile(0.5, 'd.edit_distance')} FROM {_DECIDED} GROUP BY 1",
    f"""SELECT t.intent, {quantile(0.5, _WAIT)}
        FROM {AI_ANSWERED} AND {within("f.created_at")} AND {filtered()} GROUP BY 1""",
    f"""SELECT t.intent, avg(s.score), count(*)
        FROM ({outcomes.scores()}) s JOIN decision d ON d.id = s.decision_id JOIN turn t ON t.id = d.turn_id
        WHERE {within("d.decided_at")} AND {filtered()} GROUP BY 1""",
    # Whoever waits now waits, whatever the period is; the days are named only because they are parameters.
    f"""SELECT t.intent, count(*) FROM desk k JOIN draft d ON d.id = k.draft_id JOIN turn t ON t.id = d.turn_id
        WHERE k.status = 'open' AND (CAST($1 AS DATE) <= CAST($2 AS DATE)) AND {filtered()} GROUP BY 1""",
)


def _figures(
    intent: str, turns: Row | None, decided: Row | None, wait: Row | None, scored: Row | None, open_now: Row | None
) -> ModuleFigures:  # fmt: skip
    number, drafted = turns or (0, 0)
    decisions, as_sent, light, rewrite, rejected, taken_over, distance = decided or (0, 0, 0, 0, 0, 0, None)
    score, cases = scored or (None, 0)
    return ModuleFigures(
        intent=intent,
        turns=number,
        drafted=drafted,
        drafted_share=drafted / number if number else None,
        decisions=decisions,
        as_sent=as_sent,
        light_edit=light,
        rewrite=rewrite,
        rejected=rejected,
        taken_over=taken_over,
        edit_distance=distance,
        open_now=open_now[0] if open_now else 0,
        ai_wait=wait[0] if wait else None,
        outcome=score,
        cases=cases,
    )
