"""The outbox: one door, a gate in the sending transaction, nothing sent twice."""

from __future__ import annotations

import pytest

from data import conversations, messages, new_id, outbox, takeovers, turns
from data.errors import Conflict, DatabaseUnusable, NotFound, Stale, TooBusy


def refuse_everything(row, facts):
    return "not today"


def strict(row, facts):
    """As strict about the conversation as a real gate."""
    if row.kind == "human":
        return None if facts.conversation_state == "human" else "nobody has taken over"
    if row.kind == "reply" and (facts.conversation_state != "ai" or facts.takeover):
        return "a person answers"
    if row.kind == "reply" and facts.last_inbound_seq > row.last_seq:
        return "the customer has written again"
    return None


@pytest.fixture
def reply(shop):
    """A conversation with a decided reply in the outbox."""
    conversation, draft = shop.drafted()
    decision = shop.decide(draft)
    return conversation, draft, shop.queue(shop.row(conversation, decision))


def test_a_decision_is_queued_once(shop):
    conversation, draft = shop.drafted()
    decision = shop.decide(draft)
    first = shop.queue(shop.row(conversation, decision))
    assert shop.queue(shop.row(conversation, decision)) == first
    notice = shop.row(conversation)
    assert shop.queue(notice) == shop.queue(notice) == notice.id
    assert [row.id for row in outbox.pending(shop.db)] == [first, notice.id]


def test_a_reply_becomes_one_outbound_message(shop, reply):
    conversation, _, row_id = reply
    row = shop.leave()
    assert (row.id, row.status, row.attempts) == (row_id, "sending", 1)
    message = outbox.sent(shop.db, row.id, new_id())
    assert outbox.sent(shop.db, row.id, new_id()) == message
    assert (message.seq, message.direction, message.kind, message.authorship) == (
        2,
        "outbound",
        "reply",
        "ai_approved",
    )
    assert (message.sealed_text, message.label) == (b"sealed reply", {"authorship": "ai"})
    assert conversations.get(shop.db, conversation.id).last_inbound_seq == 1
    assert outbox.get(shop.db, row_id).status == "sent"
    assert shop.leave() is None


def test_sent_twice_at_once_is_one_message(shop, reply, at_once):
    conversation, _, _ = reply
    row = shop.leave()
    sent = at_once(*[lambda: outbox.sent(shop.db, row.id, new_id())] * 3)
    assert len({message.id for message in sent}) == 1
    assert len(messages.of_conversation(shop.db, conversation.id)) == 2


def test_taken_at_once_a_row_leaves_once(shop, reply, at_once):
    rows = at_once(*[lambda: shop.leave()] * 4)
    assert sum(row is not None for row in rows) == 1


def test_the_gate_sees_the_facts_of_its_transaction(shop, reply):
    _, draft, _ = reply
    seen = []
    shop.leave(lambda row, facts: seen.append(facts))
    (facts,) = seen
    assert (facts.conversation_state, facts.last_inbound_seq, facts.takeover) == ("ai", 1, None)
    assert (facts.decision.draft_id, facts.text_matches, facts.turn_status) == (draft.id, True, "decided")


def test_a_text_that_was_not_decided_does_not_match(shop):
    conversation, draft = shop.drafted()
    decision = shop.decide(draft)
    with pytest.raises(Stale, match="another text"):
        shop.queue(shop.row(conversation, decision, redacted="Something else"))
    row_id = shop.queue(shop.row(conversation, decision))
    tampered = "UPDATE outbox SET redacted = 'Something else' WHERE id = $1"
    shop.db.write(lambda cursor: cursor.run(tampered, row_id), quiet=True)
    matches = []
    shop.leave(lambda row, facts: matches.append(facts.text_matches))
    assert matches == [False]


