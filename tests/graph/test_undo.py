"""Undo on the desk: the graph waits for the time to pass, and goes on from where it was after an undo."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest

from data import decisions, desk, turns, undoing
from data.errors import CannotUndo
from data.ids import clock
from graph.desk import ReviewDesk
from tests.graph.shop import COMPANY, REPLY, Shop


@pytest.fixture
def calm(shop: Shop) -> ReviewDesk:
    """A desk where a decision can be undone for a minute."""
    parts = shop.parts
    return ReviewDesk(
        shop.db, parts.vault, COMPANY, parts.bus, parts.redactor, parts.modules, undo_seconds=60.0
    )


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
    short = ReviewDesk(
        shop.db, shop.parts.vault, COMPANY, shop.parts.bus, shop.parts.redactor, shop.parts.modules, undo_seconds=0.1
    )  # fmt: skip
    made = short.reject(draft.id, shop.reviewer)
    time.sleep(0.15)
    shop.run()
    assert turns.get(shop.db, draft.turn_id).status == "done" and shop.rows(conversation) == []
    with pytest.raises(CannotUndo):
        short.undo(made.id, shop.reviewer)
    assert decisions.get(shop.db, made.id).kind == "reject"


def test_a_draft_whose_thread_was_lost_goes_on_after_an_undo(shop: Shop, calm: ReviewDesk) -> None:
    conversation, draft = shop.drafted()
    calm.undo(calm.approve(draft.id, shop.reviewer).id, shop.reviewer)
    shop.checkpoints.unlink()
    shop.desk.edit(draft.id, shop.reviewer, "It arrives tomorrow.")
    shop.run()
    assert [row.redacted for row in shop.deliver()] == ["It arrives tomorrow."]
    assert len(undoing.of_conversation(shop.db, conversation.id)) == 1


def test_a_running_runner_sends_by_itself_when_the_time_is_up(shop: Shop) -> None:
    parts = shop.parts
    quick = ReviewDesk(
        shop.db, parts.vault, COMPANY, parts.bus, parts.redactor, parts.modules, undo_seconds=0.6
    )
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
