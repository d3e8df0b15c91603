"""Texts kept of a conversation besides the customer's messages: a word that was missed is hidden in all of them.

What was decided and sent stays provable: the audit has the hash of each such text before and after.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from data import audit, tone_rules
from data.cursor import Cursor
from data.folding import fold
from data.ids import text_hash
from data.indexing import index
from data.records import Hide
from data.rows import dump_json
from data.said import Said, sentence

_THEIRS = "conversation_id = $1"
_DRAFTS = f"draft_id IN (SELECT id FROM draft WHERE {_THEIRS})"
_REQUESTS = f"request_id IN (SELECT id FROM approval_request WHERE {_THEIRS})"
# Texts, and JSON with texts in it: table, key, columns, whose they are. Hashes that must fit follow below.
_TEXTS: tuple[tuple[str, str, tuple[str, ...], str], ...] = (
    ("takeover", "id", ("detail",), _THEIRS),
    ("decision", "id", ("guidance",), _THEIRS),
    ("draft", "id", ("guidance", "sources", "notes"), _THEIRS),
    ("undone_decision", "id", ("guidance",), _THEIRS),
    ("snooze", "id", ("note",), _THEIRS),
    ("approval_request", "id", ("reason",), _THEIRS),
    ("canary", "id", ("text", "was", "planted", "truth", "checks"), _THEIRS),
    ("approval_answer", "request_id", ("note",), _REQUESTS),
    ("hand_back", "takeover_id", ("summary",), _THEIRS),
)
_PLACEHOLDER = re.compile(r"<[A-Z][A-Z_]*_\d+>")
_JSON = frozenset({"sources", "notes", "checks"})
_READ = frozenset({"text", "title", "evidence"})  # fields of sources, sentences and checks


def rewrite(cursor: Cursor, conversation_id: str, hide: Hide, account_id: str, now: datetime) -> int:
    """Hide a word in drafts, edits, decisions, replies, examples and notes; returns how many rows changed."""
    note = _Note(cursor, conversation_id, account_id, now)
    changed = sum(_columns(cursor, conversation_id, hide, *table) for table in _TEXTS)
    changed += _edits(cursor, conversation_id, hide)
    changed += _drafts(cursor, conversation_id, hide, note)
    # Decisions before the outbox: a reply that is put there right now waits for its decision's row, and is seen then.
    changed += _hashed(cursor, conversation_id, hide, note, "decision", "text", "text_hash")
    changed += _hashed(cursor, conversation_id, hide, note, "undone_decision", "text", "text_hash")
    changed += _requests(cursor, conversation_id, hide, note)
    changed += _columns(cursor, conversation_id, hide, "outbox", "id", ("redacted",), _THEIRS)
    changed += _hashed(cursor, conversation_id, hide, note, "message", "redacted", "content_hash")
    changed += _notes(cursor, conversation_id, hide)
    changed += _examples(cursor, conversation_id, hide)
    return changed + _rules(cursor, conversation_id, hide, account_id, now)


class _Note:
    """Writes down that a hashed text changed."""

    def __init__(self, cursor: Cursor, conversation_id: str, account_id: str, now: datetime) -> None:
        self._cursor, self._conversation_id, self._actor, self._now = cursor, conversation_id, account_id, now

    def __call__(self, table: str, id: str, was: str | None, is_now: str) -> None:
        audit.append(
            self._cursor,
            actor=self._actor,
            kind="text.masked",
            conversation_id=self._conversation_id,
            subject={table: id, "was": was},
            content_hash=is_now,
            now=self._now,
        )


def _columns(
    cursor: Cursor, owner: str, hide: Hide, table: str, key: str, columns: tuple[str, ...], where: str
) -> int:
    """Rewrite columns of a table; returns how many rows changed."""
    changed = 0
    for id, *before in cursor.rows(f"SELECT {key}, {', '.join(columns)} FROM {table} WHERE {where}", owner):
        after = [_hidden(value, name in _JSON, hide) for name, value in zip(columns, before, strict=True)]
        if after != before:
            sets = ", ".join(f"{name} = ${number}" for number, name in enumerate(columns, 2))
            cursor.run(f"UPDATE {table} SET {sets} WHERE {key} = $1", id, *after)
            changed += 1
    return changed


def _edits(cursor: Cursor, conversation_id: str, hide: Hide) -> int:
    changed = 0
    sql = f"SELECT draft_id, edit_text FROM desk WHERE edit_text IS NOT NULL AND {_DRAFTS}"
    for id, before in cursor.rows(sql, conversation_id):
        after = hide(before)
        if after != before:
            sql = "UPDATE desk SET edit_text = $2, version = version + 1 WHERE draft_id = $1"
            cursor.run(sql, id, after)
            changed += 1
    return changed


def _drafts(cursor: Cursor, conversation_id: str, hide: Hide, note: _Note) -> int:
    """Rewrite the drafts' texts with what points into them: sentences, and the checks, whose places no longer fit."""
    changed = 0
    sql = f"SELECT id, text, text_hash, sentences, checks FROM draft WHERE {_THEIRS}"
    for id, before, was, sentences, checks in cursor.rows(sql, conversation_id):
        after = hide(before)
        pieces, checked = _hidden(sentences, True, hide), _hidden(checks, True, hide)
        if after == before and pieces == sentences and checked == checks:
            continue
        if after != before:
            note("draft", id, was, text_hash(after))
            checked = _placeless(checked)
        if "".join(piece.get("text", "") for piece in json.loads(pieces or "[]")) != after:
            pieces = "[]"  # the word stood across two of them
        sql = "UPDATE draft SET text = $2, text_hash = $3, sentences = $4, checks = $5 WHERE id = $1"
        cursor.run(sql, id, after, text_hash(after), pieces, checked)
        changed += 1
    return changed


