"""The privacy lists: words that people want masked or left, in one conversation or everywhere. Values are sealed.

Rows are never changed: a word is taken off a list by a withdrawal. The nearer list wins (`graph.lists` says how).
"""

from __future__ import annotations

from datetime import datetime

from data import audit
from data.cursor import Cursor
from data.database import Database
from data.errors import NotFound, Stale
from data.ids import clock, new_id
from data.records import Held, ListChange, Term, TermKind, TermRow
from data.rows import columns, insert, many, one

# $1 the conversation, NULL for none.
_HERE = "(t.scope = 'everywhere' OR (t.scope = 'conversation' AND t.conversation_id = $1))"
_IN_FORCE = f"""
    SELECT {columns(Term, "t")} FROM term t WHERE {_HERE}
    AND NOT EXISTS (SELECT 1 FROM term_withdrawal w WHERE w.term_id = t.id) ORDER BY t.created_at, t.id"""
_STAMP = f"""
    SELECT count(*), max(t.id), count(w.id), max(w.id)
    FROM term t LEFT JOIN term_withdrawal w ON w.term_id = t.id WHERE {_HERE}"""
# $1 the kind. The columns of TermRow.
_LISTING = """
    SELECT t.id, t.kind, t.conversation_id, t.sealed_value, t.sealed_reason, a.display_name, t.created_at,
           w.id, b.display_name, w.sealed_reason, w.withdrawn_at
    FROM term t
    LEFT JOIN term_withdrawal w ON w.term_id = t.id
    LEFT JOIN account a ON a.id = t.account_id
    LEFT JOIN account b ON b.id = w.account_id
    WHERE t.kind = $1 AND t.scope = 'everywhere' ORDER BY t.created_at DESC, t.id DESC"""


def in_force(db: Database, conversation_id: str | None = None) -> Held:
    """Return the words in force everywhere and, with a conversation, those of that conversation."""

    def work(cursor: Cursor) -> Held:
        found = tuple(many(cursor, Term, _IN_FORCE, conversation_id))
        return Held(found, stamp(cursor, conversation_id))

    return db.read(work)


def of_customer(db: Database, customer_id: str) -> list[Term]:
    """Return the words in force that are to be masked in single conversations of a customer."""
    sql = f"""SELECT {columns(Term, "t")} FROM term t
              WHERE t.customer_id = $1 AND t.scope = 'conversation' AND t.kind = 'deny'
              AND NOT EXISTS (SELECT 1 FROM term_withdrawal w WHERE w.term_id = t.id) ORDER BY t.created_at, t.id"""
    return db.read(lambda cursor: many(cursor, Term, sql, customer_id))


def listing(db: Database, kind: TermKind) -> list[TermRow]:
    """Return the words that were ever on the list of this kind for everywhere, the newest first."""
    return db.read(lambda cursor: many(cursor, TermRow, _LISTING, kind))


def get(db: Database, id: str) -> Term:
    """Return a term; raises `NotFound`."""
    found = db.read(lambda cursor: one(cursor, Term, f"SELECT {columns(Term)} FROM term WHERE id = $1", id))
    if found is None:
        raise NotFound("term", id)
    return found


def change(db: Database, made: ListChange, account_id: str, *, now: datetime | None = None) -> None:
    """Change the lists for everywhere, for texts to come. Raises `Stale` when they were changed since `made.stamp`."""
    at = clock(now)
    db.write(lambda cursor: apply(cursor, made, account_id, None, at))


def withdraw(
    db: Database, term_id: str, account_id: str, sealed_reason: bytes | None, *, now: datetime | None = None
) -> None:
    """Take a word off its list, for texts to come; one that is off already stays as it is. Raises `NotFound`."""
    at = clock(now)

    def work(cursor: Cursor) -> None:
        found = one(cursor, Term, f"SELECT {columns(Term)} FROM term WHERE id = $1", term_id)
        if found is None:
            raise NotFound("term", term_id)
        for term in _alike(cursor, found):  # two who add the same word at once may both have done so
            _withdraw(cursor, term, account_id, sealed_reason, at)

    db.write(work)


def stamp(cursor: Cursor, conversation_id: str | None) -> str:
    """Return a text that changes whenever a word is added or withdrawn here, and when some are erased."""
    row = cursor.row(_STAMP, conversation_id)
    return "/".join(str(part or 0) for part in row or ())


def demand(cursor: Cursor, conversation_id: str | None, expected: str) -> None:
    """Raise `Stale` when the lists here are no longer those of the stamp. Lock what is about to be written first."""
    if stamp(cursor, conversation_id) != expected:
        raise Stale("the privacy lists were changed meanwhile: mask again")


def apply(
    cursor: Cursor, made: ListChange, account_id: str, conversation_id: str | None, now: datetime
) -> None:
    """Do what `change` does, inside a transaction; with a conversation its own list counts too."""
    demand(cursor, conversation_id, made.stamp)
    for term_id in made.withdrawn:
        found = one(cursor, Term, f"SELECT {columns(Term)} FROM term WHERE id = $1", term_id)
        if found is not None:
            _withdraw(cursor, found, account_id, None, now)
    if made.new is not None and not _alike(cursor, made.new):
        insert(cursor, "term", made.new)
        _note(cursor, "term.added", made.new, account_id, now)


def _alike(cursor: Cursor, term: Term) -> list[Term]:
    """Return the terms in force that say the same of the same word."""
    sql = f"""SELECT {columns(Term, "t")} FROM term t WHERE t.kind = $1 AND t.scope = $2
              AND t.value_hash = $3 AND NOT EXISTS (SELECT 1 FROM term_withdrawal w WHERE w.term_id = t.id)"""
    return many(cursor, Term, sql, term.kind, term.scope, term.value_hash)


def _withdraw(cursor: Cursor, term: Term, account_id: str, reason: bytes | None, now: datetime) -> None:
    if cursor.row("SELECT 1 FROM term_withdrawal WHERE term_id = $1", term.id) is not None:
        return
    sql = "INSERT INTO term_withdrawal VALUES ($1, $2, $3, $4, $5)"
    cursor.run(sql, new_id(), term.id, account_id, reason, now)
    _note(cursor, "term.withdrawn", term, account_id, now)


def _note(cursor: Cursor, kind: str, term: Term, account_id: str, now: datetime) -> None:
    subject = {"term": term.id, "kind": term.kind, "scope": term.scope}
    audit.append(
        cursor, actor=account_id, kind=kind, conversation_id=term.conversation_id, subject=subject, now=now
    )
