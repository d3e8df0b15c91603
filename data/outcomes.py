"""How customers took to replies. Rows hold kinds and numbers, never a word of anybody.

The score of a decision lies between -1 and 1: with S the sum over its reactions of weight times value,
score = S / (1 + |S|). So each reaction moves it in its own direction, whatever the others say; many agreeing ones
count for more than one, but no score reaches the end. The weights are a judgement, not a measurement: what a customer
says on purpose (a click, asking for a person) weighs more than what is read from their words, and silence
says little.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from data.cursor import Cursor
from data.database import Database
from data.errors import NotFound
from data.ids import clock
from data.records.learning import Outcome, OutcomeKind, Replied
from data.rows import columns, insert, many, one

WEIGHTS: dict[OutcomeKind, float] = {
    "thumbs": 1.5,
    "person": 1.5,
    "thanks": 1.0,
    "reopened": 1.0,
    "sentiment": 1.0,
    "silence": 0.25,
}
QUIET_DAYS = 7  # this long without a word means that a reply has done; a message after that is a new matter
MOST_CHANGES = 20  # of one thumb: a click is cheap, rows are kept for ever
PAGE = 500  # rows of one pass

_CASES = " ".join(f"WHEN '{kind}' THEN {weight:g}" for kind, weight in WEIGHTS.items())
_NEWEST = """NOT EXISTS (SELECT 1 FROM outcome n WHERE n.decision_id = o.decision_id AND n.kind = o.kind
             AND n.number > o.number)"""

# A decided reply as the customer got it: message m, outbox b, decision d, turn t.
_REPLIED = """
    SELECT d.id, d.conversation_id, t.id, t.intent, t.sentiment, m.created_at
    FROM message m JOIN outbox b ON b.id = m.outbox_id
    JOIN decision d ON d.id = b.decision_id JOIN turn t ON t.id = d.turn_id"""
_SINCE_THEN = "CAST(extract(epoch FROM k.requested_at - m.created_at) AS DOUBLE PRECISION)"


def score(values: Mapping[OutcomeKind, float]) -> float:
    """Return the score of reactions, one value each from -1 to 1: between -1 and 1, and 0 for none."""
    total = sum(WEIGHTS[kind] * value for kind, value in values.items())
    return total / (1 + abs(total))


def scores(before: str | None = None) -> str:
    """Return a query of (decision_id, score), for other modules of data/; `before`: the parameter of a moment to see."""
    older = f"AND o.noted_at < {before}" if before else ""
    newest = _NEWEST.replace("n.number > o.number", f"n.number > o.number {older.replace('o.', 'n.')}")
    return f"""
        SELECT s.decision_id, s.total / (1 + abs(s.total)) AS score FROM (
            SELECT o.decision_id, sum(o.value * CASE o.kind {_CASES} ELSE 0 END) AS total
            FROM outcome o WHERE {newest} {older} GROUP BY o.decision_id) s"""


def of_examples(before: str | None = None) -> str:
    """Return a query of (example_id, outcome): how the replies made with an example, and its own, were taken, -1..1.

    The mean of their scores, with one neutral score added so that a single reaction doesn't weigh like many.
    """
    scored = scores(before)
    return f"""
        SELECT h.example_id, sum(h.score) / (count(*) + 1) AS outcome FROM (
            SELECT x.id AS example_id, s.score FROM example x JOIN ({scored}) s ON s.decision_id = x.decision_id
            UNION ALL
            SELECT u.example_id, s.score FROM example_use u JOIN decision d ON d.draft_id = u.draft_id
            JOIN ({scored}) s ON s.decision_id = d.id) h GROUP BY h.example_id"""


def note(
    db: Database, reply: Replied, values: Mapping[OutcomeKind, float], *, now: datetime | None = None
) -> None:
    """Keep reactions to a reply. Of each kind the first one stays: what comes later is about later things."""
    at = clock(now)

    def work(cursor: Cursor) -> None:
        for kind, value in values.items():
            _put(cursor, Outcome(reply.decision_id, kind, 1, reply.conversation_id, value, at))

    if values:
        db.write(work, quiet=True)


def rate(
    db: Database, conversation_id: str, message_id: str, up: bool, *, now: datetime | None = None
) -> None:
    """Keep a customer's thumb under a reply; their newest counts. Raises `NotFound` unless it is a decided reply here."""
    at, value = clock(now), 1.0 if up else -1.0

    def work(cursor: Cursor) -> None:
        sql = """SELECT b.decision_id FROM message m JOIN outbox b ON b.id = m.outbox_id
                 WHERE m.id = $1 AND m.conversation_id = $2 AND b.decision_id IS NOT NULL"""
        row = cursor.row(sql, message_id, conversation_id)
        if row is None:
            raise NotFound("reply", message_id)
        before = cursor.row(
            "SELECT number, value FROM outcome WHERE decision_id = $1 AND kind = 'thumbs' ORDER BY number DESC LIMIT 1",
            row[0],
        )
        number = before[0] + 1 if before else 1
        if number <= MOST_CHANGES and (before is None or before[1] != value):
            insert(cursor, "outcome", Outcome(row[0], "thumbs", number, conversation_id, value, at))

    db.write(work, quiet=True)


