"""Arrival: nothing lost, nothing doubled, one turn a burst."""

from __future__ import annotations

import pytest

from data import conversations, desk, messages, new_id, takeovers, turns
from data.errors import NotFound, Stale, UnfitText


def test_a_message_gets_the_next_number_and_a_pending_turn(shop):
    conversation = shop.conversation()
    receipt = shop.write(conversation)
    turn = turns.get(shop.db, receipt.turn_id)
    assert (receipt.seq, receipt.duplicate) == (1, False)
    assert (turn.status, turn.first_seq, turn.last_seq) == ("pending", 1, 1)
    assert (turn.ready_at - shop.now()).total_seconds() == 2
    assert [m.sealed_text for m in messages.of_conversation(shop.db, conversation.id)] == [b"sealed"]


def test_the_same_external_id_again_is_the_same_message(shop):
    conversation = shop.conversation()
    first = shop.write(conversation, integration_id="shop", external_id="42")
    again = shop.write(conversation, integration_id="shop", external_id="42")
    other = shop.write(conversation, integration_id="other", external_id="42")
    assert (again.duplicate, again.message_id, again.seq) == (True, first.message_id, first.seq)
    assert not other.duplicate


def test_without_an_integration_an_external_id_counts_within_the_conversation(shop):
    one, two = shop.conversation(), shop.conversation()
    assert not shop.write(one, external_id="42").duplicate
    assert shop.write(one, external_id="42").duplicate
    assert not shop.write(two, external_id="42").duplicate


@pytest.mark.parametrize("integration", ["shop", None])
def test_the_same_external_id_twice_at_once_is_one_message(shop, at_once, integration):
    conversation = shop.conversation()
    calls = [lambda: shop.write(conversation, integration_id=integration, external_id="42")] * 4
    receipts = at_once(*calls)
    assert sorted(receipt.duplicate for receipt in receipts) == [False, True, True, True]
    assert len({receipt.message_id for receipt in receipts}) == 1
    assert len(messages.of_conversation(shop.db, conversation.id)) == 1


def test_messages_at_once_get_numbers_without_gaps(shop, at_once):
    conversation = shop.conversation()
    receipts = at_once(*[lambda: shop.write(conversation)] * 8)
    assert sorted(receipt.seq for receipt in receipts) == list(range(1, 9))
    assert conversations.get(shop.db, conversation.id).last_inbound_seq == 8
    assert turns.counts(shop.db) == {"pending": 1}


def test_a_burst_is_one_turn_that_settles_but_not_for_ever(shop):
    conversation = shop.conversation()
    receipts = [shop.write(conversation, later=1.5) for _ in range(20)]
    assert len({receipt.turn_id for receipt in receipts}) == 1
    turn = turns.get(shop.db, receipts[0].turn_id)
    assert (turn.first_seq, turn.last_seq) == (1, 20)
    assert (turn.ready_at - turn.created_at).total_seconds() == 20


def test_a_message_supersedes_the_turn_that_is_running(shop):
    conversation = shop.conversation()
    shop.write(conversation)
    running = shop.take()
    receipt = shop.write(conversation)
    assert turns.get(shop.db, running.id).status == "superseded"
    turn = turns.get(shop.db, receipt.turn_id)
    assert (turn.status, turn.first_seq, turn.last_seq) == ("pending", 1, 2)
    assert [m.seq for m in turns.inbound(shop.db, turn.id)] == [1, 2]


def test_a_message_makes_the_open_draft_stale(shop):
    conversation, draft = shop.drafted()
    shop.write(conversation)
    assert desk.get(shop.db, draft.id).status == "stale"
    assert desk.queue(shop.db) == []


def test_a_message_stops_a_decided_reply_that_has_not_left(shop):
    conversation, draft = shop.drafted()
    decision = shop.decide(draft)
    shop.queue(shop.row(conversation, decision))
    turns.finish(shop.db, draft.turn_id)
    receipt = shop.write(conversation)
    assert turns.get(shop.db, draft.turn_id).status == "superseded"
    assert turns.get(shop.db, receipt.turn_id).first_seq == 1


@pytest.mark.parametrize("arrived", [False, True])
def test_a_message_leaves_a_reply_that_has_left_alone(shop, arrived):
    conversation, draft = shop.drafted()
    shop.queue(shop.row(conversation, shop.decide(draft)))
    if arrived:
        shop.deliver()
    else:
        shop.leave()
    receipt = shop.write(conversation)
    assert turns.get(shop.db, draft.turn_id).status == "decided"
    assert turns.get(shop.db, receipt.turn_id).first_seq == receipt.seq


@pytest.mark.parametrize("state", ["waiting_human", "human"])
def test_the_ai_gets_no_turn_while_a_person_answers(shop, state):
    conversation = shop.conversation()
    takeovers.request(shop.db, conversation.id, "customer_asked", now=shop.now())
    if state == "human":
        takeovers.start(shop.db, conversation.id, "ann", now=shop.now())
    receipt = shop.write(conversation)
    assert receipt.turn_id is None and not receipt.duplicate
    assert conversations.get(shop.db, conversation.id).state == state
    assert turns.counts(shop.db) == {}


def test_a_message_reopens_a_closed_conversation(shop):
    conversation, draft = shop.drafted()
    conversations.close(shop.db, conversation.id, "ann", now=shop.now())
    assert turns.get(shop.db, draft.turn_id).status == "superseded"
    receipt = shop.write(conversation)
    assert conversations.get(shop.db, conversation.id).state == "ai"
    assert turns.get(shop.db, receipt.turn_id).first_seq == 2


def test_an_unknown_conversation_is_refused(shop):
    with pytest.raises(NotFound, match="no conversation with id 'nowhere'"):
        messages.receive(
            shop.db, message_id=new_id(), conversation_id="nowhere", sealed_text=b"", content_hash=""
        )


def test_redaction_is_kept_once_and_a_placeholder_never_changes_its_value(shop):
    conversation = shop.conversation()
    first, second = shop.write(conversation), shop.write(conversation)
    found = {
        "redacted": "I am <PERSON_1>",
        "findings": [{"start": 5, "end": 8, "type": "PERSON"}],
        "language": "en",
    }
    messages.set_redacted(shop.db, first.message_id, **found, placeholders={"<PERSON_1>": b"Ann"})
    messages.set_redacted(shop.db, first.message_id, **found, placeholders={"<PERSON_1>": b"other"})
    with pytest.raises(Stale, match="<PERSON_1>"):
        messages.set_redacted(shop.db, second.message_id, **found, placeholders={"<PERSON_1>": b"Bo"})
    assert messages.placeholders(shop.db, conversation.id) == {"<PERSON_1>": b"Ann"}
    kept = messages.get(shop.db, first.message_id)
    assert kept.findings == ({"start": 5, "end": 8, "type": "PERSON"},)
    assert messages.get(shop.db, second.message_id).redacted is None


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b"])
def test_text_that_a_database_cannot_keep_is_refused(shop, text):
    receipt = shop.write(shop.conversation())
    with pytest.raises(UnfitText, match="can't be kept"):
        messages.set_redacted(
            shop.db, receipt.message_id, redacted=text, findings=[], language="en", placeholders={}
        )
