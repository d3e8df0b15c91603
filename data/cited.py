"""Which drafts cite which article, passage or template, and what became of them. Rows hold ids, no word of anybody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from data import outcomes
from data.cursor import Cursor
from data.database import Database
from data.records import Fare, KnowledgeKind
from data.rows import many

KINDS: tuple[KnowledgeKind, ...] = ("article", "template")
_FARES = """
    SELECT c.kind, c.cited, count(*),
           count(*) FILTER (WHERE (d.kind = 'approve' OR d.edit_distance = 0) AND d.reviewer_id <> 'policy'),
           count(*) FILTER (WHERE d.kind = 'edit' AND d.edit_distance > 0),
           count(*) FILTER (WHERE d.kind = 'reject'), count(*) FILTER (WHERE d.kind = 'take_over'),
           count(s.score), count(*) FILTER (WHERE s.score < 0), avg(s.score), max(f.created_at)
    FROM (SELECT DISTINCT draft_id, kind, {cited} AS cited FROM citation {only}) c
    JOIN draft f ON f.id = c.draft_id LEFT JOIN decision d ON d.draft_id = f.id
    LEFT JOIN ({scores}) s ON s.decision_id = d.id
    WHERE f.created_at >= $1 GROUP BY c.kind, c.cited ORDER BY c.kind, c.cited"""


def note(cursor: Cursor, draft_id: str, sources: Iterable[Mapping[str, Any]]) -> None:
    """Note what a new draft cites, each once, with the version in force, inside the transaction that adds the draft."""
    found = dict.fromkeys((source.get("kind"), source.get("id")) for source in sources)
    for kind, part in found:
        if kind in KINDS and isinstance(part, str):
            item = item_of(kind, part)
            sql = f"""INSERT INTO citation (draft_id, kind, part, item_id, version)
                      VALUES ($1, $2, $3, $4, (SELECT version FROM {kind} WHERE id = $4))"""
            cursor.run(sql, draft_id, kind, part, item)


def item_of(kind: str, part: str) -> str:
    """Return the article or template that a source's id belongs to: a passage's is its article's, a # and a number."""
    item, mark, number = part.rpartition("#")
    return item if kind == "article" and mark and number.isdigit() else part


def fares(db: Database, since: datetime) -> list[Fare]:
    """Return how the drafts since a moment fared, for each article and template that they cite."""
    sql = _FARES.format(cited="item_id", only="", scores=outcomes.scores())
    return db.read(lambda cursor: many(cursor, Fare, sql, since))


def of_passages(db: Database, article_id: str, since: datetime) -> list[Fare]:
    """Return how the drafts since a moment fared, for each passage of an article that they cite."""
    only = "WHERE kind = 'article' AND item_id = $2"
    sql = _FARES.format(cited="part", only=only, scores=outcomes.scores())
    return db.read(lambda cursor: many(cursor, Fare, sql, since, article_id))


def of_versions(db: Database, kind: KnowledgeKind, item_id: str) -> list[Fare]:
    """Return how the drafts fared that cite each version of an item; `part` is the version's number."""
    only = "WHERE kind = $2 AND item_id = $3 AND version IS NOT NULL"
    sql = _FARES.format(cited="CAST(version AS TEXT)", only=only, scores=outcomes.scores())
    first = datetime.fromisoformat("2000-01-01T00:00:00+00:00")
    return db.read(lambda cursor: many(cursor, Fare, sql, first, kind, item_id))


def items_of(db: Database, decision_ids: Sequence[str]) -> dict[tuple[KnowledgeKind, str], int]:
    """Return how many of these decisions were about drafts that cite each article and template, by kind and id."""
    places = ", ".join(f"${number}" for number in range(1, len(decision_ids) + 1))
    sql = f"""SELECT c.kind, c.item_id, count(DISTINCT d.id) FROM decision d JOIN citation c ON c.draft_id = d.draft_id
              WHERE d.id IN ({places}) GROUP BY c.kind, c.item_id"""
    rows = db.read(lambda cursor: cursor.rows(sql, *decision_ids)) if decision_ids else []
    return {(kind, id): number for kind, id, number in rows}
