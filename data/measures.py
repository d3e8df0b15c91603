"""What all figures share: which days and requests they cover, and how a decision is counted. Texts of SQL for data/."""

from __future__ import annotations

from datetime import date

from data.records import Filters, Period

LIGHT_EDIT_BELOW = 0.4  # Typewise counts a reply as accepted when less than 40 % of it was changed
EVERYTHING = Filters()

# A decision `d` by what became of the draft.
AS_SENT = "(d.kind = 'approve' OR (d.kind = 'edit' AND d.edit_distance = 0))"
LIGHT = f"(d.kind = 'edit' AND d.edit_distance > 0 AND d.edit_distance < {LIGHT_EDIT_BELOW})"
REWRITE = f"(d.kind = 'edit' AND d.edit_distance >= {LIGHT_EDIT_BELOW})"
BECAME = {
    "as_sent": AS_SENT,
    "light_edit": LIGHT,
    "rewrite": REWRITE,
    "rejected": "(d.kind = 'reject')",
    "taken_over": "(d.kind = 'take_over')",
}

# A takeover `o` that no turn led to (the customer pressed a button) belongs to the conversation's newest turn `t`.
TURN_OF_TAKEOVER = """LEFT JOIN turn t ON t.id = coalesce(o.turn_id, (
    SELECT x.id FROM turn x WHERE x.conversation_id = o.conversation_id AND x.created_at <= o.requested_at
    ORDER BY x.created_at DESC, x.id DESC LIMIT 1))"""

# A reply `m` that an AI drafted, its decision `d` and turn `t`, and the first message `f` that it answers.
AI_ANSWERED = """message m
    JOIN outbox b ON b.id = m.outbox_id
    JOIN decision d ON d.id = b.decision_id
    JOIN turn t ON t.id = d.turn_id
    JOIN message f ON f.conversation_id = t.conversation_id AND f.seq = t.first_seq
    WHERE m.authorship IN ('ai', 'ai_approved', 'ai_edited')"""


def day(column: str) -> str:
    """The UTC day of a moment."""
    return f"CAST({column} AT TIME ZONE 'UTC' AS DATE)"


def within(column: str, start: int = 1) -> str:
    """Whether a moment lies in the period whose days are the parameters `start` and the next."""
    return f"{day(column)} BETWEEN CAST(${start} AS DATE) AND CAST(${start + 1} AS DATE)"


def filtered(start: int = 3) -> str:
    """Whether turn `t` has the language and the intent that are the parameters `start` and the next; NULL is any."""
    return " AND ".join(
        f"(CAST(${place} AS TEXT) IS NULL OR t.{name} = ${place})"
        for place, name in ((start, "language"), (start + 1, "intent"))
    )


def given(period: Period, filters: Filters) -> tuple[date, date, str | None, str | None]:
    """The four parameters of `within` and `filtered`."""
    return period.first, period.last, filters.language, filters.intent


def quantile(share: float, column: str) -> str:
    """The value that this share (0..1) of the rows don't exceed."""
    return f"percentile_cont({share}) WITHIN GROUP (ORDER BY {column})"
