"""Undo on the desk: the graph waits for the time to pass, and goes on from where it was after an undo."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta

import pytest

from data import decisions, desk, takeovers, turns, undoing
from data.errors import CannotUndo
from data.ids import clock
from data.records import Conversation
from graph.desk import ReviewDesk
from tests.graph.marking import WORD
from tests.graph.shop import COMPANY, REPLY, Shop, lose_checkpoints
from tests.graph.test_runner import FatalBus


def holding(shop: Shop, seconds: float) -> ReviewDesk:
    """A desk where a decision can be undone for so many seconds."""
    parts = shop.parts
    return ReviewDesk(
        shop.db, parts.vault, COMPANY, parts.bus, parts.redactor, parts.modules, undo_seconds=seconds
    )


@pytest.fixture
def calm(shop: Shop) -> ReviewDesk:
    """A desk where a decision can be undone for a minute."""
    return holding(shop, 60.0)


def test_a_decided_reply_waits_and_an_undone_one_never_leaves(shop: Shop, calm: ReviewDesk) -> None:
    conversation, draft = shop.drafted()
    made = calm.edit(draft.id, shop.reviewer, "It arrives tomorrow.")
    found = calm.undoable(shop.reviewer)
    assert found is not None and found.decision.id == made.id
    assert timedelta(seconds=50) < found.until - clock() <= timedelta(seconds=60)
    assert shop.run() == 0 and shop.rows(conversation) == []
    calm.undo(made.id, shop.reviewer)
    assert calm.undoable(shop.reviewer) is None
    assert desk.get(shop.db, draft.id).edit_text == "It arrives tomorrow."
    assert shop.run() == 0

    shop.desk.approve(draft.id, shop.reviewer)  # on a desk that doesn't wait
    shop.run()
    (row,) = shop.deliver()
    assert row.redacted == REPLY and len(shop.writer.asked) == 1


def test_a_rejected_draft_can_be_undone_and_ends_once_its_time_has_passed(
    shop: Shop, calm: ReviewDesk
) -> None:
    conversation, draft = shop.drafted()
    calm.undo(calm.reject(draft.id, shop.reviewer).id, shop.reviewer)
    assert turns.get(shop.db, draft.turn_id).status == "review"
    short = holding(shop, 0.1)
    made = short.reject(draft.id, shop.reviewer)
    time.sleep(0.15)
    shop.run()
    assert turns.get(shop.db, draft.turn_id).status == "done" and shop.rows(conversation) == []
    with pytest.raises(CannotUndo):
        short.undo(made.id, shop.reviewer)
    assert decisions.get(shop.db, made.id).kind == "reject"


@pytest.mark.parametrize("reply", [REPLY, None])
def test_a_rejected_draft_stays_rejected_when_its_thread_was_lost(shop: Shop, reply: str | None) -> None:
    conversation, draft = shop.drafted()
    holding(shop, 0.1).reject(draft.id, shop.reviewer)
    lose_checkpoints(shop)
    shop.writer.reply = (
        reply  # None: a drafter with nothing to go on, which would promise the customer a person
    )
    time.sleep(0.15)
    shop.run()
    assert (shop.turn(conversation).status, len(shop.writer.asked)) == ("done", 1)
    assert (desk.queue(shop.db), takeovers.queue(shop.db), shop.rows(conversation)) == ([], [], [])


def test_a_rejected_draft_stays_rejected_when_its_thread_ended_before_the_question(shop: Shop) -> None:
    shop.parts = replace(shop.parts, bus=FatalBus(1, ValueError))
    conversation = shop.open()
    shop.write(conversation)
    shop.run()
    holding(shop, 0.1).reject(shop.claim(conversation).id, shop.reviewer)
    time.sleep(0.15)
    shop.run()
    assert (shop.turn(conversation).status, len(shop.writer.asked), desk.queue(shop.db)) == ("done", 1, [])


def test_a_word_masked_in_the_meantime_brings_no_rejected_message_back(
    shop: Shop, calm: ReviewDesk, asked: Conversation
) -> None:
    draft, before = shop.claim(asked), len(shop.writer.asked)
    calm.reject(draft.id, shop.reviewer)
    shop.desk.mask(asked.id, shop.reviewer, WORD)
    shop.run()
    assert turns.get(shop.db, draft.turn_id).status == "decided"
    assert (len(shop.writer.asked), desk.queue(shop.db)) == (before, [])


def test_a_draft_whose_thread_was_lost_goes_on_after_an_undo(shop: Shop, calm: ReviewDesk) -> None:
    conversation, draft = shop.drafted()
    calm.undo(calm.approve(draft.id, shop.reviewer).id, shop.reviewer)
    shop.checkpoints.unlink()
    shop.desk.edit(draft.id, shop.reviewer, "It arrives tomorrow.")
    shop.run()
    assert [row.redacted for row in shop.deliver()] == ["It arrives tomorrow."]
    assert len(undoing.of_conversation(shop.db, conversation.id)) == 1


def test_a_running_runner_sends_by_itself_when_the_time_is_up(shop: Shop) -> None:
    quick = holding(shop, 0.6)
    conversation, draft = shop.drafted()
    runner = shop.runner()
    runner.start()
    try:
        quick.approve(draft.id, shop.reviewer)
        time.sleep(0.3)
        assert shop.rows(conversation) == []
        end = time.monotonic() + 10
        while not shop.rows(conversation) and time.monotonic() < end:
            time.sleep(0.02)
    finally:
        runner.close()
    assert [row.redacted for row in shop.rows(conversation)] == [REPLY]
