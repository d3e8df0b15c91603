"""Databases of earlier programs: what they hold stays, and what is new begins with its default."""

from __future__ import annotations

from data import connect, decisions, drafts, migrate
from data.database import Database
from data.ids import clock, new_id

OLD_DRAFT = """INSERT INTO draft (id, turn_id, conversation_id, version, text, text_hash, language, last_seq, drafter,
    model, prompt_version, sources, notes, checks, examples, seconds, created_at)
    VALUES ($1, 't', 'c', 1, 'Hello', 'h', 'en', 1, 'offline', 'm', '1', '[]', '[]', '[]', '[]', 0, $2)"""


OLD_DECISION = """INSERT INTO decision (id, draft_id, turn_id, conversation_id, kind, reviewer_id, draft_version, last_seq,
    reasons, starred, decided_at) VALUES ($1, 'd', 't', 'c', 'reject', 'ann', 1, 1, '[]', false, $2)"""


def numbers(db: Database) -> list[int]:
    rows = db.read(lambda cursor: cursor.rows("SELECT number FROM schema_version ORDER BY number"))
    return [number for (number,) in rows]


def test_a_draft_and_a_decision_of_the_first_program_are_read_by_this_one(bare_url, monkeypatch):
    steps = migrate._steps()
    monkeypatch.setattr(migrate, "_steps", lambda: {1: steps[1]})
    first, draft_id = connect(bare_url), new_id()
    first.write(lambda cursor: cursor.run(OLD_DRAFT, draft_id, clock()))
    decision_id = new_id()
    first.write(lambda cursor: cursor.run(OLD_DECISION, decision_id, clock()))
    first.close()
    monkeypatch.undo()

    db = connect(bare_url)
    assert decisions.get(db, decision_id).wants_second == ()
    draft = drafts.get(db, draft_id)
    assert (draft.text, draft.sentences, draft.usage, draft.fallback) == ("Hello", (), {}, None)
    assert numbers(db) == list(steps)
    db.close()


def test_a_migration_that_came_with_another_branch_is_applied_late(bare_url, monkeypatch):
    steps = migrate._steps()
    monkeypatch.setattr(migrate, "_steps", lambda: {1: steps[1], 3: steps[3]})
    connect(bare_url).close()
    between = ("0002_between.sql", "CREATE TABLE between_two (id TEXT)")
    monkeypatch.setattr(migrate, "_steps", lambda: {1: steps[1], 2: between, 3: steps[3]})
    db = connect(bare_url)
    assert numbers(db) == [1, 2, 3]
    assert db.read(lambda cursor: cursor.row("SELECT count(*) FROM between_two")) == (0,)
    db.close()
