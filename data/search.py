"""Finding conversations: by words of their redacted messages and notes, and by what is known of them.

Every word is looked for in one compact column (`data.folding`), so that a search reads no sealed text and needs no
extension: the same SQL on both databases.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from data import among as others
from data.cursor import Cursor
from data.database import Database
from data.folding import terms
from data.records import ConversationRow, Found, Hit, Wanted
from data.rows import columns, many, record


def find(db: Database, wanted: Wanted, *, limit: int = 50, offset: int = 0) -> Found:
    """Return a page of the conversations that fit, the last changed first, with the text that fits best in each."""
    looked_for = terms(wanted.text)
    asked = _conditions(wanted, looked_for)
    sql = _PAGE.format(
        where=asked.sql(), limit=asked.place(limit), offset=asked.place(offset), fields=_FIELDS
    )

    def work(cursor: Cursor) -> Found:
        rows = cursor.rows(sql, *asked.values)
        total = int(rows[0][-1]) if rows else _count(cursor, wanted, looked_for) if offset else 0
        found = tuple(record(ConversationRow, row[:-1]) for row in rows)
        return Found(found, total, _hits(cursor, [row.id for row in found], looked_for))

    return db.read(work)


class _Conditions:
    """Conditions on the table `conversation`, with their parameters in order."""

    def __init__(self) -> None:
        self.values: list[Any] = []
        self._conditions: list[str] = []

    def place(self, value: Any) -> str:
        """The place of one more parameter, as SQL."""
        self.values.append(value)
        return f"${len(self.values)}"

    def add(self, condition: str, *values: Any) -> None:
        """One more condition; each {} stands for the next value."""
        self._conditions.append(condition.format(*(self.place(value) for value in values)))

    def equal(self, column: str, value: Any) -> None:
        """The column has this value, where one is wanted."""
        if value is not None:
            self.add(f"{column} = {{}}", value)

    def sql(self) -> str:
        return " AND ".join(self._conditions) or "true"


def _conditions(wanted: Wanted, looked_for: Sequence[str]) -> _Conditions:
    made = _Conditions()
    for column in ("state", "language", "channel"):
        made.equal(column, getattr(wanted, column))
    if wanted.since is not None:
        made.add("updated_at >= {}", wanted.since)
    if wanted.tag:
        made.add("id IN (SELECT conversation_id FROM conversation_tag WHERE tag = {})", wanted.tag)
    if wanted.reviewer:
        made.add(_WITH_REVIEWER, wanted.reviewer, wanted.reviewer)
    _of_newest_request(made, wanted)
    if looked_for:
        _by_words(made, wanted.text.strip(), looked_for)
    if wanted.among is not None:
        condition, values = others.only(wanted.among, start=len(made.values) + 1)
        made.values += values
        made.add(condition.removeprefix("AND "))
    return made


def _of_newest_request(made: _Conditions, wanted: Wanted) -> None:
    """Intent and mood are those that a list shows: of the newest request."""
    narrow = _Conditions()
    narrow.values = made.values  # one row of parameters
    narrow.equal("t.intent", wanted.intent)
    if wanted.mood is not None:
        narrow.add("t.sentiment >= {} AND t.sentiment <= {}", *wanted.mood)
    if wanted.intent is not None or wanted.mood is not None:
        made.add(_NEWEST_REQUEST.replace("{narrow}", narrow.sql()))


def _by_words(made: _Conditions, text: str, looked_for: Sequence[str]) -> None:
    """All terms stand somewhere in the conversation, or the text is its id."""
    tests = [f"strpos(folded, {made.place(term)}) > 0" for term in looked_for]
    # OFFSET 0 makes PostgreSQL look for each term once in each text.
    seen = ", ".join(f"{test} AS t{number}" for number, test in enumerate(tests))
    names = [f"t{number}" for number in range(len(tests))]
    every = " AND ".join(f"bool_or({name})" for name in names)
    together = f"GROUP BY conversation_id HAVING {every}" if len(tests) > 1 else ""
    made.add(
        f"(id = {made.place(text)} OR id IN (SELECT conversation_id FROM "
        f"(SELECT conversation_id, {seen} FROM ({_TEXTS}) f OFFSET 0) g WHERE {' OR '.join(names)} {together}))"
    )


def _count(cursor: Cursor, wanted: Wanted, looked_for: Sequence[str]) -> int:
    """How many there are, when a page behind the last one was asked for."""
    asked = _conditions(wanted, looked_for)
    row = cursor.row(f"SELECT count(*) FROM conversation WHERE {asked.sql()}", *asked.values)
    return int(row[0]) if row else 0


def _hits(cursor: Cursor, ids: Sequence[str], looked_for: Sequence[str]) -> dict[str, Hit]:
    """For each conversation the text with the most of the terms, the newest of these."""
    if not ids or not looked_for:
        return {}
    here = ", ".join(f"${number}" for number in range(1, len(ids) + 1))
    places = range(len(ids) + 1, len(ids) + len(looked_for) + 1)
    score = " + ".join(f"CASE WHEN strpos(folded, ${place}) > 0 THEN 1 ELSE 0 END" for place in places)
    found = many(cursor, Hit, _HITS.format(ids=here, score=score), *ids, *looked_for)
    return {hit.conversation_id: hit for hit in found}


_TEXTS = (
    "SELECT conversation_id, folded FROM message_search UNION ALL SELECT conversation_id, folded FROM note"
)
_WITH_REVIEWER = """id IN (SELECT conversation_id FROM decision WHERE reviewer_id = {}
    UNION ALL SELECT conversation_id FROM takeover WHERE reviewer_id = {})"""
# Ids are in order of time, so the highest one is the newest.
_NEWEST_REQUEST = """id IN (SELECT t.conversation_id FROM turn t JOIN (SELECT max(id) AS id FROM turn
    WHERE status <> 'superseded' GROUP BY conversation_id) n ON n.id = t.id WHERE {narrow})"""
_HITS = """
    WITH scored AS (
        SELECT s.conversation_id, m.redacted AS text, false AS note, m.created_at, {score} AS score
        FROM message_search s JOIN message m ON m.id = s.message_id WHERE s.conversation_id IN ({ids})
        UNION ALL SELECT n.conversation_id, n.text, true, n.created_at, {score}
        FROM note n WHERE n.conversation_id IN ({ids})),
    ranked AS (
        SELECT *, row_number() OVER (PARTITION BY conversation_id ORDER BY score DESC, created_at DESC) AS place
        FROM scored WHERE score > 0)
    SELECT conversation_id, text, note FROM ranked WHERE place = 1"""
_FIELDS = columns(ConversationRow, "c", leave_out=tuple(ConversationRow.__dataclass_fields__)[5:])
# The columns of ConversationRow and the number of all. The page is cut first, so that the rest is looked up for its
# rows only.
_PAGE = """
    WITH page AS (
        SELECT *, count(*) OVER () AS total FROM conversation WHERE {where}
        ORDER BY updated_at DESC, id DESC LIMIT {limit} OFFSET {offset})
    SELECT {fields}, c.last_seq, c.created_at, c.updated_at,
           m.direction, m.authorship, m.redacted, t.sentiment, t.intent, t.urgency,
           (SELECT d.id FROM draft d JOIN desk k ON k.draft_id = d.id
            WHERE d.conversation_id = c.id AND k.status = 'open' ORDER BY d.created_at DESC LIMIT 1),
           (SELECT string_agg(g.tag, ' ' ORDER BY g.tag) FROM conversation_tag g WHERE g.conversation_id = c.id),
           (SELECT max(j.target_id) FROM conversation_merge j WHERE j.source_id = c.id
            AND NOT EXISTS (SELECT 1 FROM conversation_split p WHERE p.merge_id = j.id)),
           c.total
    FROM page c
    LEFT JOIN message m ON m.conversation_id = c.id AND m.seq = c.last_seq
    LEFT JOIN turn t ON t.id = (SELECT x.id FROM turn x WHERE x.conversation_id = c.id AND x.status <> 'superseded'
                                ORDER BY x.created_at DESC, x.id DESC LIMIT 1)
    ORDER BY c.updated_at DESC, c.id DESC"""
