"""Turns: one worker at a time, nothing lost when a worker dies."""

from __future__ import annotations

import threading

import pytest

from data import audit, conversations, desk, takeovers, turns
from data.errors import LeaseLost, Stale

TRIAGE = {
    "language": "da",
    "sentiment": -0.5,
    "emotion": "anger",
    "intent": "delivery",
    "urgency": "high",
    "wants_human": False,
    "must_escalate": False,
    "injection": False,
    "reasons": ["a word of anger"],
}


def test_a_turn_is_taken_when_the_burst_is_over(shop):
    shop.write(shop.conversation())
    assert shop.take(later=1) is None
    turn = shop.take(later=1)
    assert (turn.status, turn.leased_by, turn.attempts) == ("running", "w", 1)
    assert shop.take() is None


def test_no_turn_is_taken_twice(shop):
    for _ in range(30):
        shop.write(shop.conversation(), later=0)
    shop.now(60)
    taken: list[str] = []

    def work(worker: str) -> None:
        while (turn := turns.take(shop.db, worker, now=shop.now())) is not None:
            taken.append(turn.id)

    threads = [threading.Thread(target=work, args=(f"w{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == len(set(taken)) == 30


def test_a_dead_workers_turn_goes_to_another_one(shop):
    shop.write(shop.conversation())
    first = shop.take()
    assert shop.take(later=59, worker="other") is None
    second = shop.take(later=2, worker="other")
    assert (second.id, second.leased_by) == (first.id, "other")
    with pytest.raises(LeaseLost):
        turns.renew(shop.db, first, now=shop.now())


def test_a_lease_can_be_renewed(shop):
    shop.write(shop.conversation())
    turn = shop.take()
    turns.renew(shop.db, turn, 300, now=shop.now(50))
    assert shop.take(later=200, worker="other") is None


def test_a_turn_that_kills_three_workers_goes_to_a_person(shop):
    conversation = shop.conversation()
    shop.write(conversation)
    turn = [shop.take(later=61) for _ in range(3)][0]
    assert shop.take(later=61) is None
    assert turns.get(shop.db, turn.id).status == "failed"
    assert conversations.get(shop.db, conversation.id).state == "waiting_human"


def test_a_failed_attempt_is_tried_again_later_then_given_to_a_person(shop):
    conversation = shop.conversation()
    shop.write(conversation)
    statuses = []
    for _ in range(3):
        turn = shop.take(later=30)
        statuses.append(turns.fail(shop.db, turn.id, "model unreachable", now=shop.now()))
        assert shop.take(later=1) is None
    assert statuses == ["pending", "pending", "failed"]
    takeover = takeovers.open_for(shop.db, conversation.id)
    assert (takeover.reason, takeover.detail, takeover.turn_id) == ("failed", "model unreachable", turn.id)


def test_triage_labels_the_turn_and_the_conversation(shop):
    conversation = shop.conversation()
    shop.write(conversation)
    turn = shop.take()
    turns.set_triage(shop.db, turn.id, **TRIAGE)
    labelled = turns.get(shop.db, turn.id)
    assert (labelled.sentiment, labelled.urgency, labelled.reasons) == (-0.5, "high", ("a word of anger",))
    assert conversations.get(shop.db, conversation.id).language == "da"


def test_work_on_a_superseded_turn_is_refused(shop):
    conversation = shop.conversation()
    shop.write(conversation)
    turn = shop.take()
    shop.write(conversation)
    for late in (
        lambda: turns.set_triage(shop.db, turn.id, **TRIAGE),
        lambda: turns.to_human(shop.db, turn.id, "must_escalate"),
        lambda: shop.draft(turn),
    ):
        with pytest.raises(Stale):
            late()
    turns.finish(shop.db, turn.id)
    assert turns.fail(shop.db, turn.id, "late") == "superseded"
    assert turns.get(shop.db, turn.id).status == "superseded"
    assert takeovers.queue(shop.db) == []


def test_to_human_mutes_the_ai_and_tells_the_customer_once(shop):
    conversation = shop.conversation()
    shop.write(conversation)
    turn = shop.take()
    for _ in range(2):
        turns.to_human(shop.db, turn.id, "customer_asked", "asked", shop.row(conversation), now=shop.now(1))
    assert turns.get(shop.db, turn.id).status == "human"
    assert conversations.get(shop.db, conversation.id).state == "waiting_human"
    assert shop.deliver() == 1
    (waiting,) = takeovers.queue(shop.db)
    assert (waiting.reason, waiting.detail, waiting.reviewer_id) == ("customer_asked", "asked", None)


def test_a_decided_turn_is_resumed_by_one_worker_and_finished(shop):
    _, draft = shop.drafted()
    assert shop.take() is None
    shop.decide(draft)
    turn = shop.take()
    assert (turn.id, turn.status) == (draft.turn_id, "decided")
    assert shop.take(worker="other") is None
    turns.finish(shop.db, turn.id, now=shop.now())
    assert turns.get(shop.db, turn.id).status == "done"
    assert turns.over(shop.db, [turn.id, "unknown"]) == [turn.id, "unknown"]


def test_a_decision_waits_until_the_thread_is_at_rest(shop):
    shop.write(shop.conversation())
    turn = shop.take()
    from data import drafts

    draft = drafts.add(
        shop.db,
        turn_id=turn.id,
        version=1,
        text="Hi",
        language="en",
        drafter="d",
        model="m",
        prompt_version="1",
    )
    desk.claim(shop.db, draft.id, "ann", now=shop.now())
    shop.decide(draft)
    assert shop.take(later=1, worker="other") is None
    drafts.set_interrupt(shop.db, draft.id, "interrupt")
    assert shop.take(later=1, worker="other").status == "decided"
    assert drafts.get(shop.db, draft.id).interrupt_id == "interrupt"


def test_a_thread_that_never_came_to_rest_is_taken_again_with_its_draft_on_the_desk(shop):
    shop.write(shop.conversation())
    turn = shop.take()
    from data import drafts

    draft = drafts.add(
        shop.db,
        turn_id=turn.id,
        version=1,
        text="Hi",
        language="en",
        drafter="d",
        model="m",
        prompt_version="1",
    )
    again = shop.take(later=61, worker="other")
    assert (again.id, again.status) == (turn.id, "review")
    assert desk.get(shop.db, draft.id).status == "open"


@pytest.mark.parametrize("sent", [False, True])
@pytest.mark.parametrize("died", [False, True])
def test_what_fails_after_the_reply_brings_no_person(shop, sent, died):
    conversation, draft = shop.drafted()
    shop.queue(shop.row(conversation, shop.decide(draft)))
    assert not sent or shop.deliver() == 1
    for _ in range(3):
        assert shop.take(later=61).id == draft.turn_id
        if not died:
            turns.fail(
                shop.db, draft.turn_id, "no lesson kept", notice=shop.row(conversation), now=shop.now()
            )
    assert shop.take(later=61) is None
    turn = turns.get(shop.db, draft.turn_id)
    error = "its worker died three times" if died else "no lesson kept"
    assert (turn.status, turn.error, turn.leased_by) == ("done", error, None) and turn.finished_at
    assert conversations.get(shop.db, conversation.id).state == "ai" and takeovers.queue(shop.db) == []
    assert shop.deliver() == (0 if sent else 1)
    (event,) = [event for event in audit.events(shop.db) if event.kind == "turn.failed"]
    assert event.subject["replied"] is True


def test_a_turn_whose_reply_was_refused_still_goes_to_a_person(shop):
    conversation, draft = shop.drafted()
    decision = shop.decide(draft)
    shop.queue(shop.row(conversation, decision))
    refused = "UPDATE outbox SET status = 'refused' WHERE decision_id = $1"
    shop.db.write(lambda cursor: cursor.run(refused, decision.id), quiet=True)
    for _ in range(4):
        shop.take(later=61)
    assert turns.get(shop.db, draft.turn_id).status == "failed"
    assert takeovers.open_for(shop.db, conversation.id).reason == "failed"
