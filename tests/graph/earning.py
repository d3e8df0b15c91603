"""A use case whose drafts have earned to leave by themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from data import conversations, customers, decisions, desk, drafts, judging, messages, policy, turns
from data.database import Database
from data.ids import new_id
from data.records import Conversation
from data.records.policy import NewPolicy, Weighed, Writer

PRAISE = "Thank you so much, the lamp is beautiful and it came quickly! Kind regards, Ingrid Solberg"
REPLY = "Dear <PERSON_1>,\n\nThank you for your kind words about the lamp and the quick delivery. The whole team will read them.\n\nKind regards\nNordlys Hjem"
AUTO = NewPolicy(intent="compliment", mode="auto", sample=0.05, newcomers=True)
WRITER = Writer("writer", "none", "1")  # of `tests.graph.shop`


def earn(db: Database, writer: Writer = WRITER, intent: str = "compliment") -> None:
    """55 answers were read and approved as they were, since policy began yesterday."""
    policy.change(db, replace(AUTO, intent=intent), "sig", now=datetime.now(UTC) - timedelta(days=1))
    customer = customers.add(db, customer_id=new_id(), wrapped_key=b"", language="en")
    for _ in range(55):
        approve(
            db, conversations.open(db, customer_id=customer.id, channel="chat", language="en"), writer, intent
        )


def approve(
    db: Database, conversation: Conversation, writer: Writer = WRITER, intent: str = "compliment"
) -> None:
    """One more draft that a person read and approved as it was: its rows only, as the graph writes them."""
    messages.receive(
        db, message_id=new_id(), conversation_id=conversation.id, sealed_text=b"", content_hash="", settle_seconds=0,
        settle_at_most=0,
    )  # fmt: skip
    turn = turns.take(db, "w")
    assert turn is not None
    turns.set_triage(
        db, turn.id, language="en", sentiment=0.8, emotion="gratitude", intent=intent, urgency="normal",
        wants_human=False, must_escalate=False, injection=False, reasons=(),
    )  # fmt: skip
    draft = drafts.add(
        db,
        turn_id=turn.id,
        version=1,
        text=REPLY,
        language="en",
        drafter=writer.drafter,
        model=writer.model,
        prompt_version=writer.prompt_version,
    )
    judging.judge(db, draft.id, (), lambda standing: Weighed(("sample",), 0.0))
    desk.claim(db, draft.id, "ann")
    decisions.decide(
        db, draft_id=draft.id, reviewer_id="ann", kind="approve", text=REPLY, last_seq=1, draft_version=1,
        seconds_open=12.0,
    )  # fmt: skip
    turns.finish(db, turn.id)