def _requests(cursor: Cursor, conversation_id: str, hide: Hide, note: _Note) -> int:
    """Rewrite what second persons were asked, and the checks of it, whose places no longer fit."""
    sql = f"SELECT id, text, text_hash, checks FROM approval_request WHERE {_THEIRS}"
    changed = 0
    for id, before, was, checks in cursor.rows(sql, conversation_id):
        after, checked = hide(before), _hidden(checks, True, hide)
        if after == before and checked == checks:
            continue
        if after != before:
            note("approval_request", id, was, text_hash(after))
            checked = _placeless(checked)
        sql = "UPDATE approval_request SET text = $2, text_hash = $3, checks = $4 WHERE id = $1"
        cursor.run(sql, id, after, text_hash(after), checked)
        changed += 1
    return changed


def _placeless(checks: str | None) -> str:
    return dump_json([{**check, "spans": []} for check in json.loads(checks or "[]")])


def _hashed(
    cursor: Cursor, conversation_id: str, hide: Hide, note: _Note, table: str, text: str, hashed: str
) -> int:
    """Rewrite decided texts, or sent messages, together with their hashes."""
    changed = 0
    ours = "AND direction = 'outbound'" if table == "message" else ""
    sql = f"SELECT id, {text}, {hashed} FROM {table} WHERE {text} IS NOT NULL AND {_THEIRS} {ours}"
    for id, before, was in cursor.rows(sql, conversation_id):
        after = hide(before)
        if after != before:
            cursor.run(
                f"UPDATE {table} SET {text} = $2, {hashed} = $3 WHERE id = $1", id, after, text_hash(after)
            )
            note(table, id, was, text_hash(after))
            if table == "message":
                index(cursor, id, conversation_id, after)
            changed += 1
    return changed


def _notes(cursor: Cursor, conversation_id: str, hide: Hide) -> int:
    """Rewrite what staff wrote to each other, and take away tags that hold the word."""
    changed = 0
    for id, before in cursor.rows("SELECT id, text FROM note WHERE conversation_id = $1", conversation_id):
        after = hide(before)
        if after != before:
            cursor.run("UPDATE note SET text = $2, folded = $3 WHERE id = $1", id, after, fold(after))
            changed += 1
    for (tag,) in cursor.rows("SELECT tag FROM conversation_tag WHERE conversation_id = $1", conversation_id):
        if hide(tag) != tag:
            sql = "DELETE FROM conversation_tag WHERE conversation_id = $1 AND tag = $2"
            cursor.run(sql, conversation_id, tag)
            changed += 1
    return changed


def _examples(cursor: Cursor, conversation_id: str, hide: Hide) -> int:
    """Rewrite what was learnt from the conversation, and what drafts elsewhere cite of it."""
    theirs = f"decision_id IN (SELECT id FROM decision WHERE {_THEIRS})"
    changed = _columns(cursor, conversation_id, hide, "example", "id", ("request", "draft", "reply"), theirs)
    if changed:  # the vector says something of the word too
        cursor.run(f"UPDATE example SET made_by = NULL WHERE {theirs}", conversation_id)
    for (id,) in cursor.rows(f"SELECT id FROM example WHERE {theirs}", conversation_id):
        citing = "strpos(examples, $1) > 0"
        changed += _columns(cursor, id, hide, "draft", "id", ("sources", "notes"), citing)
    return changed


def _rules(cursor: Cursor, conversation_id: str, hide: Hide, account_id: str, now: datetime) -> int:
    """Blank the word in rules for what the conversation is about, which may be drawn from it. Such a rule goes out of
    force: it is for every customer, and no longer says what was meant.
    """
    sql = """SELECT r.id, r.old, r.new FROM tone_rule r WHERE EXISTS (SELECT 1 FROM turn t JOIN draft f ON f.turn_id = t.id
             WHERE t.conversation_id = $1 AND coalesce(t.intent, 'other') = r.intent AND f.language = r.language)"""
    changed = 0
    for id, *before in cursor.rows(sql, conversation_id):
        old, new = (_PLACEHOLDER.sub("…", hide(text)) if hide(text) != text else text for text in before)
        if [old, new] != before:
            cursor.run("UPDATE tone_rule SET old = $2, new = $3 WHERE id = $1", id, old, new)
            tone_rules.withdraw(cursor, id, old, new, account_id, now)
            changed += 1
    return changed


def _hidden(value: Any, as_json: bool, hide: Callable[[str], str]) -> Any:
    if value is None:
        return None
    as_json = as_json or isinstance(sentence(value), Said)
    return dump_json(_within(json.loads(value), hide)) if as_json else hide(value)


def _within(value: Any, hide: Callable[[str], str]) -> Any:
    """JSON with what people read in it rewritten; ids and kinds stay."""
    if isinstance(value, str):
        return hide(value)
    if isinstance(value, list):
        return [_within(one, hide) for one in value]
    if isinstance(value, dict):
        if "said" in value:  # all that is filled into a sentence, whatever it is called there
            filled = {name: _within(one, hide) for name, one in value["values"].items()}
            return {**value, "text": hide(value["text"]), "values": filled}
        return {name: _within(one, hide) if name in _READ else one for name, one in value.items()}
    return value
