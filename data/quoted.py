"""What drafts quote of examples: another customer's reply, so it goes when that customer is erased."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from data.cursor import Cursor
from data.rows import dump_json
from data.tombstones import ERASED

_GONE = "NOT EXISTS (SELECT 1 FROM example e WHERE e.id = u.example_id)"


def current(cursor: Cursor, sources: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return a new draft's sources with its examples' replies as they read now, `[erased]` for those that are gone.

    They were read before the draft was written; meanwhile a word may have been masked or the customer erased. Writing
    to the examples' rows makes whoever does that right now wait, and find the draft afterwards.
    """
    read = "UPDATE example SET language = language WHERE id = $1 RETURNING reply"
    ids = {str(source["id"]) for source in sources if source.get("kind") == "example"}
    rows = {id: cursor.row(read, id) for id in sorted(ids)}  # sorted: two drafts don't wait for each other
    replies = {id: row[0] if row else ERASED for id, row in rows.items()}
    return [_saying(source, replies) for source in sources]


def blank(cursor: Cursor) -> None:
    """Blank what drafts, and the test drafts made of them, quote of examples that were deleted, now or earlier."""
    gone = {
        id: ERASED for (id,) in cursor.rows(f"SELECT DISTINCT u.example_id FROM example_use u WHERE {_GONE}")
    }
    for (draft_id,) in cursor.rows(f"SELECT DISTINCT u.draft_id FROM example_use u WHERE {_GONE}"):
        row = cursor.row("SELECT sources FROM draft WHERE id = $1", draft_id)
        before = json.loads(row[0]) if row else []
        after = [_saying(source, gone) for source in before]
        if after == before:
            continue
        cursor.run("UPDATE draft SET sources = $2 WHERE id = $1", draft_id, dump_json(after))
        for was, now in zip(before, after, strict=True):
            if was != now:  # a canary's truth is the line of a source, behind the source's title
                sql = "UPDATE canary SET truth = '' WHERE draft_id = $1 AND strpos(truth, $2) = 1"
                cursor.run(sql, draft_id, f"{was.get('title') or was['id']}: ")


def _saying(source: Mapping[str, Any], replies: Mapping[str, str]) -> dict[str, Any]:
    """The source, with the reply if it is one of these examples."""
    if source.get("kind") != "example" or source.get("id") not in replies:
        return dict(source)
    return {**source, "text": replies[source["id"]]}
