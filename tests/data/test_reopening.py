"""Closed conversations that are opened again, with what waits in them, and taking that back."""

from __future__ import annotations

import pytest

from data import conversations, desk, merging, snoozes, takeovers, turns


def state(shop, conversation) -> str:
    return conversations.get(shop.db, conversation.id).state


def reopened(shop, written=True):
    """A conversation that was closed, with or without a question left, and is open again."""
    one = shop.conversation()
    if written:
        shop.write(one)
    conversations.close(shop.db, one.id, "ann", now=shop.now(1))
    opened = conversations.reopen(shop.db, one.id, "ann", now=shop.now(1))
    assert opened is not None
    return opened


def joined(shop, written=True):
    """A closed conversation, with or without a question left, joined to one that `bob` has."""
    target = shop.conversation()
    source = shop.conversation(customer_id=target.customer_id)
    if written:
        shop.write(source)
    conversations.close(shop.db, source.id, "ann", now=shop.now(1))
    merging.merge(shop.db, source.id, target.id, "ann", now=shop.now(1))
    takeovers.start(shop.db, target.id, "bob", now=shop.now(1))
    return source


def test_a_joined_one_is_not_drafted_for_while_a_person_has_the_other(shop):
    source = joined(shop)
    opened = conversations.reopen(shop.db, source.id, "ann", now=shop.now(1))
    assert opened is not None and opened.state == state(shop, source) == "waiting_human"
    assert shop.take() is None
    waiting = [row.reason for row in takeovers.queue(shop.db) if row.conversation_id == source.id]
    assert waiting == ["merged"]
    assert conversations.close_again(shop.db, opened, "ann", now=shop.now(1))
    assert state(shop, source) == "closed" and takeovers.open_for(shop.db, source.id) is None


def test_a_joined_one_without_a_question_left_waits_for_nobody(shop):
    source = joined(shop, written=False)
    assert conversations.reopen(shop.db, source.id, "ann", now=shop.now(1)) is not None
    assert state(shop, source) == "ai" and takeovers.open_for(shop.db, source.id) is None


@pytest.mark.parametrize("written", [True, False])
def test_a_reopening_is_taken_back_also_once_a_draft_lies_there(shop, written):
    opened = reopened(shop, written)
    if written:
        shop.draft(shop.take())
    assert conversations.close_again(shop.db, opened, "ann", now=shop.now(1))
    assert state(shop, opened) == "closed" and "review" not in turns.counts(shop.db)
    assert not conversations.close_again(shop.db, opened, "ann", now=shop.now(1))


def write(shop, opened):
    shop.write(opened)


def claim(shop, opened):
    desk.claim(shop.db, shop.draft(shop.take()).id, "bob", now=shop.now(1))


def edit(shop, opened):
    draft = shop.draft(shop.take())
    desk.claim(shop.db, draft.id, "bob", now=shop.now(1))
    desk.autosave(shop.db, draft.id, "bob", "Words of bob.", now=shop.now(1))
    desk.release(shop.db, draft.id, "bob")


def decide(shop, opened):
    draft = shop.draft(shop.take())
    desk.claim(shop.db, draft.id, "ann", now=shop.now(1))
    shop.decide(draft)


def put_off(shop, opened):
    draft = shop.draft(shop.take())
    snoozes.snooze(shop.db, draft.id, "bob", None, now=shop.now(1))


def take_over(shop, opened):
    takeovers.start(shop.db, opened.id, "bob", now=shop.now(1))


def hand_back(shop, opened):
    take_over(shop, opened)
    takeovers.hand_back(shop.db, opened.id, "bob", now=shop.now(1))


def open_once_more(shop, opened):
    conversations.close(shop.db, opened.id, "bob", now=shop.now(1))
    conversations.reopen(shop.db, opened.id, "bob", now=shop.now(1))


def join(shop, opened):
    other = shop.conversation(customer_id=opened.customer_id)
    merging.merge(shop.db, other.id, opened.id, "bob", now=shop.now(1))


@pytest.mark.parametrize(
    "since", [write, claim, edit, decide, put_off, take_over, hand_back, open_once_more, join]
)
def test_what_has_gone_on_since_a_reopening_is_not_thrown_away(shop, since):
    opened = reopened(shop)
    since(shop, opened)
    before = conversations.get(shop.db, opened.id)
    assert not conversations.close_again(shop.db, opened, "ann", now=shop.now(1))
    assert conversations.get(shop.db, opened.id) == before and before.state != "closed"
