"""Judgements on both databases: earned drafts are decided by policy once, everything else stays with people."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from data import (
    attention,
    audit,
    brake,
    decisions,
    desk,
    earning,
    judging,
    outbox,
    policy,
    takeovers,
    turns,
    undoing,
)
from data.records import Conversation, Decision, Draft, GateFacts, OutboxRow
from data.records.policy import POLICY, Evidence, NewPolicy, Standing, Weighed, Writer
from tests.data.conftest import Shop

AUTO = NewPolicy(intent="order_status", mode="auto", daily=3)
WRITER = Writer("offline", "none", "1")
YES, NO = Weighed((), 0.96), Weighed(("too_few",), 0.4)


def labelled(shop: Shop) -> tuple[Conversation, Draft]:
    """A conversation whose draft about an order's status nobody has opened."""
    conversation = shop.conversation()
    shop.write(conversation)
    while (turn := shop.take()) is not None and turn.conversation_id != conversation.id:
        turns.finish(shop.db, turn.id)
    assert turn is not None
    turns.set_triage(
        shop.db, turn.id, language="en", sentiment=0.0, emotion="neutral", intent="order_status", urgency="normal",
        wants_human=False, must_escalate=False, injection=False, reasons=(), now=shop.now(),
    )  # fmt: skip
    return conversation, shop.draft(turn)


def judge(shop: Shop, draft: Draft, kept: tuple[str, ...] = (), weighed: Weighed = YES, **more: Any) -> Any:
    return judging.judge(shop.db, draft.id, kept, lambda standing: weighed, now=shop.now(1), **more)


def reviewed(shop: Shop, kind: str = "approve", kept: tuple[str, ...] = (), **more: Any) -> Decision:
    """A draft that was judged, opened and decided on by a person."""
    _, draft = labelled(shop)
    judge(shop, draft, kept, NO)
    desk.claim(shop.db, draft.id, "ann", now=shop.now(1))
    return shop.decide(draft, kind, **{"seconds_open": 12.0, **more})


def seen(shop: Shop, draft: Draft) -> Standing:
    """What a judgement of this draft would weigh."""
    found: list[Standing] = []

    def look(standing: Standing) -> Weighed:
        found.append(standing)
        return NO

    judging.judge(shop.db, draft.id, (), look, now=shop.now(1))
    return found[-1]


def test_policy_decides_with_its_grounds_and_the_reply_waits(shop: Shop) -> None:
    row = policy.change(shop.db, AUTO, "sig", now=shop.now(1))
    _, draft = labelled(shop)
    made = judge(shop, draft, hold_seconds=10)
    assert (made.verdict, made.policy_id, made.kept, made.why) == ("auto", row.id, (), ())
    decision = decisions.for_draft(shop.db, draft.id)
    assert decision is not None and (decision.reviewer_id, decision.kind) == (POLICY, "approve")
    assert (decision.text_hash, decision.starred, decision.edit_distance) == (draft.text_hash, False, None)
    grounds = judging.grounds(shop.db, decision.id)
    assert grounds and (grounds.policy_id, grounds.text_hash, grounds.lower) == (
        row.id,
        draft.text_hash,
        0.96,
    )
    assert desk.get(shop.db, draft.id).status == "decided"
    turn = turns.get(shop.db, draft.turn_id)
    assert turn.status == "decided" and turn.ready_at - decision.decided_at == timedelta(seconds=10)
    (event,) = [event for event in audit.events(shop.db) if event.kind == "policy.decided"]
    assert event.actor == POLICY and event.content_hash == draft.text_hash and audit.verify(shop.db).ok
    assert judge(shop, draft, ("money",), NO) == made  # judged once, and decided once


