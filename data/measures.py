"""What all figures share: which days and requests they cover, and how a decision is counted. Texts of SQL for data/."""

from __future__ import annotations

from datetime import date

from data.records import Filters, Period

LIGHT_EDIT_BELOW = 0.4  # Typewise counts a reply as accepted when less than 40 % of it was changed
NEGATIVE_BELOW = -0.2  # sentiment runs from -1 to 1
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

# A turn `t` that counts as a request. Superseded ones don't, nor does one that a person handed back without a reply: for both a newer turn
# took their place.
REQUESTED = """t.status <> 'superseded' AND NOT EXISTS (
    SELECT 1 FROM turn n WHERE t.status IN ('human', 'failed') AND n.conversation_id = t.conversation_id
    AND n.first_seq <= t.first_seq AND n.last_seq >= t.last_seq AND n.created_at > t.created_at AND n.status <> 'superseded')"""

# A decision `d` that a person made, and not the policy of its use case.
REVIEWED = "NOT EXISTS (SELECT 1 FROM auto_decision u WHERE u.decision_id = d.id)"

# A takeover `o` that no turn led to (the customer pressed a button) belongs to the conversation's newest turn `t`.
TURN_OF_TAKEOVER = """LEFT JOIN (
    SELECT n.id AS takeover_id, x.id, row_number() OVER (PARTITION BY n.id ORDER BY x.created_at DESC, x.id DESC) AS place
    FROM takeover n JOIN turn x ON x.conversation_id = n.conversation_id AND x.created_at <= n.requested_at
    WHERE n.turn_id IS NULL) near ON near.takeover_id = o.id AND near.place = 1
    LEFT JOIN turn t ON t.id = coalesce(o.turn_id, near.id)"""

# A reply `b` that an AI drafted and that has left, its decision `d` and turn `t`, and the first message `f` that it answers.
ANSWERED = """outbox b
    JOIN decision d ON d.id = b.decision_id
    JOIN turn t ON t.id = d.turn_id
    JOIN message f ON f.conversation_id = t.conversation_id AND f.seq = t.first_seq
    WHERE b.status = 'sent' AND b.kind = 'reply' AND b.authorship IN ('ai', 'ai_approved', 'ai_edited')"""


def day(column: str) -> str:
    """The UTC day of a moment."""
    return f"CAST({column} AT TIME ZONE 'UTC' AS DATE)"


def within(column: str, start: int = 1) -> str:
    """Whether a moment lies in the period whose days are the parameters `start` and the next.

    Bounds of the column itself: a cast of it would keep the database from skipping the rows outside.
    """
    return f"{from_first(column, start)} AND {column} < {_midnight(f'(CAST(${start + 1} AS DATE) + 1)')}"


def from_first(column: str, start: int = 1) -> str:
    """Whether a moment lies in the period or after it."""
    return f"{column} >= {_midnight(f'CAST(${start} AS DATE)')}"


def _midnight(day: str) -> str:
    return f"CAST({day} AS TIMESTAMP) AT TIME ZONE 'UTC'"


def seconds(later: str, earlier: str) -> str:
    """The seconds between two moments."""
    return f"CAST(extract(epoch FROM {later} - {earlier}) AS DOUBLE PRECISION)"


def filtered(start: int = 3) -> str:
    """Whether turn `t` has the language, intent and channel that are the parameters from `start` on; NULL is any."""
    of_turn = " AND ".join(
        f"(CAST(${place} AS TEXT) IS NULL OR t.{name} = ${place})"
        for place, name in ((start, "language"), (start + 1, "intent"))
    )
    channel = f"CAST(${start + 2} AS TEXT)"
    return f"""{of_turn} AND ({channel} IS NULL OR t.conversation_id IN (
        SELECT w.id FROM conversation w WHERE w.channel = {channel}))"""


def given(period: Period, filters: Filters) -> tuple[date, date, str | None, str | None, str | None]:
    """The five parameters of `within` and `filtered`."""
    return period.first, period.last, filters.language, filters.intent, filters.channel


def quantile(share: float, column: str) -> str:
    """The value that this share (0..1) of the rows don't exceed."""
    return f"percentile_cont({share}) WITHIN GROUP (ORDER BY {column})"
