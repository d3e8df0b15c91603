"""Promises kept and broken, moods that change, reasons for edits and samples of groups, on both databases."""

from __future__ import annotations

from datetime import timedelta
from math import exp

import pytest

from data import desk, service, takeovers, turns
from data.records.figures import EditReason, Filters, Period
from data.samples import samples
from tests.data.test_insights import DAY, WEEK, decided, turn_of


def handed(shop, answered_after=None):
    conversation, turn = turn_of(shop)
    turns.to_human(shop.db, turn.id, "customer_asked", now=shop.now())
    if answered_after is not None:
        takeovers.start(shop.db, conversation.id, "ann", now=shop.now(answered_after))
        row = shop.row(conversation, kind="human", authorship="human")
        takeovers.say(shop.db, row, "ann", now=shop.now())
        shop.deliver()
    return conversation


def test_a_wait_for_a_person_is_kept_late_or_still_going_on(shop):
    handed(shop, 60)
    handed(shop, 900)
    conversation = handed(shop)
    began = shop.now()

    def told(minutes_later):
        found = service.promises(shop.db, WEEK, minutes=11, now=began + timedelta(minutes=minutes_later))
        return [(one.day, one.clock, one.kept, one.late, one.waiting_late) for one in found]

    assert told(1) == [(DAY, "people", 1, 1, 0)]
    assert told(30) == [(DAY, "people", 1, 1, 1)]
    takeovers.start(shop.db, conversation.id, "ann", now=shop.now(1))
    takeovers.hand_back(shop.db, conversation.id, "ann", None, now=shop.now(1))
    assert told(60) == [(DAY, "people", 1, 1, 0)]
    assert service.promises(shop.db, WEEK, Filters(language="da"), minutes=11, now=began) == []


def test_a_promise_made_for_one_wait_counts_as_it_was_made(shop):
    conversation, decision = decided(shop)
    asked = shop.now()
    values = (decision.turn_id, conversation.id, asked, asked + timedelta(seconds=4))
    sql = """INSERT INTO sla_clock (item_id, queue, conversation_id, wait_id, minutes, since, remind_at, due_at)
             VALUES ($1, 'drafts', $2, 'm', 1, $3, $3, $4)"""
    shop.db.write(lambda cursor: cursor.run(sql, *values), quiet=True)
    shop.queue(shop.row(conversation, decision))
    shop.now(20)
    (stuck,) = service.promises(shop.db, WEEK, minutes=11, now=shop.now())
    assert (stuck.clock, stuck.kept, stuck.late, stuck.waiting_late) == ("drafts", 0, 0, 1)
    shop.deliver()
    (drafts,) = service.promises(shop.db, WEEK, minutes=11, now=shop.now())
    assert (drafts.clock, drafts.kept, drafts.late) == ("drafts", 0, 1)


def again(shop, conversation, sentiment):
    shop.write(conversation)
    turn = shop.take(later=3)
    flags = {"wants_human": False, "must_escalate": False, "injection": False, "reasons": []}
    labels = {"language": "en", "intent": "delivery", "emotion": "none", "urgency": "normal", **flags}
    turns.set_triage(shop.db, turn.id, sentiment=sentiment, **labels)


def test_moods_change_after_a_reply_and_across_a_conversation(shop):
    conversation, decision = decided(shop, sentiment=-0.5)
    shop.queue(shop.row(conversation, decision))
    shop.deliver()
    again(shop, conversation, 0.25)
    silent, _ = decided(shop, "reject", sentiment=-0.25)
    again(shop, silent, -0.75)
    found = service.moods(shop.db, WEEK)
    (step,), (course,) = (list(found.of(what, "part")) for what in ("step", "course"))
    assert (step.count, step.mean) == (1, pytest.approx(0.75))  # nothing was sent in the other one
    assert (course.count, course.mean, course.negative) == (2, pytest.approx(0.125), 1)


def test_reasons_for_edits_are_counted_where_something_was_changed(shop):
    decided(shop, "edit", "abcdefghiX")
    decided(shop, "edit", "abcdefghij")
    for reasons in (["tone", "facts"], ["tone"]):
        _, turn = turn_of(shop)
        draft = shop.draft(turn, "abcdefghij")
        desk.claim(shop.db, draft.id, "ann", now=shop.now())
        shop.decide(draft, "edit", text="abcdefghiX", reasons=reasons)
        turns.finish(shop.db, turn.id)
    assert service.edit_reasons(shop.db, WEEK) == [EditReason("tone", 2), EditReason("facts", 1)]


def test_the_length_of_a_reply_counts_on_the_day_it_left(shop):
    conversation, decision = decided(shop)
    shop.queue(shop.row(conversation, decision))
    shop.now(86_400)
    shop.deliver()
    days = (Period(day, day) for day in (DAY, DAY + timedelta(days=1)))
    found = [
        [one.count for one in samples(shop.db, day, by=("channel",)) if one.what == "length"] for day in days
    ]
    assert found == [[], [1]]


def test_samples_tell_groups_apart(shop):
    conversation, decision = decided(shop)
    shop.queue(shop.row(conversation, decision))
    shop.deliver()
    decided(shop, "edit", "XXXXefghij", language="da")
    handed(shop, 100)
    found = {(one.by, one.what, one.group): one for one in samples(shop.db, WEEK)}
    assert (found["language", "decision", "en"].count, found["language", "decision", "en"].share) == (1, 1)
    assert found["language", "decision", "da"].share == 0
    assert found["customer", "request", "known"].conversations == 3
    assert exp(found["channel", "answer", "chat"].log_mean) == pytest.approx(12)
    assert exp(found["channel", "length", "chat"].log_mean) == pytest.approx(len("abcdefghij"))
    assert (found["language", "request", "en"].count, found["language", "request", "en"].taken) == (2, 0.5)
