"""From a figure to its conversations: the same days, filters and ways of counting as `insights`, `per_module` and `usage`."""

from __future__ import annotations

from datetime import date

from data.measures import ANSWERED, BECAME, REQUESTED, REVIEWED, TURN_OF_TAKEOVER, filtered, given, within
from data.records import Among

_DECISIONS = f"""SELECT d.conversation_id FROM decision d JOIN turn t ON t.id = d.turn_id
    WHERE {{within:d.decided_at}} AND {REVIEWED}"""
_TAKEOVERS = f"SELECT o.conversation_id FROM takeover o {TURN_OF_TAKEOVER} WHERE {{within:o.requested_at}}"
_DRAFTS = "SELECT d.conversation_id FROM draft d JOIN turn t ON t.id = d.turn_id WHERE {within:d.created_at}"
_CITED = """SELECT d.conversation_id FROM citation c JOIN draft d ON d.id = c.draft_id JOIN turn t ON t.id = d.turn_id
    WHERE {within:d.created_at}"""
_SOURCES = {
    "request": f"SELECT t.conversation_id FROM turn t WHERE {REQUESTED} AND {{within:t.created_at}}",
    "decision": _DECISIONS,
    **{name: f"{_DECISIONS} AND {became}" for name, became in BECAME.items()},
    "answered_ai": f"SELECT t.conversation_id FROM {ANSWERED} AND {{within:f.created_at}}",
    "answered_human": f"{_TAKEOVERS} AND o.first_reply_at IS NOT NULL",
    "takeover": _TAKEOVERS,
    "draft": _DRAFTS,
    "cited": _CITED,
    "own_draft": f"{_DRAFTS} AND d.fallback IS NULL",
    "stand_in": f"{_DRAFTS} AND d.fallback IS NOT NULL",
}
_DETAILS = {
    "takeover": "o.reason",
    "draft": "d.drafter",
    "own_draft": "d.drafter",
    "cited": "c.kind || ':' || c.item_id",
}


def only(among: Among | None, start: int) -> tuple[str, tuple[date | str | None, ...]]:
    """Return a condition on a conversation's `id`, and its parameters, the first of which is number `start`.

    Raises KeyError for a happening that isn't known.
    """
    if among is None:
        return "", ()
    head, _, rest = _SOURCES[among.happening].partition("{within:")
    column, _, tail = rest.partition("}")
    sql = f"{head}{within(column, start)}{tail} AND {filtered(start + 2)}"
    values: tuple[date | str | None, ...] = given(among.period, among.filters)
    if among.detail is not None and among.happening in _DETAILS:
        sql += f" AND {_DETAILS[among.happening]} = ${start + 5}"
        values = (*values, among.detail)
    return f"AND id IN ({sql})", values
