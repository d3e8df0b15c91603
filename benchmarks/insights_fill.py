"""Rows for measuring lists and figures at size: a desk's last hundred days, made by arithmetic inside the database.

The numbers mean nothing. What is like life is how much of each table there is, and that values differ.
"""

from __future__ import annotations

from data.cursor import Cursor
from data.database import Database

DAYS = 100  # the messages' span, up to now
TEXT = "When will my order arrive? I ordered a sweater two weeks ago. " * 4
LANGUAGES = ("en", "de", "nl", "da", "sv")
INTENTS = (
    "delivery_delay",
    "return",
    "invoice",
    "login",
    "warranty",
    "product_question",
    "complaint",
    "other",
)
REASONS = ("customer_asked", "must_escalate", "reviewer", "no_sources", "failed")
TAGS = ("facts", "tone", "length", "policy")


def fill(db: Database, messages: int, waiting: int = 200) -> None:
    """Add conversations of two requests and two replies each; `waiting` of them have a draft on the desk now."""
    db.write(lambda cursor: _fill(cursor, messages // 4, waiting), quiet=True)


def _fill(cursor: Cursor, conversations: int, waiting: int) -> None:
    numbers = {"turns": conversations * 2, "seconds": DAYS * 86_400 / conversations, "waiting": waiting}
    for sql in (_MADE, *_ROWS, "DROP TABLE made"):
        cursor.run(sql.format(text=TEXT, **numbers))


def _any(seed: int, of: str) -> str:
    """A number from 0 to 1 that looks like chance, the same for the same number `of`."""
    return f"((({of} + 1) * {7919 + 104_729 * seed} % 1000003) / 1000003.0)"


def _id(kind: int, number: str) -> str:
    """An id as long as a real one: short ones would be kept and compared faster."""
    return f"'0195a000-000{kind}-7000-8000-' || lpad(CAST({number} AS TEXT), 12, '0')"


def _one_of(words: tuple[str, ...], chance: str) -> str:
    cases = (f"WHEN {chance} < {(place + 1) / len(words)} THEN '{word}'" for place, word in enumerate(words))
    return f"CASE {' '.join(cases)} ELSE '{words[-1]}' END"


# A row for each turn: t its number, i its conversation's (0 is the newest), k 0 or 1 within it.
_MADE = f"""
    CREATE TEMP TABLE made AS
    SELECT t, i, k, {_id(1, "i")} AS conversation, {_id(2, "i % 6000")} AS customer, {_id(3, "t")} AS turn,
           {_id(4, "t")} AS draft, {_id(5, "t")} AS decision, {_id(6, "t")} AS outbox, {_id(7, "t")} AS takeover,
           {_id(8, "t")} AS question, {_id(9, "t")} AS answer, 2 * k + 1 AS seq,
           CURRENT_TIMESTAMP - INTERVAL '1 second' * (900 + i * {{seconds}} - k * 600) AS began,
           {_one_of(LANGUAGES, _any(1, "i"))} AS language, {_one_of(INTENTS, _any(2, "i"))} AS intent,
           {_any(3, "t")} AS c1, {_any(4, "t")} AS c2, {_any(5, "t")} AS c3, {_any(6, "i")} AS c4
    FROM (SELECT t, (t - t % 2) / 2 AS half, t % 2 AS k FROM
          (SELECT CAST(g AS BIGINT) AS t FROM generate_series(0, {{turns}} - 1) s(g)) r) h
    CROSS JOIN LATERAL (SELECT CAST(half AS BIGINT) AS i) w"""

_OPEN = "(k = 1 AND i < {waiting})"  # waits on the desk
_TO_PERSON = "(NOT (k = 1 AND i < {waiting}) AND c1 < 0.09)"
_DECIDED = "(NOT (k = 1 AND i < {waiting}) AND c1 >= 0.09)"
_ROWS = (
    """INSERT INTO customer (id, contact_hash, wrapped_key, language, created_at)
       SELECT DISTINCT customer, CASE WHEN c.n % 5 < 3 THEN 'h' || customer END, NULL, 'en', CURRENT_TIMESTAMP
       FROM (SELECT customer, min(i) AS n FROM made GROUP BY customer) c""",
    """INSERT INTO conversation (id, customer_id, channel, language, state, last_seq, last_inbound_seq, version, created_at, updated_at)
       SELECT conversation, customer, CASE WHEN c4 < 0.7 THEN 'chat' ELSE 'api' END, language, 'ai',
              CASE WHEN i < {waiting} THEN 3 ELSE 4 END, 3, 1, began, began + INTERVAL '20 minutes' FROM made WHERE k = 0""",
    """INSERT INTO message (id, conversation_id, seq, direction, kind, language, redacted, findings, sealed_text, content_hash, created_at)
       SELECT question, conversation, seq, 'inbound', 'customer', language, '{text}', '[]', NULL, '', began FROM made""",
    f"""INSERT INTO message (id, conversation_id, seq, direction, kind, authorship, language, redacted, disclosure, content_hash,
                             outbox_id, created_at)
       SELECT answer, conversation, seq + 1, 'outbound', CASE WHEN {_DECIDED} THEN 'reply' ELSE 'notice' END,
              CASE WHEN c2 < 0.6 THEN 'ai_approved' ELSE 'ai_edited' END, language, '{{text}}', 'An AI drafted this.', '',
              CASE WHEN {_DECIDED} THEN outbox END, began + INTERVAL '1 second' * (30 + 500 * c3) FROM made WHERE NOT {_OPEN}""",
    f"""INSERT INTO turn (id, conversation_id, customer_id, first_seq, last_seq, status, ready_at, attempts, language, sentiment,
                          emotion, intent, urgency, wants_human, must_escalate, injection, reasons, created_at, version)
       SELECT turn, conversation, customer, seq, seq, CASE WHEN {_OPEN} THEN 'review' WHEN {_TO_PERSON} THEN 'human' ELSE 'done' END,
              began, 1, language, 2 * c2 - 1, 'neutral', intent, CASE WHEN c3 < 0.1 THEN 'high' ELSE 'normal' END, FALSE, FALSE,
              FALSE, '[]', began, 4 FROM made""",
    f"""INSERT INTO draft (id, turn_id, conversation_id, version, text, text_hash, language, last_seq, drafter, model, prompt_version,
                           sources, notes, checks, examples, seconds, created_at, usage, fallback)
       SELECT draft, turn, conversation, 1, '{{text}}', '', language, seq, CASE WHEN c4 < 0.5 THEN 'openai' ELSE 'offline' END, 'm', '1',
              '[]', '[]', '[]', '[]', c3, began + INTERVAL '5 seconds',
              '{{{{"input_tokens": 900, "output_tokens": 120, "seconds": 1.2, "cost": 0.003, "calls": 1}}}}',
              CASE WHEN c2 < 0.02 THEN 'the server is down' END FROM made WHERE NOT {_TO_PERSON}""",
    f"""INSERT INTO desk (draft_id, status, version) SELECT draft, CASE WHEN {_OPEN} THEN 'open' ELSE 'decided' END, 1
       FROM made WHERE NOT {_TO_PERSON}""",
    f"""INSERT INTO decision (id, draft_id, turn_id, conversation_id, kind, reviewer_id, text, text_hash, draft_version, last_seq, reasons,
                              starred, edit_distance, decided_at)
       SELECT decision, draft, turn, conversation, CASE WHEN c2 < 0.6 THEN 'approve' ELSE 'edit' END, 'r' || (t % 5), '{{text}}', '', 1, seq,
              CASE WHEN c2 < 0.6 THEN '[]' ELSE '["' || {_one_of(TAGS, "c3")} || '"]' END, FALSE, CASE WHEN c2 < 0.6 THEN 0 ELSE c2 - 0.5 END,
              began + INTERVAL '1 second' * (25 + 500 * c3) FROM made WHERE {_DECIDED}""",
    f"""INSERT INTO outbox (id, conversation_id, decision_id, kind, authorship, language, redacted, disclosure, label, last_seq, status,
                            attempts, created_at, send_after, sent_at)
       SELECT outbox, conversation, decision, 'reply', 'ai_approved', language, '{{text}}', '', '{{{{}}}}', seq, 'sent', 1, began, began, began + INTERVAL '1 second' * (30 + 500 * c3)
       FROM made WHERE {_DECIDED}""",
    f"""INSERT INTO takeover (id, conversation_id, turn_id, reason, requested_at, reviewer_id, started_at, first_reply_at, ended_at)
       SELECT takeover, conversation, CASE WHEN c2 < 0.7 THEN turn END, {_one_of(REASONS, "c3")}, began + INTERVAL '2 seconds', 'r1',
              began + INTERVAL '60 seconds', CASE WHEN c2 < 0.9 THEN began + INTERVAL '1 second' * (90 + 900 * c3) END,
              began + INTERVAL '20 minutes' FROM made WHERE {_TO_PERSON}""",
    f"""INSERT INTO outcome (decision_id, kind, number, conversation_id, value, noted_at)
       SELECT decision, {_one_of(("thumbs", "thanks", "sentiment", "reopened", "silence"), "c1")}, 1, conversation,
              CASE WHEN c2 < 0.8 THEN 1 ELSE -1 END, began + INTERVAL '1 hour' FROM made WHERE {_DECIDED} AND c3 < 0.5""",
)
