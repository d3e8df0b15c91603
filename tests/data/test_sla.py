"""Clocks of waits: written once, ended by a decision or a person's words, noted once, and counted by day and queue."""

from __future__ import annotations

from datetime import timedelta

import pytest

from data import audit, new_id, sla, takeovers, turns
from data.records import Filters, Period, SlaClock, SlaDay, Unclocked
from tests.data.conftest import MORNING, Shop

TODAY = Period(MORNING.date(), MORNING.date())
HOUR = 60.0
LONG_BEFORE = MORNING - timedelta(days=9)


def clocked(item: Unclocked, minutes: float = HOUR) -> SlaClock:
    limit = timedelta(minutes=minutes)
    return SlaClock(
        item.item_id, item.queue, item.conversation_id, item.wait_id, item.urgency, minutes, item.since,
        item.since + limit * 0.75, item.since + limit,
    )  # fmt: skip


def wind(shop: Shop, minutes: float = HOUR) -> list[SlaClock]:
    clocks = [clocked(item, minutes) for item in sla.unclocked(shop.db, LONG_BEFORE)]
    sla.start(shop.db, clocks)
    return clocks


def days(shop: Shop, **more: object) -> list[tuple[str, int, int, int, int]]:
    found = sla.of_period(shop.db, TODAY, now=shop.now(), **more)  # type: ignore[arg-type]
    return [(one.queue, one.met, one.missed, one.reminders, one.escalations) for one in found]


def test_what_waits_gets_one_clock_that_keeps_its_promise(shop: Shop) -> None:
    of, draft = shop.drafted()
    (clock,) = wind(shop)
    assert (clock.item_id, clock.queue, clock.conversation_id) == (draft.turn_id, "drafts", of.id)
    assert wind(shop) == []
    sla.start(shop.db, [clocked(Unclocked(clock.item_id, "drafts", of.id, "m", None, shop.now()), 5)])
    (wait,) = sla.waiting(shop.db, now=shop.now())
    assert (wait.minutes, wait.due_at, wait.draft_id) == (HOUR, clock.due_at, draft.id)
    assert (wait.held_by, wait.owner, wait.reminded_at, wait.escalated_at) == ("ann", None, None, None)


def test_a_reminder_and_an_escalation_are_noted_once(shop: Shop) -> None:
    of, _ = shop.drafted()
    wind(shop)
    (wait,) = sla.waiting(shop.db, now=shop.now())
    row = shop.row(of, id=sla.notice_id(wait.wait_id))
    assert sla.note(shop.db, wait, "reminder", now=shop.now(1))
    assert not sla.note(shop.db, wait, "reminder", now=shop.now(1))
    assert sla.note(shop.db, wait, "escalation", row, now=shop.now(1))
    assert not sla.note(shop.db, wait, "escalation", row, now=shop.now(1))
    assert [(one.kind, one.notice_id) for one in sla.events(shop.db, wait.item_id)] == [
        ("reminder", None), ("escalation", row.id),
    ]  # fmt: skip
    kinds = [event.kind for event in audit.events(shop.db)]
    assert kinds.count("sla.reminded") == kinds.count("sla.escalated") == kinds.count("outbox.queued") == 1
    (later,) = sla.waiting(shop.db, now=shop.now())
    assert later.reminded_at and later.escalated_at and audit.verify(shop.db).ok


def test_two_at_once_note_and_tell_once(shop: Shop, at_once) -> None:
    of, _ = shop.drafted()
    wind(shop)
    (wait,) = sla.waiting(shop.db, now=shop.now())
    row = shop.row(of, id=sla.notice_id(wait.wait_id))
    calls = [lambda: sla.note(shop.db, wait, "escalation", row, now=shop.now())] * 3
    assert sorted(at_once(*calls)) == [False, False, True]
    assert shop.scalar("SELECT count(*) FROM outbox") == 1