@pytest.mark.parametrize(("kept", "weighed"), [(("money",), YES), ((), NO)])
def test_whatever_speaks_against_it_leaves_the_draft_on_the_desk(
    shop: Shop, kept: tuple[str, ...], weighed: Weighed
) -> None:
    policy.change(shop.db, AUTO, "sig", now=shop.now(1))
    _, draft = labelled(shop)
    made = judge(shop, draft, kept, weighed)
    assert (made.verdict, made.kept, made.why) == ("review", kept, weighed.why)
    assert desk.get(shop.db, draft.id).status == "open" and decisions.for_draft(shop.db, draft.id) is None


def test_a_judgement_weighs_what_its_transaction_sees(shop: Shop) -> None:
    _, draft = labelled(shop)
    before = seen(shop, draft)
    assert before.policy is None and not before.stopped and before.newcomer and not before.claimed
    row = policy.change(shop.db, AUTO, "sig", now=shop.now(1))
    brake.stop(shop.db, "sig", "complaint", now=shop.now(1))
    conversation, draft = labelled(shop)
    desk.claim(shop.db, draft.id, "ann", now=shop.now(1))
    now = seen(shop, draft)
    assert now.policy == row and now.stopped and now.claimed
    assert now.opened_at == conversation.created_at and now.turn_id == draft.turn_id and now.today == 0


def test_evidence_is_what_people_read_of_drafts_that_might_have_left(shop: Shop) -> None:
    attention.note(shop.db, reviewed(shop).id, 90)
    reviewed(shop, seconds_open=1.0)  # a click, not a review
    reviewed(shop, seconds_open=None)
    attention.note(shop.db, reviewed(shop, seconds_open=6.0).id, 200)  # two thousand words a minute
    reviewed(shop, kept=("money",))  # it could never have left
    reviewed(shop, "edit", text="We are very sorry.", seconds_open=2.0)
    reviewed(shop, "edit", text="We are sorry.")
    reviewed(shop, "reject")
    found = read(shop)
    assert (found.number, found.unchanged) == (4, 2)
    (earned,) = earning.by_writer(shop.db, now=shop.now())
    assert (earned.intent, earned.language, earned.writer) == ("order_status", "en", WRITER)
    assert (earned.number, earned.unchanged) == (4, 2)


def test_what_left_by_itself_earns_nothing_and_another_writer_earns_for_itself(shop: Shop) -> None:
    policy.change(shop.db, AUTO, "sig", now=shop.now(1))
    _, draft = labelled(shop)
    judge(shop, draft)
    reviewed(shop)
    assert read(shop).number == 1
    assert read(shop, Writer("offline", "none", "2")).number == 0


def test_a_change_of_mode_begins_anew_and_old_decisions_run_out(shop: Shop) -> None:
    reviewed(shop)
    assert earning.by_writer(shop.db, now=shop.now())[0].number == 1
    policy.change(shop.db, AUTO, "sig", now=shop.now(1))
    assert earning.by_writer(shop.db, now=shop.now()) == []
    reviewed(shop)
    assert earning.by_writer(shop.db, now=shop.now())[0].number == 1
    assert earning.by_writer(shop.db, now=shop.now() + timedelta(days=61)) == []
    past = earning.past(shop.db, "order_status", None, shop.now() - timedelta(days=30))
    assert [(one.clear, one.unchanged, one.newcomer) for one in past] == [(True, True, True)] * 2


def test_the_day_is_counted(shop: Shop) -> None:
    row = policy.change(shop.db, AUTO, "sig", now=shop.now(1))
    for _ in range(2):
        judge(shop, labelled(shop)[1])
    assert shop.db.read(lambda cursor: judging.today(cursor, row, shop.now())) == 2
    assert shop.db.read(lambda cursor: judging.today(cursor, row, shop.now() + timedelta(days=1))) == 0


