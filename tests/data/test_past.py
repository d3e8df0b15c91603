"""What rows tell of the past: replies that were sent, examples and conversations as of a moment."""

from __future__ import annotations

from datetime import timedelta

import pytest

from data import Database, conversations, customers, examples, history, outcomes, sent, takeovers, turns
from data.records import Conversation, Decision, Example
from tests.data.conftest import Shop


def decided(shop: Shop, kind: str = "edit", text: str = "Sent text.") -> tuple[Conversation, Decision]:
    """A decision whose reply was sent."""
    conversation, draft = shop.drafted()
    decision = shop.decide(draft, kind, **({"text": text} if kind == "edit" else {}))
    shop.queue(shop.row(conversation, decision))
    shop.deliver()
    return conversation, decision


def taught(shop: Shop, decision: Decision) -> Example:
    return examples.add(
        shop.db, decision_id=decision.id, customer_id="c", language="en", intent="other", reasons=(),
        request="r", draft="d", reply="s", reviewer_id="ann", starred=False, embedding=[1.0], now=shop.now(1),
    )  # fmt: skip


def test_replies_are_those_decided_and_sent_oldest_first(shop: Shop) -> None:
    _, one = decided(shop)
    _, two = decided(shop, "approve")
    unsent = shop.drafted()
    shop.decide(unsent[1])
    shop.decide(shop.drafted()[1], "reject")
    assert [reply.decision.id for reply in sent.replies(shop.db)] == [one.id, two.id]
    assert [reply.decision.id for reply in sent.replies(shop.db, last=1)] == [two.id]
    assert [reply.decision.id for reply in sent.replies(shop.db, since=two.decided_at)] == [two.id]
    assert sent.replies(shop.db, language="de") == []
    found = sent.replies(shop.db)[0]
    assert (found.text, found.turn.id, found.first_draft.version) == ("Sent text.", one.turn_id, 1)


def test_erased_replies_are_gone(shop: Shop) -> None:
    conversation, _ = decided(shop)
    customers.erase(shop.db, conversation.customer_id, "ann")
    assert sent.replies(shop.db) == []


def test_examples_of_a_moment_are_those_made_and_switched_on_by_then(shop: Shop) -> None:
    conversation, decision = decided(shop)
    example = taught(shop, decision)
    made = example.created_at

    def seen(later: float, except_for: str = "another") -> list[str]:
        moment = made + timedelta(seconds=later)
        return [one.id for one in examples.active_before(shop.db, moment, except_for)]

    assert seen(0) == [] and seen(1) == [example.id]
    assert seen(1, conversation.id) == []
    examples.switch(shop.db, example.id, False, "ann", now=made + timedelta(seconds=5))
    examples.switch(shop.db, example.id, True, "ann", now=made + timedelta(seconds=9))
    assert (seen(4), seen(6), seen(10)) == ([example.id], [], [example.id])


def test_an_outcome_of_later_says_nothing_of_an_example_before(shop: Shop) -> None:
    conversation, decision = decided(shop)
    example = taught(shop, decision)
    reply = outcomes.before(shop.db, conversation.id, 99)
    assert reply is not None
    outcomes.note(shop.db, reply, {"thanks": 1.0}, now=example.created_at + timedelta(hours=1))

    def outcome(hours: float) -> float:
        moment = example.created_at + timedelta(hours=hours)
        return examples.active_before(shop.db, moment, "another")[0].outcome or 0.0

    assert outcome(0.5) == 0.0 and outcome(2) > 0.0


def test_earlier_conversations_of_a_moment_had_begun_and_their_takeovers_too(
    db: Database, shop: Shop
) -> None:
    first = shop.conversation()
    shop.write(first)
    turn = shop.take()
    assert turn is not None
    second = conversations.open(
        db, customer_id=first.customer_id, channel="chat", language="en", now=shop.now(60)
    )
    begun = second.created_at
    takeovers.request(db, first.id, "customer_asked", None, None, now=begun + timedelta(seconds=10))

    def seen(later: float, except_for: str) -> list[tuple[str, bool]]:
        moment = begun + timedelta(seconds=later)
        found = history.earlier_before(db, first.customer_id, except_for, 5, moment)
        return [(past.conversation.id, past.with_person) for past in found]

    assert seen(5, second.id) == [(first.id, False)]
    assert seen(20, second.id) == [(first.id, True)]
    assert seen(-1, first.id) == [] and seen(1, first.id) == [(second.id, False)]
    assert turns.get(db, turn.id).created_at < begun


@pytest.mark.parametrize("most", [1, 2])
def test_the_conversation_that_moved_last_by_then_comes_first(db: Database, shop: Shop, most: int) -> None:
    first = shop.conversation()
    shop.write(first)
    owner = first.customer_id
    second = conversations.open(db, customer_id=owner, channel="chat", language="en", now=shop.now(1))
    shop.write(second)
    moment = shop.now(10)
    shop.write(first, later=60)
    found = history.earlier_before(db, owner, "another", most, moment)
    assert [past.conversation.id for past in found] == [second.id, first.id][:most]
