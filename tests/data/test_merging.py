"""Joining conversations, parting them, opening closed ones again, and what people agreed."""

from __future__ import annotations

import pytest

from data import audit, conversations, handbacks, merging, notes, outbox, takeovers, turns
from data.errors import NotFound, Unmergeable
from data.records import Note


def pair(shop):
    """Two conversations of one customer."""
    first = shop.conversation()
    return first, shop.conversation(customer_id=first.customer_id)


def kinds(shop, conversation) -> list[str]:
    return [event.kind for event in audit.events(shop.db, conversation_id=conversation.id)]


def state(shop, conversation) -> str:
    return conversations.get(shop.db, conversation.id).state


def test_an_answered_conversation_is_closed_and_points_to_the_other(shop):
    target, source = pair(shop)
    made = merging.merge(shop.db, source.id, target.id, "ann")
    assert state(shop, source) == "closed" and state(shop, target) == "ai"
    assert merging.into(shop.db, source.id) == made
    assert merging.family(shop.db, source.id) == merging.family(shop.db, target.id) == (target.id, source.id)
    assert kinds(shop, source)[0] == kinds(shop, target)[0] == "conversation.merged"
    assert merging.split(shop.db, made.id, "ann") and not merging.split(shop.db, made.id, "ann")
    assert merging.family(shop.db, target.id) == (target.id,) and merging.into(shop.db, source.id) is None
    merging.merge(shop.db, source.id, target.id, "ann")  # once more is fine


def test_conversations_of_different_customers_stay_apart(shop):
    one, other = shop.conversation(), shop.conversation()
    with pytest.raises(Unmergeable, match="different customers"):
        merging.merge(shop.db, one.id, other.id, "ann")
    with pytest.raises(NotFound):
        merging.merge(shop.db, one.id, "nothing", "ann")
    assert state(shop, one) == "ai" and merging.joined(shop.db, other.id) == []


def test_no_circles_and_no_second_target(shop):
    target, source = pair(shop)
    third = shop.conversation(customer_id=target.customer_id)
    merging.merge(shop.db, source.id, target.id, "ann")
    for one, other in ((target, source), (target, target), (source, third)):
        with pytest.raises(Unmergeable):
            merging.merge(shop.db, one.id, other.id, "ann")
    merging.merge(shop.db, third.id, source.id, "ann")  # goes to what that one was joined to
    assert merging.family(shop.db, target.id) == (target.id, source.id, third.id)
    fourth = shop.conversation(customer_id=target.customer_id)
    merging.merge(shop.db, target.id, fourth.id, "ann")
    assert set(merging.family(shop.db, third.id)) == {one.id for one in (fourth, target, source, third)}


def test_a_message_that_waits_is_answered_where_it_was_asked(shop):
    target, source = pair(shop)
    shop.write(source)
    merging.merge(shop.db, source.id, target.id, "ann")
    assert state(shop, source) == "ai"
    turn = shop.take()
    assert turn is not None and turn.conversation_id == source.id


def test_a_new_message_in_the_source_opens_it_and_is_answered_there(shop):
    target, source = pair(shop)
    merging.merge(shop.db, source.id, target.id, "ann")
    receipt = shop.write(source)
    assert state(shop, source) == "ai" and receipt.turn_id is not None
    assert merging.family(shop.db, target.id) == (target.id, source.id)


def test_while_a_person_has_the_target_the_source_goes_to_a_person(shop):
    target, source = pair(shop)
    merging.merge(shop.db, source.id, target.id, "ann")
    takeovers.start(shop.db, target.id, "ann")
    receipt = shop.write(source)
    assert receipt.turn_id is None and state(shop, source) == "waiting_human"
    assert [row.reason for row in takeovers.queue(shop.db) if row.conversation_id == source.id] == ["merged"]
    assert shop.write(source).turn_id is None
    assert len([row for row in takeovers.queue(shop.db) if row.conversation_id == source.id]) == 1


def test_a_draft_in_the_source_is_taken_back_when_a_person_has_the_target(shop):
    source, draft = shop.drafted()
    target = shop.conversation(customer_id=source.customer_id)
    merging.merge(shop.db, source.id, target.id, "ann")
    takeovers.start(shop.db, target.id, "ann")
    shop.write(source)
    assert turns.get(shop.db, draft.turn_id).status == "human" and state(shop, source) == "waiting_human"


def test_a_conversation_that_a_person_has_is_not_joined(shop):
    target, source = pair(shop)
    takeovers.start(shop.db, source.id, "ann")
    with pytest.raises(Unmergeable, match="hand it back"):
        merging.merge(shop.db, source.id, target.id, "ann")


def test_a_closed_conversation_is_opened_again_with_what_was_left(shop):
    one = shop.conversation()
    shop.write(one)
    conversations.close(shop.db, one.id, "ann", now=shop.now(1))
    assert shop.take() is None
    assert conversations.reopen(shop.db, one.id, "ann", now=shop.now(1))
    assert not conversations.reopen(shop.db, one.id, "ann")
    turn = shop.take()
    assert turn is not None and turn.first_seq == turn.last_seq == 1
    assert kinds(shop, one)[0] == "conversation.reopened"


def test_what_was_rejected_for_good_is_not_drafted_again(shop):
    one, draft = shop.drafted()
    shop.decide(draft, "reject")
    conversations.close(shop.db, one.id, "ann", now=shop.now(1))
    assert conversations.reopen(shop.db, one.id, "ann", now=shop.now(1))
    assert shop.take() is None


def test_what_was_agreed_is_kept_with_the_takeover(shop):
    one = shop.conversation()
    for said in ("First.", "Second."):
        takeover = takeovers.start(shop.db, one.id, "ann")
        takeovers.hand_back(shop.db, one.id, "ann", summary=said, now=shop.now(5))
    assert [found.summary for found in handbacks.of(shop.db, one.id)] == ["Second.", "First."]
    assert handbacks.of(shop.db, one.id)[0].takeover_id == takeover.id
    assert kinds(shop, one).count("takeover.agreed") == 2
    takeovers.start(shop.db, one.id, "ann")
    takeovers.hand_back(shop.db, one.id, "ann")
    assert len(handbacks.of(shop.db, one.id)) == 2


def test_colleagues_named_in_a_note_are_told_once_until_they_look(shop):
    one = shop.conversation()
    note = notes.add(
        shop.db, conversation_id=one.id, account_id="ann", text=" See ", mentions=["bob", "bob", "ann"]
    )
    assert isinstance(note, Note) and note.text == "See"
    assert (notes.unseen(shop.db, "bob"), notes.unseen(shop.db, "ann")) == (1, 0)
    notes.see(shop.db, "bob", one.id)
    notes.see(shop.db, "bob", one.id)
    assert notes.unseen(shop.db, "bob") == 0
    (mention,) = notes.mentions(shop.db, "bob")
    assert mention.by == "ann" and mention.seen_at is not None
    assert kinds(shop, one)[0] == "note.written" and outbox.pending(shop.db) == []
