"""How a customer's message takes to the reply before it: thanks, mood, the same matter again, a wish for a person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from data import outcomes, turns
from data.database import Database
from data.outcomes import QUIET_DAYS
from data.records import OutcomeKind, Replied, Turn
from graph.checks.tokens import plain, tokens
from graph.gather.ranking import EARLIER_NEAR, cosine
from graph.learning.words import words
from language import Reader, Understanding

CLEARLY = 0.3  # from here on a sentiment is positive (`language.understanding`)
PLEASED = ("gratitude", "joy")


def react(
    db: Database,
    reader: Reader,
    turn: Turn,
    text: str,
    vector: Sequence[float],
    understood: Understanding,
) -> None:
    """Note what a turn says of the reply before it, within a week; on another occasion the same again adds nothing.

    text: the turn's redacted messages, of which nothing is kept; vector: theirs. A message in another conversation
    can only mean that an old matter isn't settled.
    """
    since = turn.created_at - timedelta(days=QUIET_DAYS)
    reply = outcomes.before(db, turn.conversation_id, turn.first_seq)
    here = reply is not None
    reply = reply or outcomes.elsewhere(db, turn.customer_id, turn.conversation_id, since)
    if reply is None or reply.sent_at < since:
        return
    again = _same_matter(db, reader, reply, text, vector, understood)
    found = reactions(reply.sentiment, text, understood, again)
    outcomes.note(db, reply, {kind: found[kind] for kind in found if here or kind == "reopened"})


def reactions(
    before: float | None, text: str, understood: Understanding, same_matter: bool
) -> dict[OutcomeKind, float]:
    """The reactions in a message. before: the sentiment of what the reply answered; half the change counts."""
    found: dict[OutcomeKind, float] = {}
    if before is not None:
        found["sentiment"] = max(-1.0, min(1.0, (understood.sentiment - before) / 2))
    if understood.wants_human:
        found["person"] = -1.0
    if thanked(text, understood):
        found["thanks"] = 1.0
    elif same_matter:
        found["reopened"] = -1.0
    return found


def thanked(text: str, understood: Understanding) -> bool:
    """Whether a message is a thank-you and nothing else: pleased, without a "but", a question or a further wish."""
    return (
        understood.emotion in PLEASED
        and understood.sentiment >= CLEARLY
        and not understood.wants_human
        and not understood.must_escalate
        and "?" not in text
        and not words(understood.language).contrast.search(text)
    )


def _same_matter(
    db: Database,
    reader: Reader,
    reply: Replied,
    text: str,
    vector: Sequence[float],
    understood: Understanding,
) -> bool:
    """Whether a message is about what the reply answered: the same intent, the same number, or nearly the same words."""
    if understood.intent == reply.intent and understood.intent != "other":
        return True
    asked = "\n\n".join(message.redacted or "" for message in turns.inbound(db, reply.turn_id))
    if _codes(text) & _codes(asked):
        return True
    (earlier,) = reader.embed([asked])
    return cosine(vector, earlier) >= EARLIER_NEAR


def _codes(text: str) -> set[str]:
    return {plain(token.text) for token in tokens(text) if token.kind == "code"}
