"""Undo: sending waits, and a decision taken back leaves everything as it was; it never both goes out and comes back."""

from __future__ import annotations

import pytest

from data import (
    approvals,
    audit,
    conversations,
    customers,
    decisions,
    desk,
    drafts,
    messages,
    outbox,
    takeovers,
    turns,
    undoing,
)
from data.errors import CannotUndo, Stale
from data.records import NewApproval, Second, Turn

HOLD = 10.0


def undo(shop, decision, who="ann", later=0.0):
    return undoing.undo(shop.db, decision.id, who, now=shop.now(later))


def test_nobody_takes_a_decided_turn_before_its_time(shop):
    _, draft = shop.drafted()
    shop.decide(draft, hold_seconds=HOLD)
    assert shop.take(9) is None
    taken = shop.take(1)
    assert taken is not None and (taken.id, taken.status) == (draft.turn_id, "decided")


@pytest.mark.parametrize(
    ("kind", "more", "edit"),
    [("approve", {}, None), ("edit", {"text": "My words."}, "My words."), ("reject", {}, None)],
)
def test_an_undone_decision_leaves_the_draft_with_whoever_decided(shop, kind, more, edit):
    conversation, draft = shop.drafted()
    made = shop.decide(draft, kind, hold_seconds=HOLD, reasons=["tone"], **more)
    undone = undo(shop, made, later=9)
    assert (undone.id, undone.kind, undone.text, undone.undone_by) == (made.id, kind, made.text, "ann")
    place, turn = desk.get(shop.db, draft.id), turns.get(shop.db, draft.turn_id)
    assert (place.status, place.claimed_by, place.edit_text) == ("open", "ann", edit)
    assert (turn.status, turn.leased_by) == ("review", None)
    assert drafts.get(shop.db, draft.id).interrupt_id == "interrupt"
    assert decisions.of_conversation(shop.db, conversation.id) == []
    assert undoing.of_conversation(shop.db, conversation.id) == [undone]
    assert undoing.of_draft(shop.db, draft.id, "ann") == undone
    assert undoing.of_draft(shop.db, draft.id, "bob") is None
    assert shop.take(60) is None and [item.draft_id for item in desk.queue(shop.db)] == [draft.id]
    assert audit.events(shop.db)[0].kind == "decision.undone" and audit.verify(shop.db).ok
    again = shop.decide(draft)
    assert decisions.for_draft(shop.db, draft.id) == again and shop.take(0) is not None


def test_the_same_draft_can_be_decided_and_undone_many_times(shop):
    conversation, draft = shop.drafted()
    for _ in range(3):
        undo(shop, shop.decide(draft, hold_seconds=HOLD))
    assert len(undoing.of_conversation(shop.db, conversation.id)) == 3


def test_what_was_never_sent_is_not_said_to_be_on_its_way(shop):
    conversation, draft = shop.drafted()
    made = shop.decide(draft, hold_seconds=HOLD)
    shop.write(conversation)
    with pytest.raises(CannotUndo, match="wasn't sent"):
        undo(shop, made)
    assert shop.leave() is None


@pytest.mark.parametrize("kind", ["approve", "reject"])
def test_what_a_person_answers_instead_is_not_said_to_be_on_its_way(shop, kind):
    conversation, draft = shop.drafted()
    made = shop.decide(draft, kind, hold_seconds=HOLD)
    takeovers.request(shop.db, conversation.id, "customer_asked", now=shop.now())
    assert turns.get(shop.db, draft.turn_id).status == "human"
    with pytest.raises(CannotUndo, match="wasn't sent"):
        undo(shop, made)


def test_a_rejection_whose_time_is_up_is_final_and_no_reply_on_its_way(shop):
    _, draft = shop.drafted()
    made = shop.decide(draft, "reject", hold_seconds=HOLD)
    with pytest.raises(CannotUndo, match="rejection is final"):
        undo(shop, made, later=HOLD)


