"""Rules for drafts that supervisors accepted, dismissed, or took out of force again. Nothing is overwritten."""

from __future__ import annotations

from datetime import datetime

from data import audit
from data.cursor import Cursor
from data.database import Database
from data.errors import NotFound
from data.ids import clock, new_id, text_hash
from data.records import NewRule, ToneRule
from data.rows import many, one

_RULE = "r.id, r.intent, r.language, r.kind, r.old, r.new, r.proposal, r.decisions, r.reviewers, r.created_at"
_VERDICT = "v.in_force, v.account_id, v.decided_at"
# The newest verdict v of a rule r; {older} may leave out those after a moment.
_NEWEST = """NOT EXISTS (SELECT 1 FROM tone_rule_verdict n WHERE n.rule_id = v.rule_id {older}
             AND (n.decided_at > v.decided_at OR (n.decided_at = v.decided_at AND n.id > v.id)))"""
_SELECT = f"""SELECT {_RULE}, {_VERDICT} FROM tone_rule r JOIN tone_rule_verdict v ON v.rule_id = r.id
              AND {_NEWEST.format(older="")}"""


def decide(
    db: Database, rule: NewRule, in_force: bool, account_id: str, *, now: datetime | None = None
) -> ToneRule:
    """Put a proposed rule in force, or dismiss it. One that was decided on before keeps its words: a switch then."""
    at = clock(now)

    def work(cursor: Cursor) -> ToneRule:
        found = one(cursor, ToneRule, f"{_SELECT} WHERE r.proposal = $1", rule.proposal)
        if found is not None:
            return _verdict(cursor, found, in_force, account_id, at)
        id = new_id()
        sql = f"INSERT INTO tone_rule ({_RULE.replace('r.', '')}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
        cursor.run(
            sql, id, rule.intent, rule.language, rule.kind, rule.old, rule.new, rule.proposal,
            rule.decisions, rule.reviewers, at,
        )  # fmt: skip
        _add_verdict(cursor, id, rule.old, rule.new, in_force, account_id, at)
        return _get(cursor, id)

    return db.write(work)


def switch(
    db: Database, rule_id: str, in_force: bool, account_id: str, *, now: datetime | None = None
) -> ToneRule:
    """Take a rule out of force, or put it back; as it is already: nothing happens. Raises `NotFound`."""
    at = clock(now)
    return db.write(lambda cursor: _verdict(cursor, _get(cursor, rule_id), in_force, account_id, at))


def in_force(db: Database, intent: str, language: str, *, moment: datetime | None = None) -> list[ToneRule]:
    """Return the rules in force for drafts of this intent and language, oldest first; `moment`: as they were then."""
    older = _NEWEST.format(older="AND (CAST($3 AS TIMESTAMPTZ) IS NULL OR n.decided_at < $3)")
    sql = f"""SELECT {_RULE}, {_VERDICT} FROM tone_rule r JOIN tone_rule_verdict v ON v.rule_id = r.id AND {older}
              WHERE r.intent = $1 AND r.language = $2 AND v.in_force
              AND (CAST($3 AS TIMESTAMPTZ) IS NULL OR v.decided_at < $3) ORDER BY r.created_at, r.id"""
    return db.read(lambda cursor: many(cursor, ToneRule, sql, intent, language, moment))


def listing(db: Database) -> list[ToneRule]:
    """Return every rule that was decided on, the newest verdict first."""
    return db.read(lambda cursor: many(cursor, ToneRule, f"{_SELECT} ORDER BY v.decided_at DESC, v.id DESC"))


def withdraw(cursor: Cursor, rule_id: str, old: str, new: str, account_id: str, now: datetime) -> None:
    """Take a rule out of force inside a transaction, because its words (now `old` and `new`) were masked."""
    _add_verdict(cursor, rule_id, old, new, False, account_id, now)


def _verdict(cursor: Cursor, rule: ToneRule, in_force: bool, account_id: str, now: datetime) -> ToneRule:
    if rule.in_force == in_force:
        return rule
    _add_verdict(cursor, rule.id, rule.old, rule.new, in_force, account_id, now)
    return _get(cursor, rule.id)


def _add_verdict(
    cursor: Cursor, rule_id: str, old: str, new: str, in_force: bool, account_id: str, now: datetime
) -> None:
    sql = "INSERT INTO tone_rule_verdict VALUES ($1, $2, $3, $4, $5)"
    cursor.run(sql, new_id(), rule_id, in_force, account_id, now)
    audit.append(
        cursor,
        actor=account_id,
        kind="rule.decided",
        subject={"rule": rule_id, "in_force": in_force},
        content_hash=text_hash(f"{old}\n{new}"),
        now=now,
    )


def _get(cursor: Cursor, id: str) -> ToneRule:
    found = one(cursor, ToneRule, f"{_SELECT} WHERE r.id = $1", id)
    if found is None:
        raise NotFound("rule", id)
    return found