def test_a_refused_reply_brings_a_person(shop, reply):
    conversation, _, row_id = reply
    assert shop.leave(refuse_everything) is None
    row = outbox.get(shop.db, row_id)
    assert (row.status, row.refused) == ("refused", "not today")
    takeover = takeovers.open_for(shop.db, conversation.id)
    assert (takeover.reason, takeover.detail) == ("failed", "not today")
    with pytest.raises(Stale):
        outbox.sent(shop.db, row_id, new_id())


def test_a_broken_gate_lets_nothing_out(shop, reply):
    assert shop.leave(lambda row, facts: 1 / 0) is None
    assert outbox.get(shop.db, reply[2]).refused == "the gate failed: ZeroDivisionError"


@pytest.mark.parametrize("error", [TooBusy, DatabaseUnusable])
def test_while_the_gate_cannot_ask_the_database_a_reply_waits(shop, reply, error):
    conversation, _, row_id = reply

    def busy(row, facts):
        raise error("all connections are busy")

    with pytest.raises(error):
        shop.leave(busy)
    assert outbox.get(shop.db, row_id).status == "queued"
    assert takeovers.open_for(shop.db, conversation.id) is None
    assert shop.deliver() == 1


def test_a_gate_that_meets_a_conflict_is_asked_again(shop, reply):
    conflicts = [Conflict("a newer version")]

    def gate(row, facts):
        if conflicts:
            raise conflicts.pop()

    assert shop.leave(gate).id == reply[2]


def test_a_refusal_does_not_hold_up_the_next_row(shop, reply):
    other = shop.conversation()
    shop.queue(shop.row(other))
    row = shop.leave(lambda row, facts: "no" if row.kind == "reply" else None)
    assert row.conversation_id == other.id


def test_a_reply_made_stale_by_a_message_is_answered_by_the_newer_turn(shop, reply):
    conversation, _, row_id = reply
    receipt = shop.write(conversation)
    assert shop.leave(strict) is None
    assert outbox.get(shop.db, row_id).status == "refused"
    assert turns.get(shop.db, receipt.turn_id).first_seq == 1
    assert turns.counts(shop.db) == {"superseded": 1, "pending": 1}


def test_a_reply_left_over_by_a_crash_is_answered_with_the_newer_message(shop, reply):
    conversation, draft, _ = reply
    shop.leave()
    shop.write(conversation)
    assert outbox.recover(shop.db) == 1
    assert shop.leave(strict) is None
    turn = shop.take()
    assert (turn.first_seq, turn.last_seq) == (1, 2)
    assert turns.get(shop.db, draft.turn_id).status == "superseded"


def test_after_a_crash_an_unsent_row_leaves_again(shop, reply):
    row = shop.leave()
    assert shop.leave() is None
    outbox.recover(shop.db)
    assert shop.leave().attempts == row.attempts + 1


def test_a_conversations_rows_leave_in_order_one_at_a_time(shop, reply):
    conversation, _, first = reply
    second = shop.queue(shop.row(conversation))
    row = shop.leave()
    assert (row.id, shop.leave()) == (first, None)
    outbox.sent(shop.db, row.id, new_id())
    assert shop.leave().id == second


def test_a_takeover_and_a_send_at_once_never_both_happen(shop, at_once):
    for _ in range(10):
        conversation, draft = shop.drafted()
        row_id = shop.queue(shop.row(conversation, shop.decide(draft)))
        order = []

        def gate(row, facts, order=order):
            order.append(facts.conversation_state)
            return strict(row, facts)

        sent, _ = at_once(
            lambda gate=gate: shop.leave(gate),
            lambda c=conversation: takeovers.start(shop.db, c.id, "bo", now=shop.now()),
        )
        status = outbox.get(shop.db, row_id).status
        assert status == ("sending" if order[-1] == "ai" else "refused")
        assert (sent is not None) == (status == "sending")
        if sent is not None:
            outbox.sent(shop.db, row_id, new_id())
        assert shop.leave(strict) is None


def test_unknown_rows_are_named(shop):
    with pytest.raises(NotFound, match="'nothing'"):
        outbox.sent(shop.db, "nothing", new_id())