def test_stop_brings_back_what_waits_to_leave_and_it_can_be_decided_by_a_person(shop: Shop) -> None:
    policy.change(shop.db, AUTO, "sig", now=shop.now(1))
    _, draft = labelled(shop)
    judge(shop, draft, hold_seconds=10)
    assert brake.stop(shop.db, "sig", "wrong_reply", "It named the wrong carrier.", now=shop.now(1)) == 1
    assert decisions.for_draft(shop.db, draft.id) is None
    assert [item.draft_id for item in desk.queue(shop.db)] == [draft.id]
    (undone,) = undoing.of_conversation(shop.db, draft.conversation_id)
    assert (undone.reviewer_id, undone.undone_by) == (POLICY, POLICY)
    desk.claim(shop.db, draft.id, "ann", now=shop.now(1))
    assert shop.decide(draft).reviewer_id == "ann"
    kinds = {event.kind for event in audit.events(shop.db)}
    assert {"policy.stopped", "policy.returned"} <= kinds and audit.verify(shop.db).ok


def test_stopped_stays_stopped_until_somebody_starts_it(shop: Shop) -> None:
    assert brake.newest(shop.db) is None and not brake.start(shop.db, "sig")
    brake.stop(shop.db, "operator", "outage", now=shop.now(1))
    brake.stop(shop.db, "sig", "other", now=shop.now(1))
    assert (pull := brake.newest(shop.db)) and pull.stopped and pull.account_id == "sig"
    assert brake.start(shop.db, "sig", "All is well.", now=shop.now(1))
    assert [pull.stopped for pull in brake.listing(shop.db)] == [False, True, True]


def queued(shop: Shop, conversation: Conversation, draft: Draft) -> Decision:
    """The reply that policy decided on, in the outbox."""
    judge(shop, draft)
    decision = decisions.for_draft(shop.db, draft.id)
    assert decision is not None
    shop.queue(shop.row(conversation, decision, authorship="ai"))
    return decision


def test_the_gate_gets_the_facts_of_its_own_transaction(shop: Shop) -> None:
    row = policy.change(shop.db, AUTO, "sig", now=shop.now(1))
    conversation, draft = labelled(shop)
    decision = queued(shop, conversation, draft)
    found: list[GateFacts] = []

    def gate(_: OutboxRow, facts: GateFacts) -> str | None:
        found.append(facts)
        return None

    assert shop.leave(gate) is not None
    auto = found[0].auto
    assert auto and auto.policy == row and auto.kept == () and not auto.stopped
    assert auto.grounds and auto.grounds.decision_id == decision.id and auto.draft_hash == decision.text_hash


def test_a_refused_reply_goes_back_to_the_reviewers_and_not_to_a_takeover(shop: Shop) -> None:
    policy.change(shop.db, AUTO, "sig", now=shop.now(1))
    conversation, draft = labelled(shop)
    queued(shop, conversation, draft)
    turns.finish(shop.db, draft.turn_id)
    assert shop.leave(lambda row, facts: "everything is stopped") is None
    (row,) = outbox.of_conversation(shop.db, conversation.id)
    assert (row.status, row.refused) == ("refused", "everything is stopped")
    assert takeovers.open_for(shop.db, conversation.id) is None
    assert turns.get(shop.db, draft.turn_id).status == "review"
    assert [item.draft_id for item in desk.queue(shop.db)] == [draft.id]
    desk.claim(shop.db, draft.id, "ann", now=shop.now(1))
    again = shop.decide(draft)
    shop.queue(shop.row(conversation, again))
    assert shop.deliver() == 1


def test_a_customer_who_writes_meanwhile_is_answered_by_a_new_turn(shop: Shop) -> None:
    policy.change(shop.db, AUTO, "sig", now=shop.now(1))
    conversation, draft = labelled(shop)
    queued(shop, conversation, draft)
    shop.write(conversation)
    shop.leave(lambda row, facts: "the customer has written since")
    assert desk.queue(shop.db) == [] and (turn := shop.take()) is not None and turn.last_seq == 2


def read(shop: Shop, writer: Writer = WRITER) -> Evidence:
    first = earning.since(None, shop.now())
    return shop.db.read(lambda cursor: earning.read(cursor, "order_status", "en", writer, first))
