"""Hindsight: what became of drafts, with which examples, what was sent instead, and pairs that are both kept."""

from __future__ import annotations

import pytest

from data import Database, audit, customers, drafts, lessons, outcomes, turns
from tests.data.conftest import Shop


def test_trials_tell_what_became_of_each_draft_and_how_it_was_taken(shop: Shop) -> None:
    conversation, draft = shop.drafted()
    edited = shop.decide(draft, "edit", text="We are sorry indeed.")
    shop.queue(shop.row(conversation, edited, authorship="ai_edited"))
    shop.deliver()
    (message_id,) = outcomes.thumbs(shop.db, conversation.id)
    outcomes.rate(shop.db, conversation.id, message_id, True)
    _, other = shop.drafted()
    rejected = shop.decide(other, "reject")
    _, third = shop.drafted()
    shop.decide(third, "take_over")
    newest, oldest = lessons.trials(shop.db)
    assert (newest.decision_id, newest.kind, newest.outcome) == (rejected.id, "reject", None)
    assert (oldest.draft_id, oldest.intent, oldest.drafter) == (draft.id, "other", "offline")
    assert oldest.edit_distance == pytest.approx(edited.edit_distance) and oldest.outcome == pytest.approx(
        0.6
    )


def test_edits_hold_what_was_sent_and_nothing_of_erased_customers(shop: Shop) -> None:
    conversation, draft = shop.drafted()
    turn = turns.get(shop.db, draft.turn_id)
    shop.decide(draft, "edit", text="Sorry!")
    _, other = shop.drafted("Thank you.")
    shop.decide(other)
    assert [(edit.draft, edit.reply) for edit in lessons.edits(shop.db)] == [
        ("Thank you.", "Thank you."),
        ("We are sorry.", "Sorry!"),
    ]
    customers.erase(shop.db, turn.customer_id, "admin")
    assert [edit.draft for edit in lessons.edits(shop.db)] == ["Thank you."]


def test_a_draft_remembers_its_examples_once_each(shop: Shop) -> None:
    conversation = shop.conversation()
    shop.write(conversation)
    turn = shop.take()
    assert turn is not None
    for _ in range(2):  # a node that runs again
        draft = drafts.add(
            shop.db, turn_id=turn.id, version=1, text="Hi", language="en", drafter="offline", model="none",
            prompt_version="1", examples=["e1", "e2", "e1"],
        )  # fmt: skip
    assert lessons.uses(shop.db) == {"e1": {draft.id}, "e2": {draft.id}}


def test_a_pair_is_kept_whichever_way_it_is_named(db: Database) -> None:
    lessons.keep_both(db, "b", "a", "signe")
    lessons.keep_both(db, "a", "b", "ada")
    assert lessons.kept_pairs(db) == {("a", "b")}
    (event,) = audit.events(db)  # once: the second time nothing was decided
    assert (event.kind, event.actor, event.subject) == ("examples.kept", "signe", {"examples": ["a", "b"]})