def thumbs(db: Database, conversation_id: str) -> dict[str, bool | None]:
    """Return the messages of a conversation that can be rated: True for a thumb up, False for down, None for neither."""
    sql = f"""SELECT m.id, o.value FROM message m JOIN outbox b ON b.id = m.outbox_id
              LEFT JOIN (SELECT * FROM outcome o WHERE o.kind = 'thumbs' AND {_NEWEST}) o
              ON o.decision_id = b.decision_id WHERE m.conversation_id = $1 AND b.decision_id IS NOT NULL"""
    rows = db.read(lambda cursor: cursor.rows(sql, conversation_id))
    return {message_id: None if value is None else value > 0 for message_id, value in rows}


def of_decision(db: Database, decision_id: str) -> dict[OutcomeKind, float]:
    """Return the reactions to a decided reply that count, by kind."""
    sql = f"SELECT {columns(Outcome, 'o')} FROM outcome o WHERE o.decision_id = $1 AND {_NEWEST}"
    found = db.read(lambda cursor: many(cursor, Outcome, sql, decision_id))
    return {outcome.kind: outcome.value for outcome in found}


def before(db: Database, conversation_id: str, seq: int) -> Replied | None:
    """Return the reply that a message with this seq reacts to: the last one before it, unless a person wrote that."""
    sql = f"""{_REPLIED} WHERE m.conversation_id = $1 AND m.seq = (
                  SELECT max(x.seq) FROM message x WHERE x.conversation_id = $1 AND x.seq < $2 AND x.kind = 'reply')"""
    return db.read(lambda cursor: one(cursor, Replied, sql, conversation_id, seq))


def elsewhere(db: Database, customer_id: str, conversation_id: str, since: datetime) -> Replied | None:
    """Return the last reply to a customer in their other conversations, if it came after `since`."""
    sql = f"""{_REPLIED} JOIN conversation c ON c.id = d.conversation_id
              WHERE c.customer_id = $1 AND c.id <> $2 AND m.created_at >= $3 ORDER BY m.created_at DESC LIMIT 1"""
    return db.read(lambda cursor: one(cursor, Replied, sql, customer_id, conversation_id, since))


def note_silence(db: Database, days: float = QUIET_DAYS, *, now: datetime | None = None) -> int:
    """Note the replies that nothing has followed for so many days, neither message nor takeover; return how many."""
    at = clock(now)
    sql = f"""{_REPLIED} WHERE m.created_at <= $1 AND {_unnoted("silence")}
              AND NOT EXISTS (SELECT 1 FROM message x WHERE x.conversation_id = m.conversation_id
                              AND x.seq > m.seq AND (x.direction = 'inbound' OR x.kind = 'reply'))
              AND NOT EXISTS (SELECT 1 FROM takeover k WHERE k.conversation_id = m.conversation_id
                              AND k.requested_at >= m.created_at)
              ORDER BY m.created_at LIMIT {PAGE}"""
    return _note_all(db, "silence", 1.0, sql, at - timedelta(days=days), at)


def note_wishes(db: Database, days: float = QUIET_DAYS, *, now: datetime | None = None) -> int:
    """Note the last replies before customers asked for a person, within so many days; return how many.

    The button in the chat and the API ask without a message, so no turn is triaged then.
    """
    at = clock(now)
    sql = f"""{_REPLIED} WHERE m.created_at >= $1 AND {_unnoted("person")}
              AND EXISTS (SELECT 1 FROM takeover k WHERE k.conversation_id = m.conversation_id
                          AND k.reason = 'customer_asked' AND {_SINCE_THEN} BETWEEN 0 AND {days * 86_400}
                          AND NOT EXISTS (SELECT 1 FROM message x WHERE x.conversation_id = m.conversation_id
                              AND x.kind = 'reply' AND x.seq > m.seq AND x.created_at <= k.requested_at))
              ORDER BY m.created_at LIMIT {PAGE}"""
    return _note_all(db, "person", -1.0, sql, at - timedelta(days=2 * days), at)


def _unnoted(kind: OutcomeKind) -> str:
    return f"NOT EXISTS (SELECT 1 FROM outcome o WHERE o.decision_id = d.id AND o.kind = '{kind}')"


def _note_all(db: Database, kind: OutcomeKind, value: float, sql: str, bound: datetime, now: datetime) -> int:
    def work(cursor: Cursor) -> int:
        found = many(cursor, Replied, sql, bound)
        for reply in found:
            _put(cursor, Outcome(reply.decision_id, kind, 1, reply.conversation_id, value, now))
        return len(found)

    return db.write(work, quiet=True)


def _put(cursor: Cursor, new: Outcome) -> None:
    sql = f"INSERT INTO outcome ({columns(Outcome)}) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING"
    cursor.run(sql, new.decision_id, new.kind, new.number, new.conversation_id, new.value, new.noted_at)