def test_what_was_decided_meanwhile_is_neither_noted_nor_told(shop: Shop) -> None:
    of, draft = shop.drafted()
    wind(shop)
    (wait,) = sla.waiting(shop.db, now=shop.now())
    shop.decide(draft)
    assert not sla.note(shop.db, wait, "escalation", shop.row(of), now=shop.now())
    assert sla.waiting(shop.db, now=shop.now()) == []
    assert shop.scalar("SELECT count(*) FROM outbox") == 0


@pytest.mark.parametrize(("after", "met", "missed"), [(10, 1, 0), (2 * HOUR * 60, 0, 1)])
def test_a_decision_in_time_is_a_kept_promise(shop: Shop, after: float, met: int, missed: int) -> None:
    _, draft = shop.drafted()
    wind(shop)
    assert days(shop) == [("drafts", 0, 0, 0, 0)]  # it waits
    shop.now(after)
    shop.decide(draft)
    assert days(shop) == [("drafts", met, missed, 0, 0)]


def test_what_still_waits_past_its_limit_is_missed_already(shop: Shop) -> None:
    _, draft = shop.drafted()
    wind(shop)
    shop.now(2 * HOUR * 60)
    assert days(shop) == [("drafts", 0, 1, 0, 0)]
    shop.decide(draft, "reject", guidance="Shorter.")  # another draft comes: the wait goes on
    assert days(shop) == [("drafts", 0, 1, 0, 0)]


def test_a_wait_that_goes_on_elsewhere_in_time_counts_there(shop: Shop) -> None:
    of, draft = shop.drafted()
    wind(shop)
    shop.write(of)  # the turn is superseded, the first message is still unanswered
    turn = shop.take()
    assert turn is not None
    shop.draft(turn, "Both.")
    (newer,) = wind(shop)
    assert newer.item_id == turn.id != draft.turn_id
    assert days(shop) == [("drafts", 0, 0, 0, 0)]
    assert {wait.item_id for wait in sla.waiting(shop.db, now=shop.now())} == {turn.id}


def test_a_person_is_in_time_with_their_first_words_not_by_joining(shop: Shop) -> None:
    of = shop.conversation()
    takeovers.request(shop.db, of.id, "customer_asked", now=shop.now(1))
    (clock,) = wind(shop, 11)
    takeovers.start(shop.db, of.id, "ann", now=shop.now(60))
    (wait,) = sla.waiting(shop.db, now=shop.now())
    assert (wait.language, wait.intent) == ("en", None)
    assert (wait.queue, wait.held_by, wait.draft_id, wait.due_at) == ("people", "ann", None, clock.due_at)
    shop.now(600)
    row = shop.row(of, id=new_id(), kind="human", authorship="human", person="Ann")
    takeovers.say(shop.db, row, "ann", now=shop.now(1))
    shop.deliver()
    assert sla.waiting(shop.db, now=shop.now()) == []
    assert days(shop) == [("people", 0, 1, 0, 0)]


def test_figures_by_day_queue_and_language(shop: Shop) -> None:
    for language in ("en", "de"):
        _, draft = shop.drafted()
        shop.db.write(
            lambda cursor, to=language, id=draft.turn_id: cursor.run(
                "UPDATE turn SET language = $2 WHERE id = $1", id, to
            )
        )
        shop.decide(draft)
    wind(shop)  # over before they were seen: counted all the same
    assert days(shop) == [("drafts", 2, 0, 0, 0)]
    assert days(shop, filters=Filters("de", None)) == [("drafts", 1, 0, 0, 0)]
    assert days(shop, filters=Filters("en", "refund")) == []
    yesterday = MORNING.date() - timedelta(days=1)
    assert sla.of_period(shop.db, Period(yesterday, yesterday)) == []
    assert SlaDay(yesterday, "drafts", 3, 1, 0, 0).share == 0.75
    assert SlaDay(yesterday, "drafts", 0, 0, 0, 0).share is None


def test_what_was_over_long_ago_gets_no_clock(shop: Shop) -> None:
    _, draft = shop.drafted()
    shop.decide(draft)
    turns.finish(shop.db, draft.turn_id)
    assert sla.unclocked(shop.db, MORNING + timedelta(days=3)) == []
