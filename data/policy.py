"""Policy rows: supervisors say what becomes of a use case's drafts. Nothing is overwritten; the newest row counts."""

from __future__ import annotations

from datetime import datetime

from data import audit
from data.cursor import Cursor
from data.database import Database
from data.errors import UnfitPolicy
from data.ids import clock, new_id
from data.records.policy import LEAST_BOUND, LEAST_NUMBER, LEAST_SAMPLE, MODES, NewPolicy, Policy
from data.rows import columns, insert, many, one
from data.said import Said, named

MOST_DAILY = 10_000
_NEWEST = f"SELECT {columns(Policy)} FROM policy"
_ORDER = "ORDER BY decided_at DESC, id DESC"


def change(db: Database, new: NewPolicy, account_id: str, *, now: datetime | None = None) -> Policy:
    """Set a use case's policy. A row for all languages replaces those of single ones. Raises `UnfitPolicy`."""
    at = clock(now)
    demand(new)

    def work(cursor: Cursor) -> Policy:
        touch(cursor)
        row = Policy(
            id=new_id(),
            intent=new.intent,
            language=new.language,
            mode=new.mode,
            bound=new.bound,
            fewest=new.fewest,
            sample=new.sample,
            daily=new.daily,
            newcomers=new.newcomers,
            reason=new.reason,
            account_id=account_id,
            began_at=_began(cursor, new, at),
            decided_at=at,
        )
        insert(cursor, "policy", row)
        _note(cursor, row)
        return row

    return db.write(work)


def demand(new: NewPolicy) -> None:
    """Raise `UnfitPolicy` where a value is beyond what any setting may be."""
    for name, value, least, most in (
        ("bound", new.bound, LEAST_BOUND, 0.999),
        ("fewest", new.fewest, LEAST_NUMBER, 1_000),
        ("sample", new.sample, LEAST_SAMPLE, 1.0),
        ("daily", new.daily, 1, MOST_DAILY),
    ):
        if not least <= value <= most:
            raise UnfitPolicy(
                Said(
                    "refusal.policy",
                    "{name} is {value}; give a value from {least} to {most}",
                    name=named("policy_value", name),
                    value=str(value),
                    least=str(least),
                    most=str(most),
                )
            )
    if new.mode not in MODES:
        raise UnfitPolicy(
            Said(
                "refusal.mode", "mode is {mode!r}; give one of {modes}", mode=new.mode, modes=", ".join(MODES)
            )
        )


def in_force(db: Database, intent: str, language: str | None) -> Policy | None:
    """Return the row that counts for a use case in a language; None: nothing was ever set, so people review.

    language: None asks for what was set for all of them.
    """
    return db.read(lambda cursor: read(cursor, intent, language))


def read(cursor: Cursor, intent: str, language: str | None) -> Policy | None:
    """Do what `in_force` does, inside a transaction."""
    sql = (
        f"{_NEWEST} WHERE intent = $1 AND (language IS NULL OR language = CAST($2 AS TEXT)) {_ORDER} LIMIT 1"
    )
    return one(cursor, Policy, sql, intent, language)


def rival(db: Database, intent: str, language: str | None) -> Policy | None:
    """Return the newest row that a change for this scope replaces; for all languages (None) also one of a single language.

    What was earned goes on counting where it has the scope and the mode that are to be set; else it begins anew.
    """
    return db.read(lambda cursor: _rival(cursor, intent, language))


def get(db: Database, id: str) -> Policy | None:
    """Return a row, whether it counts or not."""
    return db.read(lambda cursor: one(cursor, Policy, f"{_NEWEST} WHERE id = $1", id))


def listing(db: Database) -> list[Policy]:
    """Return every row, the newest first."""
    return db.read(lambda cursor: many(cursor, Policy, f"{_NEWEST} {_ORDER}"))


def any_auto(db: Database) -> bool:
    """Say whether any reply may leave without a person: what customers are told before they write depends on it."""
    return db.read(any_auto_in)


def any_auto_in(cursor: Cursor) -> bool:
    """Do what `any_auto` does, inside a transaction."""
    # A newer row of the same use case replaces an older one if it is for all languages or for the same one.
    sql = """SELECT 1 FROM policy p WHERE p.mode = 'auto' AND NOT EXISTS (
                 SELECT 1 FROM policy n WHERE n.intent = p.intent AND (n.language IS NULL OR n.language = p.language)
                 AND (n.decided_at > p.decided_at OR (n.decided_at = p.decided_at AND n.id > p.id))) LIMIT 1"""
    return cursor.row(sql) is not None


def touch(cursor: Cursor) -> None:
    """Come one after another: what reads and writes policy, the stop button and unreviewed replies goes through here."""
    cursor.run("UPDATE policy_head SET version = version + 1 WHERE id = 1")


def _began(cursor: Cursor, new: NewPolicy, now: datetime) -> datetime:
    """Since when the mode is the one to be set: the same scope's newest row counts on, if nothing else came after it."""
    was = _rival(cursor, new.intent, new.language)
    same = was is not None and (was.language, was.mode) == (new.language, new.mode)
    return was.began_at if was is not None and same else now


def _rival(cursor: Cursor, intent: str, language: str | None) -> Policy | None:
    if language is not None:
        return read(cursor, intent, language)
    return one(cursor, Policy, f"{_NEWEST} WHERE intent = $1 {_ORDER} LIMIT 1", intent)


def _note(cursor: Cursor, row: Policy) -> None:
    subject = {
        "policy": row.id,
        "intent": row.intent,
        "language": row.language,
        "mode": row.mode,
        "bound": row.bound,
        "fewest": row.fewest,
        "sample": row.sample,
        "daily": row.daily,
        "newcomers": row.newcomers,
    }
    audit.append(cursor, actor=row.account_id, kind="policy.changed", subject=subject, now=row.decided_at)
