"""Snooze: a draft that is put off comes back by itself, early when the customer writes, and nothing of it is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from data import audit, conversations, customers, desk, snoozes, undoing
from data.errors import ClaimTaken, Stale, UnfitTime
from data.ids import text_hash
from tests.data.test_approvals import ask, blocked
from tests.data.test_remasking import WORD, again, everything, redact

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def queued(shop, **more):
    return [item.draft_id for item in desk.queue(shop.db, now=shop.now(), **more)]


def test_a_draft_put_off_leaves_the_queue_and_comes_back_by_itself(shop):
    _, draft = shop.drafted()
    desk.autosave(shop.db, draft.id, "ann", "half a reply", now=shop.now())
    made = snoozes.snooze(shop.db, draft.id, "ann", shop.now() + HOUR, "Ask the warehouse", now=shop.now())
    assert queued(shop) == [] and queued(shop, snoozed=True) == [draft.id]
    assert snoozes.asleep(shop.db, now=shop.now()) == {draft.id: made}
    place = desk.get(shop.db, draft.id)
    assert (place.status, place.claimed_by, place.edit_text) == ("open", None, "half a reply")
    shop.now(3600)
    assert queued(shop) == [draft.id] and snoozes.asleep(shop.db, now=shop.now()) == {}
    assert snoozes.newest(shop.db, draft.conversation_id).note == "Ask the warehouse"
    assert audit.events(shop.db)[0].kind == "draft.snoozed" and audit.verify(shop.db).ok


def test_it_wakes_early_when_the_customer_writes(shop):
    conversation, draft = shop.drafted()
    made = snoozes.snooze(shop.db, draft.id, "ann", None, now=shop.now())
    assert made.for_message and made.until - shop.now() == timedelta(days=7)
    shop.write(conversation)
    newer = shop.draft(shop.take())
    assert queued(shop) == [newer.id] and snoozes.asleep(shop.db, now=shop.now()) == {}


def test_woken_by_hand_or_put_off_anew_only_the_last_word_counts(shop):
    _, draft = shop.drafted()
    for hours in (1, 2):
        snoozes.snooze(shop.db, draft.id, "ann", shop.now() + hours * HOUR, now=shop.now(1))
    shop.now(3600)
    assert queued(shop) == []
    snoozes.wake(shop.db, draft.id, "bo", now=shop.now())
    assert queued(shop) == [draft.id] and audit.events(shop.db)[0].kind == "draft.woken"
    head = shop.scalar("SELECT seq FROM audit_head")
    snoozes.wake(shop.db, draft.id, "bo", now=shop.now())
    assert shop.scalar("SELECT seq FROM audit_head") == head


@pytest.mark.parametrize("ahead", [timedelta(seconds=-1), timedelta(0), timedelta(days=32)])
def test_a_time_that_makes_no_sense_is_refused(shop, ahead):
    _, draft = shop.drafted()
    with pytest.raises(UnfitTime):
        snoozes.snooze(shop.db, draft.id, "ann", shop.now() + ahead, now=shop.now())
    assert queued(shop) == [draft.id]


def test_nobody_puts_off_what_another_works_on_or_what_is_decided(shop):
    _, draft = shop.drafted()
    with pytest.raises(ClaimTaken):
        snoozes.snooze(shop.db, draft.id, "bo", None, now=shop.now())
    shop.decide(draft)
    with pytest.raises(Stale):
        snoozes.snooze(shop.db, draft.id, "ann", None, now=shop.now())


def test_a_decision_ends_the_sleep(shop):
    _, draft = shop.drafted()
    snoozes.snooze(shop.db, draft.id, "ann", None, now=shop.now())
    desk.claim(shop.db, draft.id, "bo", now=shop.now())
    shop.decide(draft, reviewer_id="bo")
    assert snoozes.asleep(shop.db, now=shop.now()) == {} and queued(shop, snoozed=True) == []


def test_a_note_is_forgotten_with_its_customer(shop):
    conversation, draft = shop.drafted()
    snoozes.snooze(shop.db, draft.id, "ann", None, "Mallory is on holiday", now=shop.now())
    customers.erase(shop.db, conversations.get(shop.db, conversation.id).customer_id, "ann")
    assert snoozes.newest(shop.db, conversation.id).note is None


def test_a_word_masked_later_is_hidden_in_notes_and_undone_decisions(shop):
    conversation, draft = shop.drafted()
    redact(shop, conversation)
    made = shop.decide(draft, "edit", text=f"Dear {WORD},", hold_seconds=10)
    undoing.undo(shop.db, made.id, "ann", now=shop.now())
    snoozes.snooze(shop.db, draft.id, "ann", None, f"{WORD} is away", now=shop.now())
    again(shop, conversation)
    (undone,) = undoing.of_conversation(shop.db, conversation.id)
    assert undone.text == "Dear <OTHER_1>," and undone.text_hash == text_hash(undone.text)
    assert snoozes.newest(shop.db, conversation.id).note == "<OTHER_1> is away"
    assert WORD not in everything(shop) and audit.verify(shop.db).ok


def test_what_a_second_person_is_asked_for_is_put_off_no_more(shop):
    draft = blocked(shop)
    snoozes.snooze(shop.db, draft.id, "ann", shop.now() + 14 * DAY, now=shop.now())
    desk.claim(shop.db, draft.id, "ann", now=shop.now(1))  # opened from those that are put off
    ask(shop, draft)
    assert queued(shop) == [draft.id] and snoozes.asleep(shop.db, now=shop.now()) == {}


def test_an_undone_decision_is_back_in_the_queue_also_where_its_draft_was_put_off(shop):
    _, draft = shop.drafted()
    snoozes.snooze(shop.db, draft.id, "ann", shop.now() + 14 * DAY, now=shop.now())
    desk.claim(shop.db, draft.id, "ann", now=shop.now(1))
    made = shop.decide(draft, hold_seconds=10)
    undoing.undo(shop.db, made.id, "ann", now=shop.now(1))
    assert queued(shop) == [draft.id]
