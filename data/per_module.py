"""How each use case does: what became of its drafts, how long they took, how customers took to the replies. Days are UTC."""

from __future__ import annotations

from collections.abc import Mapping

from data import outcomes
from data.cursor import Row
from data.database import Database
from data.insights import Insights, count, read
from data.measures import BECAME, EVERYTHING, REQUESTED, filtered, given, within
from data.records import Filters, ModuleFigures, Period
from data.records.figures import Cell, What


def module_figures(
    db: Database, period: Period, filters: Filters = EVERYTHING, counted: Insights | None = None
) -> list[ModuleFigures]:
    """Return a row for each intent that had requests or decisions in the period, most requests first.

    Decisions count on the day they were made, as in `insights`; `counted`: the period's insights, if they are read already.
    """
    values = given(period, filters)
    groups = (counted or read(db, period, filters, ("intent",))).groups("intent")
    parts = db.read(lambda cursor: [cursor.rows(sql, *values) for sql in _PARTS])
    drafted, scored, waiting = ({row[0]: row[1:] for row in rows} for rows in parts)
    shown = {intent for intent, of in groups.items() if of["request"] or of["decision"]} | {*waiting}
    found = [
        _figures(intent, groups[intent], *(part.get(intent) for part in (drafted, scored, waiting)))
        for intent in shown
        if intent is not None
    ]
    return sorted(found, key=lambda one: (-one.turns, one.intent))


# In the order that `_figures` takes them; each row begins with the intent.
_PARTS = (
    f"""SELECT t.intent, count(*) FROM turn t WHERE {REQUESTED} AND {within("t.created_at")} AND {filtered()}
        AND t.id IN (SELECT x.turn_id FROM draft x) GROUP BY 1""",
    f"""SELECT t.intent, avg(s.score), count(*)
        FROM ({outcomes.scores()}) s JOIN decision d ON d.id = s.decision_id JOIN turn t ON t.id = d.turn_id
        WHERE {within("d.decided_at")} AND {filtered()} GROUP BY 1""",
    # Whoever waits now waits, whatever the period is; the days are named only because they are parameters.
    f"""SELECT t.intent, count(*) FROM desk k JOIN draft d ON d.id = k.draft_id JOIN turn t ON t.id = d.turn_id
        WHERE k.status = 'open' AND (CAST($1 AS DATE) <= CAST($2 AS DATE)) AND {filtered()} GROUP BY 1""",
)


def _figures(
    intent: str, of: Mapping[What, list[Cell]], drafted: Row | None, scored: Row | None, open_now: Row | None
) -> ModuleFigures:
    number, with_draft = count(of["request"]), drafted[0] if drafted else 0
    score, cases = scored or (None, 0)
    became = {name: count(of["decision"], name) for name in BECAME}
    return ModuleFigures(
        intent=intent,
        turns=number,
        drafted=with_draft,
        drafted_share=with_draft / number if number else None,
        decisions=sum(became.values()),
        **became,
        edit_distance=of["edit"][0].median if of["edit"] else None,
        open_now=open_now[0] if open_now else 0,
        ai_wait=of["answer"][0].median if of["answer"] else None,
        outcome=score,
        cases=cases,
    )
