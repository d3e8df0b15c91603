"""The runner: crashes, restarts and rivals lose nothing and double nothing."""

from __future__ import annotations

import threading
import time
from dataclasses import replace

import pytest

from data import customers, desk, drafts, takeovers, turns
from graph.events import Bus
from graph.runner import Runner
from tests.graph.shop import REPLY, Shop, kept, lose_checkpoints, wait_for


class Killed(BaseException):
    """The process died here: no handler for errors sees this."""


class FatalBus(Bus):
    """A bell whose n-th ring is the last thing the process does, or raises another error."""

    def __init__(self, fatal: int, error: type[BaseException] = Killed) -> None:
        super().__init__()
        self.left = fatal
        self.error = error

    def publish(self, conversation_id: str) -> None:
        self.left -= 1
        if self.left == 0:
            raise self.error
        super().publish(conversation_id)


def until_killed(shop: Shop, runner: Runner) -> None:
    """Run, and if the process dies, let the lease run out."""
    try:
        runner.run_until_idle()
    except Killed:
        time.sleep(0.15)
    finally:
        runner.close()


def test_a_restart_between_draft_and_decision_goes_on_from_the_checkpoint(shop: Shop) -> None:
    conversation, draft = shop.drafted()
    assert draft.interrupt_id and kept(shop) == {draft.turn_id}
    shop.desk.approve(draft.id, shop.reviewer)
    shop.run()
    assert len(shop.rows(conversation)) == 1 and len(shop.writer.asked) == 1
    assert kept(shop) == set()


def test_without_its_checkpoints_a_decided_turn_still_ends_right(shop: Shop) -> None:
    conversation, draft = shop.drafted()
    shop.desk.edit(draft.id, shop.reviewer, "It arrives tomorrow.")
    lose_checkpoints(shop)
    shop.run()
    assert [row.redacted for row in shop.rows(conversation)] == ["It arrives tomorrow."]
    assert len(shop.writer.asked) == 1 and shop.turn(conversation).status == "done"


def test_without_its_checkpoints_a_redraft_is_still_the_second_version(shop: Shop) -> None:
    conversation, draft = shop.drafted()
    shop.desk.reject(draft.id, shop.reviewer, guidance="Kinder.")
    lose_checkpoints(shop)
    shop.run()
    assert [one.version for one in drafts.of_conversation(shop.db, conversation.id)] == [1, 2]
    assert shop.writer.asked[1].guidance == "Kinder."


@pytest.mark.parametrize("lost", [False, True])
@pytest.mark.parametrize("fatal", [1, 2, 3, 4])
def test_killed_at_any_ring_one_message_gets_one_draft_and_one_reply(
    shop: Shop, fatal: int, lost: bool
) -> None:
    shop.parts = replace(shop.parts, bus=FatalBus(fatal))
    conversation = shop.open()
    shop.write(conversation)
    until_killed(shop, shop.runner(lease_seconds=0.1))
    if lost:
        lose_checkpoints(shop)
    until_killed(shop, shop.runner(lease_seconds=0.1))
    draft = shop.claim(conversation)
    shop.desk.approve(draft.id, shop.reviewer)
    for _ in range(2):
        until_killed(shop, shop.runner(lease_seconds=0.1))
    assert len(drafts.of_conversation(shop.db, conversation.id)) == len(shop.rows(conversation)) == 1
    assert shop.turn(conversation).status == "done" and len(shop.deliver()) == 1
    assert len(shop.writer.asked) == 1 and kept(shop) == set()


def test_an_error_after_the_draft_was_stored_leaves_it_on_the_desk_and_decidable(shop: Shop) -> None:
    shop.parts = replace(shop.parts, bus=FatalBus(1, ValueError))
    conversation = shop.open()
    shop.write(conversation)
    shop.run()
    shop.desk.approve(shop.claim(conversation).id, shop.reviewer)
    shop.run()
    assert len(shop.deliver()) == len(shop.writer.asked) == 1


def test_killed_in_the_drafter_the_message_is_drafted_by_the_next_runner(shop: Shop) -> None:
    shop.writer.fails = [Killed()]  # type: ignore[list-item]
    conversation = shop.open()
    shop.write(conversation)
    until_killed(shop, shop.runner(lease_seconds=0.1))
    assert drafts.of_conversation(shop.db, conversation.id) == []
    shop.run()
    assert len(drafts.of_conversation(shop.db, conversation.id)) == 1


def test_a_turn_that_kills_its_worker_three_times_goes_to_a_person_and_the_customer_is_told_once(
    shop: Shop,
) -> None:
    shop.writer.fails = [Killed() for _ in range(3)]  # type: ignore[misc]
    conversation = shop.open()
    shop.write(conversation)
    for _ in range(4):
        until_killed(shop, shop.runner(lease_seconds=0.1))
    assert [takeover.reason for takeover in takeovers.queue(shop.db)] == ["failed"]
    for _ in range(2):
        runner = shop.runner(lease_seconds=0.3)
        runner.start()
        wait_for(lambda: shop.rows(conversation))
        time.sleep(0.2)
        runner.close()
    assert [row.kind for row in shop.rows(conversation)] == ["notice"] and len(shop.deliver()) == 1


