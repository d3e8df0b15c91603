"""Drafts, claims and decisions: one draft, one person, one decision, about what they really saw."""

from __future__ import annotations

import pytest

from data import accounts, audit, conversations, decisions, desk, drafts, outbox, state, takeovers, turns
from data.errors import (
    AlreadyDecided,
    ClaimLost,
    ClaimTaken,
    DataError,
    NotFound,
    Stale,
    TooManyRedrafts,
    UnfitText,
)
from data.records import Decision


def test_a_draft_waits_on_the_desk_with_what_a_reviewer_needs(shop):
    ann = accounts.add(shop.db, username="ann", display_name="Ann", role="reviewer")
    conversation = shop.conversation()
    receipt = shop.write(conversation)
    turn = shop.take()
    draft = shop.draft(turn)
    desk.claim(shop.db, draft.id, ann.id, now=shop.now())
    (item,) = desk.queue(shop.db, now=shop.now())
    assert (item.draft_id, item.draft_version, item.last_seq) == (draft.id, 1, receipt.seq)
    assert (item.claimed_by, item.claimed_name, item.blocked) == (ann.id, "Ann", False)
    (item,) = desk.queue(shop.db, now=shop.now(121))
    assert (item.claimed_by, item.claim_until) == (None, None)


def test_the_queue_tells_which_drafts_a_check_forbids(shop):
    quoting = {
        "name": "figures",
        "verdict": "warn",
        "evidence": 'It says "verdict": "block" and \\"verdict\\": \\"block\\".',
    }
    for checks in ((), (quoting,), (quoting, {"name": "dates", "verdict": "block"})):
        shop.drafted(checks=checks)
    assert [item.blocked for item in desk.queue(shop.db)] == [False, False, True]


def test_the_queue_is_ordered_by_urgency_then_waiting(shop):
    wanted = {}
    for urgency in ("low", "high", "normal", "high"):
        shop.write(shop.conversation())
        turn = shop.take()
        labels = {
            "sentiment": 0.0,
            "emotion": "none",
            "wants_human": False,
            "must_escalate": False,
            "injection": False,
        }
        turns.set_triage(
            shop.db, turn.id, language="en", intent=urgency, urgency=urgency, reasons=(), **labels
        )
        wanted.setdefault(urgency, []).append(shop.draft(turn).id)
    order = [item.draft_id for item in desk.queue(shop.db, now=shop.now())]
    assert order == [*wanted["high"], *wanted["normal"], *wanted["low"]]
    assert [i.draft_id for i in desk.queue(shop.db, intent="low", language="en")] == wanted["low"]
    assert desk.queue(shop.db, language="sv") == []


def test_the_same_draft_version_again_is_the_draft_there(shop):
    shop.write(shop.conversation())
    turn = shop.take()
    assert shop.draft(turn, "one").id == shop.draft(turn, "two").id
    assert drafts.latest(shop.db, turn.id).text == "one"
    with pytest.raises(NotFound):
        drafts.get(shop.db, "nothing")


def test_a_claim_keeps_others_out_until_it_runs_out(shop):
    _, draft = shop.drafted()
    with pytest.raises(ClaimTaken) as taken:
        desk.claim(shop.db, draft.id, "bo", now=shop.now(60))
    assert taken.value.by == "ann" and (taken.value.until - shop.now()).total_seconds() == 60
    desk.claim(shop.db, draft.id, "ann", now=shop.now())
    assert desk.claim(shop.db, draft.id, "bo", now=shop.now(121)).claimed_by == "bo"
    with pytest.raises(ClaimLost):
        desk.autosave(shop.db, draft.id, "ann", "mine")
    with pytest.raises(ClaimLost):
        shop.decide(draft)


def test_a_claim_by_two_at_once_goes_to_one(shop, at_once):
    _, draft = shop.drafted()
    desk.release(shop.db, draft.id, "ann")
    results = at_once(*[lambda who=who: desk.claim(shop.db, draft.id, who, now=shop.now()) for who in "abcd"])
    assert sum(isinstance(result, ClaimTaken) for result in results) == 3


def test_edits_are_kept_while_the_claim_lasts_or_nobody_else_came(shop):
    _, draft = shop.drafted()
    desk.autosave(shop.db, draft.id, "ann", "half a sen", now=shop.now(500))
    kept = desk.get(shop.db, draft.id)
    assert (kept.edit_text, kept.edit_by) == ("half a sen", "ann")
    shop.decide(draft)
    with pytest.raises(Stale):
        desk.autosave(shop.db, draft.id, "ann", "too late")


def test_an_approval_binds_the_exact_text(shop):
    _, draft = shop.drafted("Dear <PERSON_1>,\nsorry.")
    for text in (None, "", "Dear <PERSON_1>, sorry."):
        with pytest.raises(UnfitText):
            shop.decide(draft, text=text)
    decision = shop.decide(draft, seconds_open=12.5, starred=True)
    assert (decision.text, decision.text_hash, decision.edit_distance) == (draft.text, draft.text_hash, 0.0)
    assert turns.get(shop.db, draft.turn_id).status == "decided"
    assert decisions.for_turn(shop.db, draft.turn_id) == decision == decisions.get(shop.db, decision.id)


