"""Figures of how drafts are read; what one person handled lately; threads passed on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from data import attention, decisions, desk, turns
from data.records import Filters, Period
from tests.data.conftest import MORNING, Shop

TODAY = Period(MORNING.date(), MORNING.date() + timedelta(days=7))


def decided(
    shop: Shop, kind: str = "approve", words: int = 100, seconds: float = 60, seen: Any = None, **more: Any
) -> None:
    _, draft = shop.drafted()
    made = shop.decide(draft, kind, seconds_open=seconds, **more)
    attention.note(shop.db, made.id, words, *(seen or (None, None)))


def test_time_speed_and_reach_are_figures_of_all(shop: Shop) -> None:
    decided(shop, words=100, seconds=60, seen=(1.0, 1.0))
    decided(shop, words=100, seconds=5, seen=(0.4, 1.0))
    decided(shop, "edit", text="Other words altogether.", words=100, seconds=30, seen=(1.0, 0.9))
    decided(shop, "reject", words=100, seconds=1)
    found = attention.reading(shop.db, TODAY)
    assert (found.decisions, found.overridden, found.timed, found.quick) == (4, 2, 2, 1)
    assert (found.median_seconds, found.median_speed) == (30, 200)
    assert (found.scrolled, found.partly) == (3, 2)


def test_a_share_of_what_was_seen_counts_where_both_shares_are_known(shop: Shop) -> None:
    for seen in ((1.0, 1.0), (0.5, None), (None, 0.6), (1.0, 0.0)):
        decided(shop, seen=seen)
    found = attention.reading(shop.db, TODAY)
    assert (found.scrolled, found.partly) == (2, 1)


def test_an_edit_that_changed_nothing_overrides_nothing(shop: Shop) -> None:
    decided(shop, "edit", text="We are sorry.")
    assert attention.reading(shop.db, TODAY).overridden == 0
    (week,) = attention.overridden_by_week(shop.db, TODAY)
    assert (week.week.weekday(), week.decisions, week.overridden) == (0, 1, 0)


def test_no_decisions_make_no_figures(shop: Shop) -> None:
    found = attention.reading(shop.db, TODAY, Filters("de"))
    assert (found.decisions, found.median_seconds, found.median_speed) == (0, None, None)


def test_the_second_note_of_a_decision_changes_nothing(shop: Shop) -> None:
    _, draft = shop.drafted()
    made = shop.decide(draft)
    attention.note(shop.db, made.id, 10, 1.0, 1.0)
    attention.note(shop.db, made.id, 99, 0.0, 0.0)
    assert shop.scalar("SELECT words FROM decision_attention") == 10


def hostile(shop: Shop, mood: tuple[str, float]) -> None:
    conversation = shop.conversation()
    shop.write(conversation)
    while (turn := shop.take()) is not None and turn.conversation_id != conversation.id:
        continue  # a decided one, on its way out
    assert turn is not None
    turns.set_triage(
        shop.db, turn.id, language="en", sentiment=mood[1], emotion=mood[0], intent="complaint", urgency="normal",
        wants_human=False, must_escalate=False, injection=False, reasons=(),
    )  # fmt: skip
    draft = shop.draft(turn)
    desk.claim(shop.db, draft.id, "ann", now=shop.now(1))
    shop.decide(draft)


def test_a_person_s_last_conversations_are_looked_at_and_nobody_else_s(shop: Shop) -> None:
    hostile(shop, ("neutral", 0.1))
    hostile(shop, ("anger", -0.9))
    assert attention.handled(shop.db, "ann", now=shop.now()) == [True, False]
    assert attention.handled(shop.db, "bo", now=shop.now()) == []
    assert attention.handled(shop.db, "ann", now=shop.now(91 * 60)) == []


def test_a_thread_passed_on_is_remembered_for_a_day(shop: Shop) -> None:
    conversation = shop.conversation()
    for _ in range(2):
        attention.pass_on(shop.db, conversation.id, "ann", now=shop.now())
    assert attention.passed_by(shop.db, "ann", now=shop.now()) == {conversation.id}
    assert attention.passed_by(shop.db, "bo", now=shop.now()) == frozenset()
    assert attention.passed_by(shop.db, "ann", now=shop.now(86_401)) == frozenset()


def test_undone_decisions_leave_no_trace_in_the_figures(shop: Shop) -> None:
    decided(shop)
    assert len(decisions.of_conversation(shop.db, shop.scalar("SELECT conversation_id FROM decision"))) == 1
    shop.db.write(lambda cursor: cursor.run("DELETE FROM decision"))
    assert attention.reading(shop.db, TODAY).decisions == 0
