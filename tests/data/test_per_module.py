"""Figures of use cases, counted by hand, and the way from each figure to its conversations, on both databases."""

from __future__ import annotations

from datetime import date

import pytest

from data import conversations, drafts, insights, messages, outcomes, turns
from data.per_module import module_figures
from data.records import Among, Filters, Happening, Period, StandIn
from data.usage import stand_ins
from tests.data.test_insights import DAY, WEEK, decided, turn_of

EARLIER = Period(date(2026, 11, 1), date(2026, 11, 2))


def ids(shop, happening: Happening = "request", detail=None, period=WEEK, **filters) -> set[str]:
    among = Among(period, Filters(**filters), happening, detail)
    return {row.id for row in conversations.listing(shop.db, among=among)}


def test_each_use_case_is_counted_by_what_became_of_its_drafts(shop):
    decided(shop)
    decided(shop, "edit", "abcdefghiX")
    decided(shop, "edit", "XXXXXXghij")
    decided(shop, "reject")
    decided(shop, "take_over", intent="returns")
    _, turn = turn_of(shop)
    turns.to_human(shop.db, turn.id, "must_escalate", now=shop.now())
    delivery, returns = module_figures(shop.db, WEEK)
    assert (delivery.intent, delivery.turns, delivery.drafted, delivery.drafted_share) == (
        "delivery",
        5,
        4,
        0.8,
    )
    assert (delivery.decisions, delivery.as_sent, delivery.light_edit, delivery.rewrite) == (4, 1, 1, 1)
    assert (delivery.rejected, delivery.taken_over, delivery.share("rejected")) == (1, 0, 0.25)
    assert delivery.edit_distance == pytest.approx(0.1)  # the middle of 0, 0.1 and 0.6
    assert (returns.intent, returns.taken_over, returns.edit_distance, returns.ai_wait) == (
        "returns",
        1,
        None,
        None,
    )
    assert module_figures(shop.db, EARLIER) == []
    assert [one.intent for one in module_figures(shop.db, WEEK, Filters(intent="returns"))] == ["returns"]


def test_drafts_that_wait_are_counted_whenever_they_came(shop):
    shop_conversation, turn = turn_of(shop)
    shop.draft(turn)
    (now,) = module_figures(shop.db, EARLIER)
    assert (now.open_now, now.turns, now.drafted_share, now.share("as_sent")) == (1, 0, None, None)


def test_customers_reactions_are_a_mean_over_the_cases_that_have_one(shop):
    for up in (True, False, None):
        conversation, decision = decided(shop)
        shop.queue(shop.row(conversation, decision))
        shop.deliver()
        reply = messages.of_conversation(shop.db, conversation.id)[-1]
        if up is not None:
            outcomes.rate(shop.db, conversation.id, reply.id, up, now=shop.now())
    (delivery,) = module_figures(shop.db, WEEK)
    assert (delivery.outcome, delivery.cases, delivery.decisions) == (pytest.approx(0.0), 2, 3)
    assert delivery.ai_wait == 12


def test_every_figure_leads_to_its_conversations(shop):
    sent, decision = decided(shop)
    shop.queue(shop.row(sent, decision))
    shop.deliver()
    edited, _ = decided(shop, "edit", "abcdefghiX", language="da")
    handed, turn = turn_of(shop, intent="returns")
    turns.to_human(shop.db, turn.id, "must_escalate", now=shop.now())
    assert ids(shop) == {sent.id, edited.id, handed.id}
    assert ids(shop, language="da") == {edited.id}
    assert ids(shop, intent="returns") == {handed.id}
    assert ids(shop, "decision") == {sent.id, edited.id}
    assert ids(shop, "as_sent") == ids(shop, "answered_ai") == {sent.id}
    assert ids(shop, "light_edit") == {edited.id}
    assert ids(shop, "takeover", "must_escalate") == {handed.id}
    assert (
        ids(shop, "takeover", "customer_asked")
        == ids(shop, "answered_human")
        == ids(shop, "rewrite")
        == set()
    )
    assert ids(shop, "draft", "offline") == {sent.id, edited.id}
    assert ids(shop, "draft", "openai") == ids(shop, "stand_in") == set()
    assert ids(shop, period=EARLIER) == set()


def test_a_list_of_conversations_is_as_long_as_its_bar(shop):
    for kind, text in (("approve", None), ("edit", "abcdefghiX"), ("edit", "XXXXXXghij"), ("reject", None)):
        decided(shop, kind, text)
    (day,) = insights.read(shop.db, WEEK).decisions_by_day()
    bars = {"as_sent", "light_edit", "rewrite", "rejected", "taken_over"}
    assert {kind: len(ids(shop, kind)) for kind in bars} == {kind: getattr(day, kind) for kind in bars}
    assert day.day == DAY


def test_why_the_offline_drafter_stood_in(shop):
    for reason in ("the server is down", "the server is down", "the budget is spent", None):
        _, turn = turn_of(shop)
        drafts.add(
            shop.db, turn_id=turn.id, version=1, text="Hello", language="en", drafter="offline", model="m",
            prompt_version="1", fallback=reason, now=shop.now(),
        )  # fmt: skip
    assert stand_ins(shop.db, WEEK) == [StandIn("the server is down", 2), StandIn("the budget is spent", 1)]
    assert stand_ins(shop.db, WEEK, Filters(language="da")) == []
    assert (len(ids(shop, "stand_in")), len(ids(shop, "own_draft", "offline"))) == (3, 1)
