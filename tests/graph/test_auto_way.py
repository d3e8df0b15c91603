"""The way of a reply that leaves by itself, on real parts: earned, judged, held, sent as `ai`; or back with people."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from data import (
    audit,
    brake,
    connect,
    decisions,
    desk,
    drafts,
    examples,
    judging,
    outbox,
    policy,
    takeovers,
    turns,
    undoing,
)
from data.database import Database
from data.ids import new_id
from data.records import Conversation, Draft
from data.records.policy import POLICY, Judgement
from graph.autonomy import Autonomy, sampled
from graph.gate import Gate
from tests.graph.earning import AUTO, PRAISE, REPLY, earn
from tests.graph.shop import COMPANY, Shop
from tests.graph.test_undo import holding


@pytest.fixture(scope="session")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in which 55 answers to praise were read and approved as they were, since policy began yesterday."""
    path = tmp_path_factory.mktemp("reviewed") / "glassdesk.duckdb"
    db = connect(f"duckdb:///{path}")
    earn(db)
    db.close()
    return path


@pytest.fixture
def db(reviewed: Path, tmp_path: Path) -> Iterator[Database]:
    """A copy of it for each test."""
    shutil.copy(reviewed, tmp_path / reviewed.name)
    database = connect(f"duckdb:///{tmp_path / reviewed.name}")
    yield database
    database.close()


@pytest.fixture
def earned(shop: Shop) -> Shop:
    """A shop whose answers to praise have earned it."""
    shop.writer.reply = REPLY
    return held(shop, 0.0)


def held(shop: Shop, seconds: float) -> Shop:
    return replace(shop, parts=replace(shop.parts, autonomy=Autonomy(hold_seconds=seconds)))


def arrives(shop: Shop, text: str = PRAISE) -> tuple[Conversation, Draft, Judgement]:
    """A customer's message that is not one of the sample, drafted and judged."""
    while True:
        conversation = shop.open()
        shop.write(conversation, text)
        shop.run()
        draft = drafts.of_conversation(shop.db, conversation.id)[-1]
        judgement = judging.of_draft(shop.db, draft.id)
        assert judgement is not None
        if not sampled(draft.turn_id, AUTO.sample):
            return conversation, draft, judgement
        assert judgement.verdict == "review" and "sample" in judgement.why


def waiting(shop: Shop) -> list[str]:
    return [item.draft_id for item in desk.queue(shop.db)]


def test_an_earned_reply_leaves_by_itself_and_says_that_nobody_has_read_it(earned: Shop) -> None:
    conversation, draft, judgement = arrives(earned)
    assert (judgement.verdict, judgement.kept, judgement.why) == ("auto", (), ())
    assert [row.authorship for row in earned.deliver()] == ["ai"]
    (read,) = earned.read_by_customer(conversation)
    assert "no person has checked it" in read and "Ingrid" in read
    sent = earned.messages(conversation)[-1]
    assert sent.label and (sent.label["authorship"], sent.label["humanReviewed"]) == ("ai", False)
    decision = decisions.for_draft(earned.db, draft.id)
    assert decision and decision.reviewer_id == POLICY
    grounds = judging.grounds(earned.db, decision.id)
    assert grounds and (grounds.number, grounds.unchanged) == (55, 55) and grounds.lower > 0.95
    assert examples.listing(earned.db) == [] and earned.turn(conversation).status == "done"
    assert audit.verify(earned.db).ok


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("Only the shade broke, I would like my money back. " + PRAISE, "money"),
        ("I enclose a photo. " + PRAISE, "attachment"),
        ("Thank you so much, the lamp is beautiful! It stands in the court of our house.", "legal"),
    ],
)
def test_what_is_on_the_list_stays_with_people(earned: Shop, text: str, entry: str) -> None:
    _, draft, judgement = arrives(earned, text)
    assert judgement.verdict == "review" and entry in judgement.kept
    assert waiting(earned)[-1:] == [draft.id] and earned.deliver() == []


def test_the_sample_is_reviewed(earned: Shop) -> None:
    policy.change(earned.db, replace(AUTO, sample=1.0), "sig")
    _, draft, judgement = arrives(earned)
    assert (judgement.verdict, judgement.why) == ("review", ("sample",)) and draft.id in waiting(earned)


def test_a_new_prompt_has_to_earn_it_anew(earned: Shop) -> None:
    earned.writer.name = "another model"
    assert "too_few" in arrives(earned)[2].why


def test_a_conversation_that_was_promised_a_person_keeps_them(earned: Shop) -> None:
    policy.change(earned.db, replace(AUTO, mode="review"), "sig")
    policy.change(earned.db, AUTO, "sig")
    assert "promised" in arrives(earned)[2].why


