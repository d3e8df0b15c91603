"""Examples: decided replies that later drafts may be shown, and the switch that takes one out of use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from data import audit, outcomes, terms
from data.cursor import Cursor
from data.database import Database
from data.errors import NotFound
from data.ids import clock, new_id
from data.records import Example, Switch
from data.rows import columns, dump_json, insert, many, one

_KEPT_ELSEWHERE = ("active", "outcome")
_COLUMNS = columns(Example, "e", leave_out=_KEPT_ELSEWHERE)
# An example is on until its newest switch says otherwise.
_ACTIVE = """coalesce((SELECT s.active FROM example_switch s WHERE s.example_id = e.id
                       ORDER BY s.switched_at DESC, s.id DESC LIMIT 1), TRUE)"""
_SELECT = f"""SELECT {_COLUMNS}, {_ACTIVE}, l.outcome
              FROM example e LEFT JOIN ({outcomes.of_examples()}) l ON l.example_id = e.id"""


def add(
    db: Database,
    *,
    decision_id: str,
    customer_id: str,
    language: str,
    intent: str,
    reasons: Sequence[str],
    request: str,
    draft: str,
    reply: str,
    reviewer_id: str,
    starred: bool,
    embedding: Sequence[float],
    made_by: str | None = None,
    stamp: str | None = None,
    now: datetime | None = None,
) -> Example:
    """Keep a decided reply as an example; all texts are redacted. The same decision again: the one there.

    made_by: the network that made the embedding (`language.made_by`); without it the vector is made anew one day.
    stamp: of the privacy lists (`data.terms`), read before the texts were. Raises `Stale` when the lists have
    changed since, so that the texts may have too: read them again.
    """
    at = clock(now)

    def work(cursor: Cursor) -> Example:
        found = one(cursor, Example, f"{_SELECT} WHERE e.decision_id = $1", decision_id)
        if found is not None:
            return found
        if stamp is not None:
            _demand_lists(cursor, decision_id, stamp)
        new = Example(
            id=new_id(),
            decision_id=decision_id,
            customer_id=customer_id,
            language=language,
            intent=intent,
            reasons=tuple(reasons),
            request=request,
            draft=draft,
            reply=reply,
            reviewer_id=reviewer_id,
            starred=starred,
            embedding=tuple(float(number) for number in embedding),
            created_at=at,
        )
        insert(cursor, "example", new, leave_out=_KEPT_ELSEWHERE)
        cursor.run("UPDATE example SET made_by = $2 WHERE id = $1", new.id, made_by)
        subject = {"example": new.id, "decision": decision_id}
        audit.append(cursor, actor="system", kind="example.added", subject=subject, now=at)
        return new

    return db.write(work)


def active(db: Database, language: str | None = None, intent: str | None = None) -> list[Example]:
    """Return the examples in use, newest first."""
    sql = f"""{_SELECT} WHERE {_ACTIVE} AND (CAST($1 AS TEXT) IS NULL OR e.language = $1)
              AND (CAST($2 AS TEXT) IS NULL OR e.intent = $2) ORDER BY e.created_at DESC, e.id DESC"""
    return db.read(lambda cursor: many(cursor, Example, sql, language, intent))


def active_before(db: Database, moment: datetime, except_for: str) -> list[Example]:
    """Return the examples that were in use at a moment, newest first, without those of one conversation (its id)."""
    on = _ACTIVE.replace("s.example_id = e.id", "s.example_id = e.id AND s.switched_at < $1")
    sql = f"""SELECT {_COLUMNS}, TRUE, l.outcome FROM example e JOIN decision d ON d.id = e.decision_id
              LEFT JOIN ({outcomes.of_examples(before="$1")}) l ON l.example_id = e.id WHERE e.created_at < $1 AND d.conversation_id <> $2 AND {on} ORDER BY e.created_at DESC, e.id DESC"""
    return db.read(lambda cursor: many(cursor, Example, sql, moment, except_for))


def listing(db: Database) -> list[Example]:
    """Return all examples with their `active` and `outcome`, newest first."""
    return db.read(lambda cursor: many(cursor, Example, f"{_SELECT} ORDER BY e.created_at DESC, e.id DESC"))


def outdated(db: Database, made_by: str, most: int) -> list[tuple[str, str]]:
    """Return (id, request) of examples whose vectors another network made, or of which that isn't known."""
    sql = "SELECT id, request FROM example WHERE made_by IS DISTINCT FROM $1 ORDER BY id DESC LIMIT $2"
    return db.read(lambda cursor: [(id, request) for id, request in cursor.rows(sql, made_by, most)])


def renew(db: Database, vectors: Mapping[tuple[str, str], Sequence[float]], made_by: str) -> None:
    """Keep new vectors by (id, request), all or none; one whose request reads otherwise by now stays as it is."""

    def work(cursor: Cursor) -> None:
        sql = "UPDATE example SET embedding = $3, made_by = $4 WHERE id = $1 AND request = $2"
        for (id, request), vector in vectors.items():
            cursor.run(sql, id, request, dump_json([float(number) for number in vector]), made_by)

    db.write(work, quiet=True)


def switches(db: Database) -> dict[str, Switch]:
    """Return the newest switch of each example that was ever switched, by the example's id."""
    sql = f"SELECT {columns(Switch)} FROM example_switch ORDER BY switched_at, id"
    return {found.example_id: found for found in db.read(lambda cursor: many(cursor, Switch, sql))}


def switch(
    db: Database,
    example_id: str,
    active: bool,
    account_id: str,
    reason: str | None = None,
    *,
    now: datetime | None = None,
) -> None:
    """Take an example out of use, or back into it; earlier switches stay as rows. Raises `NotFound`.

    account_id: `system` when it is switched off because it hurts.
    """
    at = clock(now)

    def work(cursor: Cursor) -> None:
        if cursor.row("SELECT 1 FROM example WHERE id = $1", example_id) is None:
            raise NotFound("example", example_id)
        insert(cursor, "example_switch", Switch(new_id(), example_id, active, account_id, reason, at))
        subject = {"example": example_id, "active": active}
        audit.append(cursor, actor=account_id, kind="example.switched", subject=subject, now=at)

    db.write(work)


def _demand_lists(cursor: Cursor, decision_id: str, stamp: str) -> None:
    """Writing first makes a change of the lists wait for the decision's row, or has it seen here."""
    cursor.run("UPDATE decision SET text_hash = text_hash WHERE id = $1", decision_id)
    row = cursor.row("SELECT conversation_id FROM decision WHERE id = $1", decision_id)
    terms.demand(cursor, row[0] if row else None, stamp)