@pytest.mark.parametrize(("kind", "left"), [("approve", None), ("reject", "An idea.")])
def test_words_that_were_dropped_to_approve_do_not_come_back_with_an_undo(shop, kind, left):
    _, draft = shop.drafted()
    desk.autosave(shop.db, draft.id, "ann", "An idea.", now=shop.now())
    undo(shop, shop.decide(draft, kind, hold_seconds=HOLD))
    assert desk.get(shop.db, draft.id).edit_text == left


def test_an_undo_leaves_a_colleague_the_words_they_have_not_sent(shop):
    _, draft = shop.drafted()
    desk.claim(shop.db, draft.id, "bo", now=shop.now(3600))
    desk.autosave(shop.db, draft.id, "bo", "Bo's idea.", now=shop.now())
    desk.claim(shop.db, draft.id, "ann", now=shop.now(3600))
    undo(shop, shop.decide(draft, hold_seconds=HOLD))
    assert desk.get(shop.db, draft.id).edit_by == "bo"


def test_it_is_too_late_once_the_time_is_up_or_a_worker_has_it(shop):
    _, draft = shop.drafted()
    made = shop.decide(draft, hold_seconds=HOLD)
    with pytest.raises(CannotUndo, match="too late"):
        undo(shop, made, later=HOLD)
    shop.take(0)
    with pytest.raises(CannotUndo, match="too late"):
        undo(shop, made, later=-5)
    turns.fail(shop.db, draft.turn_id, "no luck", now=shop.now())
    with pytest.raises(CannotUndo):  # its reply may be in the outbox already
        undo(shop, made)
    assert decisions.get(shop.db, made.id) == made


def test_nobody_undoes_what_someone_else_decided_or_what_was_undone(shop):
    _, draft = shop.drafted()
    made = shop.decide(draft, hold_seconds=HOLD)
    with pytest.raises(CannotUndo, match="someone else"):
        undo(shop, made, "bo")
    undo(shop, made)
    with pytest.raises(CannotUndo, match="before"):
        undo(shop, made)


def test_a_redraft_begins_at_once_and_a_takeover_has_its_own_way_back(shop):
    _, draft = shop.drafted()
    made = shop.decide(draft, "reject", guidance="shorter", hold_seconds=HOLD)
    with pytest.raises(CannotUndo, match="new draft"):
        undo(shop, made)
    assert shop.take(0) is not None
    _, other = shop.drafted()
    with pytest.raises(CannotUndo, match="gone on"):
        undo(shop, shop.decide(other, "take_over", hold_seconds=HOLD))


def test_without_a_wait_there_is_nothing_to_undo(shop):
    _, draft = shop.drafted()
    made = shop.decide(draft)
    assert undoing.newest(shop.db, "ann", now=shop.now()) is None
    with pytest.raises(CannotUndo):
        undo(shop, made)


def test_a_worker_that_still_holds_the_draft_shortens_nothing(shop):
    conversation = shop.conversation()
    shop.write(conversation)
    turn = shop.take()
    draft = drafts.add(
        shop.db, turn_id=turn.id, version=1, text="Hello", language="en", drafter="offline", model="none",
        prompt_version="1", now=shop.now(),
    )  # fmt: skip
    desk.claim(shop.db, draft.id, "ann", now=shop.now())
    made = shop.decide(draft, hold_seconds=HOLD)
    turns.fail(shop.db, turn.id, "the checkpoint could not be written", now=shop.now())
    assert shop.take(5) is None
    undo(shop, made)
    assert turns.get(shop.db, turn.id).status == "review"


