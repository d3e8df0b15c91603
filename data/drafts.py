"""Drafts: each version of a proposed reply, never changed once it is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from data import audit, cited, quoted, state
from data.cursor import Cursor
from data.database import Database
from data.errors import NotFound, Stale
from data.ids import clock, new_id, text_hash
from data.records import Desk, Draft
from data.rows import columns, insert, many, one


def add(
    db: Database,
    *,
    turn_id: str,
    version: int,
    text: str,
    language: str,
    drafter: str,
    model: str,
    prompt_version: str,
    sources: Sequence[Mapping[str, Any]] = (),
    notes: Sequence[str] = (),
    checks: Sequence[Mapping[str, Any]] = (),
    examples: Sequence[str] = (),
    guidance: str | None = None,
    seconds: float = 0.0,
    sentences: Sequence[Mapping[str, Any]] = (),
    usage: Mapping[str, Any] | None = None,
    fallback: str | None = None,
    now: datetime | None = None,
) -> Draft:
    """Put a draft on the reviewers' desk; the turn is in `review` from now on. The same version again: the one there.

    What it quotes of examples is kept as it reads now: a word may have been masked, or a customer erased, meanwhile.
    The worker keeps its lease until `set_interrupt` says that the thread is at rest. Raises `Stale` when the turn
    is over (a newer message, a person took over): throw the draft away.
    """
    at = clock(now)

    def work(cursor: Cursor) -> Draft:
        turn = state.turn(cursor, turn_id)
        found = _of_turn(cursor, turn_id, version)
        if found is not None:
            return found
        if turn.status not in ("running", "decided"):
            raise Stale(f"turn {turn_id!r} is {turn.status}")
        draft = Draft(
            id=new_id(),
            turn_id=turn_id,
            conversation_id=turn.conversation_id,
            version=version,
            text=text,
            text_hash=text_hash(text),
            language=language,
            last_seq=turn.last_seq,
            drafter=drafter,
            model=model,
            prompt_version=prompt_version,
            sources=tuple(quoted.current(cursor, sources)),
            notes=tuple(notes),
            checks=tuple(dict(check) for check in checks),
            examples=tuple(examples),
            guidance=guidance,
            seconds=seconds,
            interrupt_id=None,
            created_at=at,
            sentences=tuple(dict(sentence) for sentence in sentences),
            usage=dict(usage or {}),
            fallback=fallback,
        )
        insert(cursor, "draft", draft)
        for example_id in dict.fromkeys(examples):
            cursor.run("INSERT INTO example_use VALUES ($1, $2)", example_id, draft.id)
        cited.note(cursor, draft.id, draft.sources)
        insert(cursor, "desk", Desk(draft.id, "open", None, None, None, None, None, None, 1))
        state.move(cursor, turn, "review", drafted_at=at, attempts=0, error=None)
        _audit(cursor, draft, at)
        return draft

    return db.write(work)


def get(db: Database, id: str) -> Draft:
    """Return a draft; raises `NotFound`."""
    return db.read(lambda cursor: read(cursor, id))


def set_interrupt(db: Database, draft_id: str, interrupt_id: str) -> None:
    """Note which interrupt of the thread waits for this draft's decision, and give the turn's lease back."""

    def work(cursor: Cursor) -> None:
        draft = read(cursor, draft_id)
        cursor.run("UPDATE draft SET interrupt_id = $2 WHERE id = $1", draft_id, interrupt_id)
        turn = state.turn(cursor, draft.turn_id)
        if turn.leased_by is not None:
            state.move(cursor, turn, turn.status, leased_by=None, lease_until=None)

    db.write(work, quiet=True)


def latest(db: Database, turn_id: str) -> Draft | None:
    """Return a turn's newest draft."""
    return db.read(lambda cursor: newest(cursor, turn_id))


def of_conversation(db: Database, conversation_id: str) -> list[Draft]:
    """Return all drafts of a conversation, oldest first."""
    sql = f"SELECT {columns(Draft)} FROM draft WHERE conversation_id = $1 ORDER BY created_at, version"
    return db.read(lambda cursor: many(cursor, Draft, sql, conversation_id))


def read(cursor: Cursor, id: str) -> Draft:
    """Return a draft inside a transaction; raises `NotFound`."""
    found = one(cursor, Draft, f"SELECT {columns(Draft)} FROM draft WHERE id = $1", id)
    if found is None:
        raise NotFound("draft", id)
    return found


def newest(cursor: Cursor, turn_id: str) -> Draft | None:
    """Return a turn's newest draft inside a transaction."""
    sql = f"SELECT {columns(Draft)} FROM draft WHERE turn_id = $1 ORDER BY version DESC LIMIT 1"
    return one(cursor, Draft, sql, turn_id)


def _of_turn(cursor: Cursor, turn_id: str, version: int) -> Draft | None:
    sql = f"SELECT {columns(Draft)} FROM draft WHERE turn_id = $1 AND version = $2"
    return one(cursor, Draft, sql, turn_id, version)


def _audit(cursor: Cursor, draft: Draft, now: datetime) -> None:
    subject = {
        "draft": draft.id,
        "turn": draft.turn_id,
        "version": draft.version,
        "drafter": draft.drafter,
        "model": draft.model,
        "prompt": draft.prompt_version,
    }
    audit.append(
        cursor,
        actor="system",
        kind="draft.written",
        conversation_id=draft.conversation_id,
        subject=subject,
        content_hash=draft.text_hash,
        now=now,
    )
