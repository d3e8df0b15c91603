"""Takeovers: the AI is mute, one person answers, and nothing is left unanswered afterwards."""

from __future__ import annotations

import pytest

from data import audit, conversations, desk, messages, takeovers, turns
from data import database as database_module
from data.errors import ClaimTaken, NotTakenOver, TooBusy


@pytest.fixture
def taken(shop):
    """A conversation with one message, which `ann` has taken over."""
    conversation = shop.conversation()
    shop.write(conversation)
    takeovers.request(shop.db, conversation.id, "customer_asked", now=shop.now(1))
    takeovers.start(shop.db, conversation.id, "ann", now=shop.now(60))
    return conversation


def say(shop, conversation, who="ann"):
    return takeovers.say(
        shop.db, shop.row(conversation, kind="human", authorship="human"), who, now=shop.now(1)
    )


def test_a_request_mutes_the_ai_and_tells_once(shop):
    conversation, draft = shop.drafted()
    for _ in range(2):
        takeovers.request(
            shop.db, conversation.id, "customer_asked", "button", shop.row(conversation), now=shop.now(1)
        )
    assert conversations.get(shop.db, conversation.id).state == "waiting_human"
    assert turns.get(shop.db, draft.turn_id).status == "human"
    assert desk.get(shop.db, draft.id).status == "stale"
    assert shop.deliver() == 1


def test_the_human_queue_shows_the_longest_wait_first(shop):
    conversations_ = [shop.conversation() for _ in range(3)]
    for conversation in conversations_:
        shop.write(conversation)
        takeovers.request(shop.db, conversation.id, "must_escalate", now=shop.now(1))
    assert [row.conversation_id for row in takeovers.queue(shop.db)] == [c.id for c in conversations_]


def test_one_person_at_a_time(shop, taken):
    with pytest.raises(ClaimTaken) as error:
        takeovers.start(shop.db, taken.id, "bo")
    assert error.value.by == "ann"
    assert takeovers.start(shop.db, taken.id, "ann").reviewer_id == "ann"


def test_taken_over_by_two_at_once_it_goes_to_one(shop, at_once):
    conversation = shop.conversation()
    results = at_once(*[lambda who=who: takeovers.start(shop.db, conversation.id, who) for who in "abc"])
    assert sum(isinstance(result, ClaimTaken) for result in results) == 2
    assert shop.scalar("SELECT count(*) FROM takeover") == 1


def test_the_first_reply_stops_the_clock(shop, taken):
    say(shop, taken)
    assert takeovers.open_for(shop.db, taken.id).first_reply_at is None
    assert shop.deliver() == 1
    first = takeovers.open_for(shop.db, taken.id).first_reply_at
    say(shop, taken)
    shop.deliver()
    assert takeovers.open_for(shop.db, taken.id).first_reply_at == first
    assert messages.of_conversation(shop.db, taken.id)[-1].authorship == "human"


def test_only_the_person_inside_speaks_and_hands_back(shop, taken):
    for who in ("bo", ""):
        with pytest.raises(NotTakenOver):
            say(shop, taken, who)
        with pytest.raises(NotTakenOver):
            takeovers.hand_back(shop.db, taken.id, who)


def test_handed_back_unanswered_messages_become_a_turn(shop, taken):
    shop.write(taken)
    say(shop, taken)
    shop.deliver()
    receipt = shop.write(taken)
    takeovers.hand_back(shop.db, taken.id, "ann", shop.row(taken), now=shop.now(1))
    assert conversations.get(shop.db, taken.id).state == "ai"
    assert takeovers.open_for(shop.db, taken.id) is None
    turn = shop.take(later=0)
    assert (turn.first_seq, turn.last_seq) == (receipt.seq, receipt.seq)
    assert shop.deliver() == 1


def test_handed_back_with_everything_answered_there_is_no_turn(shop, taken):
    say(shop, taken)
    shop.deliver()
    takeovers.hand_back(shop.db, taken.id, "ann", now=shop.now(1))
    assert shop.take() is None


def test_handing_back_waits_for_the_last_words(shop, taken, monkeypatch):
    monkeypatch.setattr(database_module, "RETRY_SECONDS", 0.2)
    say(shop, taken)
    with pytest.raises(TooBusy, match="has not left yet"):
        takeovers.hand_back(shop.db, taken.id, "ann")
    shop.deliver()
    takeovers.hand_back(shop.db, taken.id, "ann", now=shop.now(1))


def test_a_closing_is_taken_back_with_the_takeover_that_it_ended(shop, taken):
    before = takeovers.open_for(shop.db, taken.id)
    ended = conversations.close(shop.db, taken.id, "bob", now=shop.now(70))
    assert ended is not None and ended.id == before.id and takeovers.open_for(shop.db, taken.id) is None
    assert takeovers.bring_back(shop.db, ended, "bob", now=shop.now(80))
    assert takeovers.open_for(shop.db, taken.id) == before
    assert conversations.get(shop.db, taken.id).state == "human"
    assert not takeovers.bring_back(shop.db, ended, "bob") and audit.verify(shop.db).ok
    say(shop, taken)


def test_who_was_waited_for_is_waited_for_again(shop):
    conversation = shop.conversation()
    shop.write(conversation)
    takeovers.request(shop.db, conversation.id, "customer_asked", now=shop.now(1))
    ended = conversations.close(shop.db, conversation.id, "bob", now=shop.now(70))
    assert takeovers.bring_back(shop.db, ended, "bob", now=shop.now(80))
    assert conversations.get(shop.db, conversation.id).state == "waiting_human" and shop.take(90) is None
    assert [row.conversation_id for row in takeovers.queue(shop.db)] == [conversation.id]


def test_a_takeover_stays_ended_once_the_conversation_has_gone_on(shop, taken):
    ended = conversations.close(shop.db, taken.id, "bob", now=shop.now(70))
    shop.write(taken, now=shop.now(80))
    assert not takeovers.bring_back(shop.db, ended, "bob", now=shop.now(90))
    conversations.close(shop.db, taken.id, "bob", now=shop.now(100))
    assert not takeovers.bring_back(shop.db, ended, "bob", now=shop.now(110))
    assert conversations.get(shop.db, taken.id).state == "closed"


def test_closing_ends_the_takeover(shop, taken):
    conversations.close(shop.db, taken.id, "ann", now=shop.now(1))
    assert takeovers.queue(shop.db) == []
    assert conversations.get(shop.db, taken.id).state == "closed"