def test_undo_and_the_runner_at_once_never_both_win(shop, at_once):
    for _ in range(12):
        _, draft = shop.drafted()
        made = shop.decide(draft, hold_seconds=HOLD)
        before, after = shop.now(9.99), shop.now(0.02)
        results = at_once(
            lambda m=made, t=before: undoing.undo(shop.db, m.id, "ann", now=t),
            lambda t=after: turns.take(shop.db, "w", now=t),
        )
        undone, taken = results
        turn = turns.get(shop.db, draft.turn_id)
        if isinstance(undone, CannotUndo):
            assert isinstance(taken, Turn) and turn.leased_by == "w"
            assert decisions.get(shop.db, made.id) == made
            turns.finish(shop.db, turn.id)
        else:
            assert taken is None and turn.status == "review"
            assert decisions.for_turn(shop.db, turn.id) is None
            shop.decide(draft, "reject")


def test_undo_and_a_new_message_at_once_leave_one_turn_to_answer(shop, at_once):
    for _ in range(6):
        conversation, draft = shop.drafted()
        made = shop.decide(draft, hold_seconds=HOLD)
        at_once(lambda m=made: undo(shop, m), lambda c=conversation: shop.write(c))
        assert turns.get(shop.db, draft.turn_id).status == "superseded"
        assert desk.get(shop.db, draft.id).status in ("stale", "decided")
        assert shop.take().first_seq == 1
        assert shop.scalar("SELECT count(*) FROM desk WHERE status = 'open'") == 0


def test_a_takeover_ends_the_chance_to_undo(shop):
    conversation, draft = shop.drafted()
    made = shop.decide(draft, hold_seconds=HOLD)
    takeovers.start(shop.db, conversation.id, "bo", now=shop.now())
    with pytest.raises(CannotUndo, match="wasn't sent"):
        undo(shop, made)


def test_an_undone_decision_lets_nothing_into_the_outbox(shop):
    conversation, draft = shop.drafted()
    made = shop.decide(draft, hold_seconds=HOLD)
    undo(shop, made)
    with pytest.raises(Stale):
        outbox.queue(shop.db, shop.row(conversation, made), "system")


def test_a_second_person_undoes_their_yes_and_is_asked_again(shop):
    _, draft = shop.drafted(checks=({"name": "figures", "verdict": "block", "evidence": "", "spans": []},))
    asked = approvals.ask(
        shop.db,
        NewApproval(draft.id, "approve", draft.text, 1, 1, ("figures",), (), False, "It is right.", "ann"),
        now=shop.now(),
    )
    desk.claim(shop.db, draft.id, "bo", now=shop.now())
    second = Second(asked.id, "bo", "reviewer")
    made = shop.decide(draft, second=second, hold_seconds=HOLD)
    assert undoing.newest(shop.db, "ann", now=shop.now()) is None
    found = undoing.newest(shop.db, "bo", now=shop.now())
    assert found is not None and found.decision == made
    with pytest.raises(CannotUndo, match="someone else"):
        undo(shop, made, "ann")
    assert undo(shop, made, "bo").approved_by == "bo"
    assert approvals.newest(shop.db, draft.id).waits
    assert shop.decide(draft, second=second).wants_second == ("figures",)


def test_the_newest_of_several_is_offered_until_its_time(shop):
    _, first = shop.drafted()
    shop.decide(first, hold_seconds=HOLD)
    _, second = shop.drafted()
    made = shop.decide(second, hold_seconds=HOLD)
    found = undoing.newest(shop.db, "ann", now=shop.now(1))
    assert found is not None and found.decision == made
    assert (found.until - shop.now()).total_seconds() == HOLD - 1
    assert undoing.newest(shop.db, "ann", now=shop.now(HOLD)) is None


def test_what_was_undone_is_forgotten_with_its_customer(shop):
    conversation, draft = shop.drafted()
    undo(shop, shop.decide(draft, "edit", text="Dear Mallory,", hold_seconds=HOLD))
    customers.erase(shop.db, conversations.get(shop.db, conversation.id).customer_id, "ann")
    assert undoing.of_conversation(shop.db, conversation.id)[0].text == "[erased]"
    assert messages.of_conversation(shop.db, conversation.id)[0].redacted == "[erased]"