def test_stop_while_it_waits_brings_the_draft_back_and_a_person_sends_it(earned: Shop) -> None:
    shop = held(earned, 60.0)
    conversation, draft, judgement = arrives(shop)
    assert judgement.verdict == "auto" and shop.rows(conversation) == []
    assert brake.stop(shop.db, "sig", "wrong_reply") >= 1
    assert draft.id in waiting(shop) and shop.deliver() == []
    desk.claim(shop.db, draft.id, shop.reviewer.id)
    shop.desk.approve(draft.id, shop.reviewer, seconds_open=9.0)
    later(shop, draft)
    shop.run()
    assert [row.authorship for row in shop.deliver()] == ["ai_approved"]
    assert arrives(shop)[2].why == ("stopped",)


def test_stop_after_it_was_put_in_the_outbox_is_seen_by_the_gate(earned: Shop) -> None:
    conversation, draft, _ = arrives(earned)
    (queued,) = earned.rows(conversation)
    assert (queued.status, queued.authorship) == ("queued", "ai")
    brake.stop(earned.db, "sig", "complaint")
    assert earned.deliver() == []
    (refused,) = earned.rows(conversation)
    assert (refused.status, refused.refused) == ("refused", "the stop button is pressed")
    assert draft.id in waiting(earned) and takeovers.open_for(earned.db, conversation.id) is None
    (undone,) = undoing.of_conversation(earned.db, conversation.id)
    assert undone.reviewer_id == POLICY
    desk.claim(earned.db, draft.id, earned.reviewer.id)
    earned.desk.edit(draft.id, earned.reviewer, REPLY + "\n", seconds_open=9.0)
    later(earned, draft)
    earned.run()
    assert [row.authorship for row in earned.deliver()] == ["ai_edited"] and audit.verify(earned.db).ok


def test_what_came_back_and_was_rejected_stays_rejected(earned: Shop) -> None:
    conversation, draft, _ = arrives(earned)
    brake.stop(earned.db, "sig", "complaint")
    assert earned.deliver() == []
    desk.claim(earned.db, draft.id, earned.reviewer.id)
    before = len(earned.writer.asked)
    holding(earned, 0.0001).reject(draft.id, earned.reviewer)
    later(earned, draft)
    earned.run()
    assert turns.get(earned.db, draft.turn_id).status == "done"
    assert (len(earned.writer.asked), draft.id in waiting(earned)) == (before, False)


def test_a_stop_button_outside_the_database_holds_both_doors(earned: Shop) -> None:
    conversation, draft, _ = arrives(earned)
    gate = Gate(earned.parts.vault, COMPANY, pulled=lambda: True)
    assert outbox.take(earned.db, gate) is None and draft.id in waiting(earned)
    parts = replace(earned.parts, autonomy=Autonomy(0.0, pulled=lambda: True))
    assert arrives(replace(earned, parts=parts))[2].why == ("stopped",)
    assert takeovers.open_for(earned.db, conversation.id) is None


@pytest.mark.parametrize("mode", ["review", "second", "auto"])
def test_a_change_of_policy_before_it_leaves_brings_it_back(earned: Shop, mode: Any) -> None:
    conversation, draft, _ = arrives(earned)
    policy.change(earned.db, replace(AUTO, mode=mode, daily=7), "sig")
    assert earned.deliver() == [] and draft.id in waiting(earned)


def test_a_word_masked_while_it_waits_brings_it_back(earned: Shop) -> None:
    shop = held(earned, 60.0)
    conversation, draft, _ = arrives(shop)
    shop.desk.mask(conversation.id, shop.reviewer, "lamp")
    shop.run()
    shop.deliver()
    assert shop.read_by_customer(conversation) == []


def test_a_crash_before_the_judgement_leaves_the_draft_to_people(earned: Shop) -> None:
    conversation = earned.open()
    earned.write(conversation, PRAISE)
    broken = Autonomy(hold_seconds=0.0, pulled=crash)
    with pytest.raises(KeyboardInterrupt):
        replace(earned, parts=replace(earned.parts, autonomy=broken)).run()
    draft = drafts.of_conversation(earned.db, conversation.id)[-1]
    assert judging.of_draft(earned.db, draft.id) is None
    turn = turns.get(earned.db, draft.turn_id)
    turns.release(earned.db, turn.id)
    turns.take(earned.db, new_id(), now=datetime.now(UTC) + timedelta(hours=1))
    earned.run()
    assert decisions.for_draft(earned.db, draft.id) is None and draft.id in waiting(earned)


def crash() -> bool:
    raise KeyboardInterrupt


def later(shop: Shop, draft: Draft) -> None:
    """The time in which a person's decision can be undone is over."""
    assert turns.get(shop.db, draft.turn_id).status == "decided"