def test_two_runners_at_once_make_one_draft_and_one_reply_of_each_message(shop: Shop) -> None:
    talks = [shop.open() for _ in range(6)]
    for conversation in talks:
        shop.write(conversation)
    runners = [shop.runner(workers=2, poll_seconds=0.01) for _ in range(2)]
    try:
        for runner in runners:
            runner.start()
        wait_for(lambda: len(desk.queue(shop.db)) == len(talks), 30)
        for conversation in talks:
            shop.desk.approve(shop.claim(conversation).id, shop.reviewer)
        wait_for(lambda: turns.counts(shop.db).get("done") == len(talks), 30)
    finally:
        for runner in runners:
            runner.close()
    for conversation in talks:
        assert len(drafts.of_conversation(shop.db, conversation.id)) == len(shop.rows(conversation)) == 1
    assert len(shop.writer.asked) == len(talks) and kept(shop) == set()


def test_a_model_call_longer_than_the_lease_is_not_made_twice(shop: Shop) -> None:
    shop.writer.go_on = threading.Event()
    conversation = shop.open()
    shop.write(conversation)
    runners = [shop.runner(workers=2, lease_seconds=0.6, poll_seconds=0.02) for _ in range(2)]
    try:
        for runner in runners:
            runner.start()
        assert shop.writer.started.wait(10)
        time.sleep(1.5)
        shop.writer.go_on.set()
        wait_for(lambda: desk.queue(shop.db), 10)
    finally:
        for runner in runners:
            runner.close()
    assert len(shop.writer.asked) == 1


def test_the_heartbeat_survives_any_error_and_says_so(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    real, errors = turns.renew, iter([RuntimeError("a driver's own error"), KeyError("another")])

    def unreliable(*values: object) -> object:
        if (error := next(errors, None)) is not None:
            raise error
        return real(*values)  # type: ignore[arg-type]

    monkeypatch.setattr("graph.runner.turns.renew", unreliable)
    shop.writer.go_on = threading.Event()
    shop.write(shop.open())
    runner = shop.runner(workers=1, lease_seconds=0.9, poll_seconds=0.02)
    try:
        runner.start()
        wait_for(runner.problems)
        assert runner.problems()[0].startswith("heartbeat fails since")
        wait_for(lambda: not runner.problems())
        shop.writer.go_on.set()
        wait_for(lambda: desk.queue(shop.db))
    finally:
        runner.close()
    assert len(shop.writer.asked) == 1


def test_one_erased_customer_does_not_keep_others_from_being_told(shop: Shop) -> None:
    gone, here = shop.open(), shop.open()
    customers.erase(shop.db, gone.customer_id, "operator")
    for conversation in (gone, here):
        takeovers.request(shop.db, conversation.id, "failed")
    runner = shop.runner(lease_seconds=0.1)
    try:
        runner.start()
        wait_for(lambda: shop.rows(here))
    finally:
        runner.close()
    assert shop.rows(gone) == []


def test_a_message_that_arrives_while_the_drafter_works_makes_that_draft_void(shop: Shop) -> None:
    conversation = shop.open()
    shop.write(conversation, "Where is my parcel?")
    shop.writer.go_on = threading.Event()
    runner = shop.runner(workers=1, poll_seconds=0.02)
    try:
        runner.start()
        assert shop.writer.started.wait(10)
        shop.write(conversation, "It has come, but it is broken.")
        shop.writer.go_on.set()
        wait_for(lambda: desk.queue(shop.db), 10)
    finally:
        runner.close()
    (draft,) = drafts.of_conversation(shop.db, conversation.id)
    assert draft.last_seq == 2 and shop.writer.asked[-1].text.startswith("Where is my parcel?\n\nIt has come")
    assert turns.counts(shop.db) == {"superseded": 1, "review": 1}
    assert kept(shop) == {draft.turn_id}


def test_a_person_who_comes_in_while_the_drafter_works_finds_no_draft_queued(shop: Shop) -> None:
    conversation = shop.open()
    shop.write(conversation)
    shop.writer.go_on = threading.Event()
    runner = shop.runner(workers=1, poll_seconds=0.02)
    try:
        runner.start()
        assert shop.writer.started.wait(10)
        shop.desk.start_takeover(conversation.id, shop.reviewer)
        shop.writer.go_on.set()
        wait_for(lambda: not kept(shop) and turns.counts(shop.db) == {"human": 1}, 10)
    finally:
        runner.close()
    assert drafts.of_conversation(shop.db, conversation.id) == [] and desk.queue(shop.db) == []


def test_stopping_waits_for_the_turn_in_hand(shop: Shop) -> None:
    conversation = shop.open()
    shop.write(conversation)
    runner = shop.runner(workers=1, poll_seconds=0.02)
    runner.start()
    assert shop.writer.started.wait(10)
    runner.stop(10)
    assert [draft.text for draft in drafts.of_conversation(shop.db, conversation.id)] == [REPLY]
    assert shop.turn(conversation).leased_by is None
    runner.close()