def test_an_edit_knows_how_far_it_went(shop):
    _, draft = shop.drafted("abcdefghij")
    with pytest.raises(UnfitText):
        shop.decide(draft, "edit", text="  \n")
    decision = shop.decide(draft, "edit", text="abcdefghiX", reasons=["tone"])
    assert decision.edit_distance == pytest.approx(0.1)
    assert decisions.get(shop.db, decision.id).reasons == ("tone",)


def test_a_draft_is_decided_once(shop, at_once):
    _, draft = shop.drafted()
    results = at_once(*[lambda: shop.decide(draft)] * 3)
    assert sum(isinstance(result, AlreadyDecided) for result in results) == 2
    assert shop.scalar("SELECT count(*) FROM decision") == 1


def test_a_draft_that_is_decided_while_its_case_is_read_was_decided_before(shop, at_once, monkeypatch):
    if shop.db.kind == "duckdb":
        pytest.skip("a transaction sees one moment there")
    _, draft = shop.drafted()
    read, decided = state.turn, []

    def late(cursor, id):
        if not decided:
            decided.append(None)
            decided.extend(at_once(lambda: shop.decide(draft)))
        return read(cursor, id)

    monkeypatch.setattr(state, "turn", late)
    with pytest.raises(AlreadyDecided):
        shop.decide(draft)
    assert isinstance(decided[1], Decision)


def test_a_decision_about_an_older_message_is_stale_and_writes_nothing(shop):
    conversation, draft = shop.drafted()
    shop.write(conversation)
    before = shop.scalar("SELECT seq FROM audit_head")
    for seen in (1, 2):
        with pytest.raises(Stale):
            shop.decide(draft, last_seq=seen)
    assert shop.scalar("SELECT count(*) FROM decision") == 0
    assert shop.scalar("SELECT seq FROM audit_head") == before


def test_a_decision_about_another_version_is_stale(shop):
    _, draft = shop.drafted()
    with pytest.raises(Stale, match="version 2"):
        shop.decide(draft, draft_version=2)


def test_a_decision_after_a_takeover_is_stale(shop):
    conversation, draft = shop.drafted()
    takeovers.start(shop.db, conversation.id, "bo", now=shop.now())
    with pytest.raises(Stale, match="a person answers"):
        shop.decide(draft)


def test_a_decision_without_a_claim_is_refused(shop):
    _, draft = shop.drafted()
    desk.release(shop.db, draft.id, "ann")
    with pytest.raises(ClaimLost, match="nobody"):
        shop.decide(draft)


def test_a_decision_and_a_message_at_once_never_both_count(shop, at_once):
    for _ in range(10):
        conversation, draft = shop.drafted()
        decision, receipt = at_once(lambda d=draft: shop.decide(d), lambda c=conversation: shop.write(c))
        turn = turns.get(shop.db, draft.turn_id)
        assert turn.status == "superseded"
        assert turns.get(shop.db, receipt.turn_id).first_seq == 1
        assert isinstance(decision, Stale) or decision.last_seq == 1
        assert shop.scalar("SELECT count(*) FROM desk WHERE status = 'open'") == 0


def test_a_plain_reject_ends_the_turn_and_nothing_is_sent(shop):
    conversation, draft = shop.drafted()
    decision = shop.decide(draft, "reject", reasons=["wrong"])
    assert turns.get(shop.db, draft.turn_id).status == "done"
    assert (decision.text, shop.take(), outbox.pending(shop.db)) == (None, None, [])
    assert conversations.get(shop.db, conversation.id).state == "ai"


def test_a_reject_with_guidance_brings_at_most_three_redrafts(shop):
    _, draft = shop.drafted()
    for version in (2, 3, 4):
        shop.decide(draft, "reject", guidance="warmer")
        turn = shop.take()
        assert turn.status == "decided"
        assert decisions.for_turn(shop.db, turn.id).guidance == "warmer"
        draft = shop.draft(turn, f"take {version}", version)
        assert decisions.for_turn(shop.db, turn.id) is None
        desk.claim(shop.db, draft.id, "ann", now=shop.now())
    with pytest.raises(TooManyRedrafts):
        shop.decide(draft, "reject", guidance="again")
    assert shop.decide(draft).draft_version == 4
    assert len(decisions.of_conversation(shop.db, draft.conversation_id)) == 4


def test_taking_over_is_one_step_with_the_decision(shop):
    conversation, draft = shop.drafted()
    decision = shop.decide(draft, "take_over", notice=shop.row(conversation))
    takeover = takeovers.open_for(shop.db, conversation.id)
    assert (takeover.reviewer_id, takeover.turn_id) == ("ann", draft.turn_id)
    assert conversations.get(shop.db, conversation.id).state == "human"
    assert turns.get(shop.db, draft.turn_id).status == "human"
    assert desk.get(shop.db, draft.id).status == "decided"
    assert decisions.for_draft(shop.db, draft.id) == decision
    assert shop.deliver() == 1


def test_each_decision_is_one_audit_event(shop):
    _, draft = shop.drafted()
    decision = shop.decide(draft)
    (event,) = [e for e in audit.events(shop.db) if e.kind == "decision.made"]
    assert (event.actor, event.content_hash) == ("ann", draft.text_hash)
    assert event.subject["decision"] == decision.id


def test_every_refusal_is_one_kind_of_data_error():
    assert issubclass(Stale, DataError) and issubclass(ClaimTaken, DataError)
