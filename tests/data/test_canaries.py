"""Canaries: apart from drafts, answered once and by nobody, withdrawn with what they copy."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta
from typing import Any

import pytest

from data import (
    attention,
    audit,
    canaries,
    customers,
    decisions,
    desk,
    drafts,
    insights,
    kept,
    new_id,
    policy,
    reviewed,
)
from data.errors import ClaimTaken, NotFound, Stale
from data.records import Canary, Draft, Period
from tests.data.conftest import Shop
from tests.data.test_judging import AUTO, judge, labelled

DAY = 86_400.0


class Arriving:
    """Hides a word."""

    def __call__(self, text: str) -> str:
        return text.replace("arrives", "<OTHER_1>")

    def placeholders(self) -> dict[str, bytes]:
        return {"<OTHER_1>": b"sealed"}


def past(shop: Shop, text: str = "It arrives on 12 May.") -> Draft:
    """A routine draft that `ann` sent as it was, a day and a bit ago."""
    _, draft = shop.drafted(text)
    shop.decide(draft)
    shop.now(DAY + 60)
    return draft


def canary(shop: Shop, draft: Draft, **more: Any) -> Canary:
    given: dict[str, Any] = {
        "id": new_id(), "follows": new_id(), "draft_id": draft.id, "draft_hash": draft.text_hash,
        "conversation_id": draft.conversation_id, "language": "en", "fault": "date",
        "place": 14, "was": "12 May", "planted": "13 May", "truth": "Order: promised for 12 May",
        "text": "It arrives on 13 May.", "checks": (), "planted_at": shop.now(), **more,
    }  # fmt: skip
    return Canary(**given)


def planted(shop: Shop, **more: Any) -> Canary:
    made = canary(shop, past(shop), **more)
    assert canaries.plant(shop.db, made)
    return made


def test_a_canary_waits_in_the_queue_like_a_draft_but_not_for_whoever_decided_its_original(
    shop: Shop,
) -> None:
    made = planted(shop)
    (item,) = canaries.queue(shop.db, "bo", now=shop.now(5))
    assert (item.draft_id, item.waiting_since, item.claimed_by) == (made.id, made.planted_at, None)
    assert canaries.queue(shop.db, "ann", now=shop.now()) == []
    assert desk.queue(shop.db, now=shop.now()) == []


def test_one_canary_follows_a_draft_and_copies_one(shop: Shop) -> None:
    made = planted(shop)
    assert not canaries.plant(shop.db, canary(shop, past(shop), follows=made.follows))
    assert not canaries.plant(shop.db, canary(shop, drafts.get(shop.db, made.draft_id)))


def test_only_routine_drafts_that_were_sent_as_they_were_are_copied(shop: Shop) -> None:
    fit = past(shop)
    _, edited = shop.drafted()
    shop.decide(edited, "edit", text="Other words.")
    fresh = shop.drafted()[1]
    assert canaries.copyable(shop.db, "en", now=shop.now(60)) == [fit.id]
    assert canaries.copyable(shop.db, "de", now=shop.now()) == []
    assert canaries.unfollowed(shop.db, now=shop.now()) == [fresh.id]
    assert canaries.plant(shop.db, canary(shop, fit, follows=fresh.id))
    assert canaries.copyable(shop.db, "en", now=shop.now()) == []
    assert canaries.unfollowed(shop.db, now=shop.now()) == []


def test_what_others_have_open_is_theirs(shop: Shop) -> None:
    made = planted(shop)
    canaries.claim(shop.db, made.id, "bo", 60, now=shop.now())
    canaries.claim(shop.db, made.id, "bo", 60, now=shop.now(1))
    with pytest.raises(ClaimTaken):
        canaries.claim(shop.db, made.id, "cy", 60, now=shop.now())
    with pytest.raises(ClaimTaken):
        canaries.answer(shop.db, made.id, "cy", True, now=shop.now())
    assert canaries.holder(shop.db, made.id, now=shop.now()) == "bo"
    canaries.release(shop.db, made.id, "cy")
    canaries.release(shop.db, made.id, "bo")
    canaries.claim(shop.db, made.id, "cy", 60, now=shop.now())
    assert canaries.queue(shop.db, "bo", now=shop.now())[0].claimed_by == "cy"


def test_an_answer_names_nobody_and_only_its_day(shop: Shop) -> None:
    made = planted(shop)
    canaries.claim(shop.db, made.id, "bo", now=shop.now())
    canaries.answer(shop.db, made.id, "bo", True, now=shop.now())
    with pytest.raises(Stale):
        canaries.answer(shop.db, made.id, "bo", False, now=shop.now())
    row = shop.db.read(lambda cursor: cursor.row("SELECT * FROM canary_answer"))
    assert row == (made.id, True, shop.now().date())
    assert shop.scalar("SELECT count(*) FROM canary_claim") == 0
    assert canaries.queue(shop.db, "bo", now=shop.now()) == []
    with pytest.raises(NotFound):
        canaries.answer(shop.db, new_id(), "bo", True, now=shop.now())


def test_the_audit_counts_a_day_s_answers_once_it_is_over(shop: Shop) -> None:
    made = planted(shop)
    canaries.answer(shop.db, made.id, "bo", False, now=shop.now())
    canaries.note_answers(shop.db, now=shop.now())
    day = shop.now().date().isoformat()
    for _ in range(2):
        canaries.note_answers(shop.db, now=shop.now(DAY))
    events = [event for event in audit.events(shop.db) if event.kind.startswith("canary.")]
    assert [event.kind for event in events] == ["canary.answered", "canary.planted"]
    assert all(event.actor == "system" and event.conversation_id is None for event in events)
    assert events[0].subject == {"day": day, "answered": 1}
    assert audit.verify(shop.db).ok


def test_an_old_canary_leaves_the_queue(shop: Shop) -> None:
    made = planted(shop)
    assert canaries.is_open(shop.db, made.id, now=shop.now())
    assert not canaries.is_open(shop.db, made.id, now=shop.now(DAY + 1))
    assert canaries.queue(shop.db, "bo", now=shop.now()) == []


def test_erasing_the_customer_withdraws_the_canary_and_its_words(shop: Shop) -> None:
    made = planted(shop)
    customer = shop.scalar("SELECT customer_id FROM conversation WHERE id = $1", made.conversation_id)
    customers.erase(shop.db, customer, "ada")
    kept = canaries.find(shop.db, made.id)
    assert kept and (kept.text, kept.was, kept.planted, kept.truth) == ("[erased]", "", "", "")
    with pytest.raises(Stale):
        canaries.answer(shop.db, made.id, "bo", True, now=shop.now())


def test_a_word_hidden_by_hand_goes_from_the_canary_too_and_withdraws_it(shop: Shop) -> None:
    made = planted(shop, checks=({"name": "dates", "verdict": "pass", "evidence": "It arrives."},))
    shop.db.write(lambda cursor: kept.rewrite(cursor, made.conversation_id, Arriving(), "ann", shop.now()))
    found = canaries.find(shop.db, made.id)
    assert found and found.text == "It <OTHER_1> on 13 May."
    assert found.checks == ({"name": "dates", "verdict": "pass", "evidence": "It <OTHER_1>."},)
    assert not canaries.is_open(shop.db, made.id, now=shop.now())


def test_no_figure_and_no_lesson_knows_of_canaries(shop: Shop) -> None:
    made = planted(shop)
    today = made.planted_at.date()
    period = Period(today - timedelta(days=90), today)
    before = set(insights.read(shop.db, period).cells)
    learnt = list(reviewed.reviewed(shop.db))
    canaries.answer(shop.db, made.id, "bo", False, now=shop.now())
    assert (set(insights.read(shop.db, period).cells)) == before
    assert list(reviewed.reviewed(shop.db)) == learnt


def test_nothing_that_sends_takes_a_canary(shop: Shop) -> None:
    made = planted(shop)
    shop.deliver()
    for call in (
        lambda: drafts.get(shop.db, made.id),
        lambda: desk.claim(shop.db, made.id, "bo"),
        lambda: decisions.decide(
            shop.db,
            draft_id=made.id,
            reviewer_id="bo",
            kind="approve",
            text=made.text,
            last_seq=1,
            draft_version=1,
        ),
    ):
        with pytest.raises(NotFound):
            call()
    assert shop.leave() is None
    assert shop.scalar("SELECT count(*) FROM outbox WHERE redacted = $1", made.text) == 0


def test_catch_rates_exist_for_the_team_only(shop: Shop) -> None:
    for number, (fault, spotted) in enumerate([("date", True), ("date", False), ("name", True)]):
        made = planted(shop, fault=fault)
        canaries.answer(shop.db, made.id, f"person{number}", spotted, now=shop.now())
    today = shop.now().date()
    period = Period(today - timedelta(days=30), today)
    found = {one.group: (one.answered, one.spotted) for one in attention.caught(shop.db, period, "fault")}
    assert found == {"date": (2, 1), "name": (1, 1)}
    (whole,) = attention.caught(shop.db, period)
    assert (whole.group, whole.answered, whole.spotted) == (None, 3, 2)
    assert sum(one.answered for one in attention.caught(shop.db, period, "week")) == 3
    assert attention.caught(shop.db, period, "language")[0].group == "en"
    with pytest.raises(KeyError):
        attention.caught(shop.db, period, "account_id")
    assert "account" not in " ".join(field.name for field in fields(Canary))


def test_what_left_unread_is_no_original_of_a_canary(shop: Shop) -> None:
    policy.change(shop.db, AUTO, "sig", now=shop.now(1))
    _, draft = labelled(shop)
    assert judge(shop, draft).verdict == "auto"
    shop.now(2 * DAY)
    assert canaries.copyable(shop.db, "en", now=shop.now()) == []
    canaries.plant(shop.db, canary(shop, draft))  # by an earlier version
    assert canaries.queue(shop.db, "bo", now=shop.now(5)) == []
