"""What figures count, as rows of one shape: requests, decisions, takeovers, replies and how customers took to them.

Each source is a query of `COLUMNS`; they are put together and counted in one pass by `data.tally` and `data.fairness`. Turns that newer ones
took the place of don't count (`measures.REQUESTED`). Days are UTC.
"""

from __future__ import annotations

from collections.abc import Sequence

from data import outcomes
from data.measures import BECAME, REQUESTED, REVIEWED, TURN_OF_TAKEOVER, day, from_first, seconds, within
from data.records.figures import What

#: what: which source; part: a kind within it; value: its number. Whose: the conversation's channel and customer.
COLUMNS = "what, moment, language, intent, conversation_id, part, value"

_TURN = "t.language, t.intent, t.conversation_id"
_PART = f"WHEN NOT {REVIEWED} THEN 'unreviewed' " + " ".join(
    f"WHEN {became} THEN '{name}'" for name, became in BECAME.items()
)
_NO_PART = "CAST(NULL AS TEXT)"
_NO_VALUE = "CAST(NULL AS DOUBLE PRECISION)"

_AI_REPLY = "b.status = 'sent' AND b.kind = 'reply' AND b.authorship IN ('ai', 'ai_approved', 'ai_edited')"

# What several sources read, by name: each is worked out once.
_SHARED = {
    "handed": f"""SELECT o.requested_at, t.language, t.intent, o.conversation_id, o.reason, {seconds("o.first_reply_at", "o.requested_at")} AS wait
        FROM takeover o {TURN_OF_TAKEOVER} WHERE {within("o.requested_at")}""",
    "decided": f"""SELECT d.id, d.turn_id, d.decided_at, {_TURN}, t.first_seq, CASE {_PART} END AS became, d.edit_distance
        FROM decision d JOIN turn t ON t.id = d.turn_id WHERE {from_first("d.decided_at")}""",
    "sent": f"""SELECT d.*, b.sent_at FROM decided d JOIN outbox b ON b.decision_id = d.id
        WHERE {_AI_REPLY}""",
    "moods": f"""SELECT t.id, t.created_at, {_TURN}, t.sentiment, lag(t.sentiment) OVER w AS mood_before,
               lag(t.id) OVER w AS turn_before, first_value(t.sentiment) OVER w AS mood_first, row_number() OVER w AS place,
               lead(t.id) OVER w AS turn_after
        FROM turn t WHERE {REQUESTED} AND t.sentiment IS NOT NULL
        WINDOW w AS (PARTITION BY t.conversation_id ORDER BY t.first_seq, t.id)""",
}  # fmt: skip

#: request: part is its language, value its sentiment. decision: part is what became of the draft (`unreviewed`: no person looked at it); edit: value is the distance between
#: draft and reply. takeover: part is the reason. answer, person: value is the wait in seconds, for an AI's reply and for a person; they count
#: on the day that the wait began. outcome: value is the score of how the customer took to a decided reply. step: value is the change of
#: sentiment from a request to the next one after its reply. course: from a conversation's first request to its last, on the day of the last.
#: length: value is a sent reply's characters.
SOURCES: dict[What, str] = {
    "request": f"""SELECT 'request', t.created_at, {_TURN}, t.language, t.sentiment FROM turn t
        WHERE {REQUESTED} AND {within("t.created_at")}""",
    "decision": f"""SELECT 'decision', t.decided_at, {_TURN}, t.became, {_NO_VALUE} FROM decided t WHERE {within("t.decided_at")}""",
    "edit": f"""SELECT 'edit', t.decided_at, {_TURN}, {_NO_PART}, t.edit_distance FROM decided t
        WHERE t.edit_distance IS NOT NULL AND t.became <> 'unreviewed' AND {within("t.decided_at")}""",
    "takeover": f"SELECT 'takeover', t.requested_at, {_TURN}, t.reason, {_NO_VALUE} FROM handed t",
    "person": f"SELECT 'person', t.requested_at, {_TURN}, {_NO_PART}, t.wait FROM handed t WHERE t.wait IS NOT NULL",
    "answer": f"""SELECT 'answer', f.created_at, {_TURN}, {_NO_PART}, {seconds("t.sent_at", "f.created_at")}
        FROM sent t JOIN message f ON f.conversation_id = t.conversation_id AND f.seq = t.first_seq WHERE {within("f.created_at")}""",
    "outcome": f"""SELECT 'outcome', t.decided_at, {_TURN}, {_NO_PART}, s.score
        FROM ({outcomes.scores()}) s JOIN decided t ON t.id = s.decision_id WHERE {within("t.decided_at")}""",
    "step": f"""SELECT 'step', t.created_at, {_TURN}, {_NO_PART}, t.sentiment - t.mood_before FROM moods t
        WHERE {within("t.created_at")} AND t.turn_before IN (
            SELECT d.turn_id FROM outbox b JOIN decision d ON d.id = b.decision_id WHERE b.status = 'sent')""",
    "course": f"""SELECT 'course', t.created_at, {_TURN}, {_NO_PART}, t.sentiment - t.mood_first FROM moods t
        WHERE t.place > 1 AND t.turn_after IS NULL AND {within("t.created_at")}""",
    "length": f"""SELECT 'length', b.sent_at, {_TURN}, {_NO_PART}, CAST(length(d.text) AS DOUBLE PRECISION)
        FROM outbox b JOIN decision d ON d.id = b.decision_id JOIN turn t ON t.id = d.turn_id
        WHERE {_AI_REPLY} AND d.text <> '[erased]' AND {within("b.sent_at")}""",
}  # fmt: skip
_READS: dict[What, tuple[str, ...]] = {
    "decision": ("decided",), "edit": ("decided",), "takeover": ("handed",), "person": ("handed",), "answer": ("decided", "sent"),
    "outcome": ("decided",), "step": ("moods",), "course": ("moods",),
}  # fmt: skip


def counted(what: Sequence[What], select: str, by: str, where: str = "TRUE") -> str:
    """A query: `select` from the columns with the day, the channel and the customer (known, anonymous; NULL once erased), grouped `by`.

    Its parameters: $1, $2 first and last day, $3 language, $4 intent, $5 channel; NULL is any.
    """
    read = {name for one in what for name in _READS.get(one, ())}
    shared = ", ".join(f"{name} AS MATERIALIZED ({sql})" for name, sql in _SHARED.items() if name in read)
    union = " UNION ALL ".join(SOURCES[one] for one in what)
    return f"""
        WITH {f"{shared}, " if shared else ""} happened ({COLUMNS}) AS ({union})
        SELECT {select} FROM (
            SELECT o.what, o.language, o.intent, o.part, o.value, o.conversation_id, {day("o.moment")} AS day, c.channel, {_customer(select)} AS customer
            FROM happened o JOIN conversation c ON c.id = o.conversation_id
            WHERE (CAST($3 AS TEXT) IS NULL OR o.language = $3) AND (CAST($4 AS TEXT) IS NULL OR o.intent = $4)
              AND (CAST($5 AS TEXT) IS NULL OR c.channel = $5)) z
        WHERE {where} GROUP BY {by}"""


def _customer(select: str) -> str:
    """Whether the customer is known, looked up only where somebody asks."""
    if "customer" not in select:
        return "CAST(NULL AS TEXT)"
    return """(SELECT CASE WHEN u.erased_at IS NULL THEN CASE WHEN u.contact_hash IS NULL THEN 'anonymous' ELSE 'known' END END
               FROM customer u WHERE u.id = c.customer_id)"""
