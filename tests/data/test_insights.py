"""Figures: counted by hand, separate clocks for AI and people."""

from __future__ import annotations

from datetime import date

import pytest

from data import conversations, insights, service, takeovers, turns
from data.about import about
from data.per_module import module_figures
from data.records import Among, DecisionDay, Filters, Period
from data.volumes import volumes

DAY = date(2026, 11, 20)
WEEK = Period(date(2026, 11, 16), DAY)


def turn_of(shop, sentiment=0.0, language="en", intent="delivery"):
    """A conversation with one message, whose turn is running and labelled."""
    conversation = shop.conversation()
    shop.write(conversation)
    turn = shop.take(later=3)
    flags = {"wants_human": False, "must_escalate": False, "injection": False, "reasons": []}
    labels = {"language": language, "intent": intent, "emotion": "none", "urgency": "normal", **flags}
    turns.set_triage(shop.db, turn.id, sentiment=sentiment, **labels)
    return conversation, turns.get(shop.db, turn.id)


def decided(shop, kind="approve", text=None, **labels):
    from data import desk

    conversation, turn = turn_of(shop, **labels)
    draft = shop.draft(turn, "abcdefghij")
    desk.claim(shop.db, draft.id, "ann", now=shop.now())
    decision = shop.decide(draft, kind, **({"text": text} if text else {}))
    turns.finish(shop.db, turn.id)
    return conversation, decision


def test_decisions_are_sorted_by_how_much_of_the_draft_was_kept(shop):
    decided(shop)
    decided(shop, "edit", "abcdefghij")
    decided(shop, "edit", "abcdefghiX")
    decided(shop, "edit", "XXXXefghij")
    decided(shop, "reject")
    decided(shop, "take_over", language="da")
    (day,) = insights.read(shop.db, WEEK).decisions_by_day()
    assert day == DecisionDay(DAY, as_sent=2, light_edit=1, rewrite=1, rejected=1, taken_over=1)
    (danish,) = insights.read(shop.db, WEEK, Filters(language="da")).decisions_by_day()
    assert (danish.taken_over, danish.as_sent) == (1, 0)
    assert insights.read(shop.db, Period(date(2026, 11, 1), date(2026, 11, 2))).decisions_by_day() == []


def test_sentiment_is_a_mean_by_day_and_language(shop):
    turn_of(shop, -0.5)
    turn_of(shop, 0.1)
    turn_of(shop, 0.9, language="sv")
    english, swedish = insights.read(shop.db, WEEK).sentiment_by_day()
    assert (english.language, english.turns, english.mean, english.negative) == (
        "en",
        2,
        pytest.approx(-0.2),
        1,
    )
    assert (swedish.language, swedish.mean) == ("sv", pytest.approx(0.9))
    assert insights.read(shop.db, WEEK, Filters(intent="returns")).sentiment_by_day() == []


def test_takeovers_are_a_share_of_the_turns(shop):
    for reason in ("customer_asked", "must_escalate", None, None):
        conversation, turn = turn_of(shop)
        if reason:
            turns.to_human(shop.db, turn.id, reason, now=shop.now())
    (day,) = insights.read(shop.db, WEEK).takeovers()
    assert (day.turns, day.takeovers, day.rate) == (4, 2, 0.5)
    assert day.reasons == {"customer_asked": 1, "must_escalate": 1}


def test_ai_and_people_have_separate_clocks(shop):
    conversation, decision = decided(shop)
    shop.queue(shop.row(conversation, decision))
    shop.deliver()
    conversation, turn = turn_of(shop)
    turns.to_human(shop.db, turn.id, "customer_asked", now=shop.now())
    takeovers.start(shop.db, conversation.id, "ann", now=shop.now(100))
    takeovers.say(shop.db, shop.row(conversation, kind="human", authorship="human"), "ann", now=shop.now(20))
    shop.deliver()
    ai, human = insights.read(shop.db, WEEK).waiting()
    assert (ai.clock, ai.answered, human.clock, human.answered) == ("ai", 1, "human", 1)
    assert ai.median == ai.longest == 12  # 3 s until taken, 1 drafted, 5 decided, 3 on its way
    assert human.median == human.p90 == 122


@pytest.mark.parametrize("status", ["human", "failed"])
def test_what_a_person_handed_back_without_a_word_stays_one_request(shop, status):
    conversation, turn = turn_of(shop, -0.5, intent="returns")
    shop.draft(turn)
    turns.to_human(shop.db, turn.id, "customer_asked", now=shop.now())
    shop.db.write(lambda c: c.run("UPDATE turn SET status = $2 WHERE id = $1", turn.id, status), quiet=True)
    takeovers.start(shop.db, conversation.id, "ann", now=shop.now(10))
    takeovers.hand_back(shop.db, conversation.id, "ann", now=shop.now(10))
    again = shop.take(later=3)
    flags = {"wants_human": False, "must_escalate": False, "injection": False, "reasons": []}
    labels = {"language": "en", "emotion": "none", "urgency": "normal", "sentiment": -0.5, **flags}
    turns.set_triage(shop.db, again.id, intent="delivery", **labels)
    (found,) = insights.read(shop.db, WEEK).summary()
    assert (found.messages, found.turns, found.takeovers, found.takeover_rate) == (1, 1, 1, 1.0)
    (old,) = insights.read(shop.db, WEEK, Filters(intent="returns")).summary()
    assert (old.messages, old.turns) == (0, 0)
    assert volumes(shop.db, DAY) == [1] and not service.moods(shop.db, WEEK).cells
    assert [(one.intent, one.drafted) for one in module_figures(shop.db, WEEK)] == [("delivery", 0)]
    assert conversations.listing(shop.db, among=Among(WEEK, Filters(intent="returns"))) == []
    assert len(about(shop.db, conversation.customer_id).felt) == 1


def test_the_summary_is_of_all_or_of_each_group(shop):
    conversation, decision = decided(shop, sentiment=0.5)
    shop.queue(shop.row(conversation, decision))
    shop.deliver()
    decided(shop, "edit", "XXXXefghij", language="da", intent="returns")
    (everything,) = insights.read(shop.db, WEEK).summary()
    assert (everything.group, everything.messages, everything.turns, everything.decisions) == (None, 2, 2, 2)
    assert (everything.as_sent_share, everything.edited_share, everything.takeovers) == (0.5, 0.5, 0)
    assert (everything.sentiment, everything.mean_edit_distance) == (0.25, pytest.approx(0.2))
    danish, english = insights.read(shop.db, WEEK).summary("language")
    assert (danish.group, danish.ai_wait_median, english.group, english.ai_wait_median) == (
        "da",
        None,
        "en",
        12,
    )
    assert [row.group for row in insights.read(shop.db, WEEK).summary("intent")] == ["delivery", "returns"]


def test_without_anything_there_is_nothing_to_say(shop):
    (empty,) = insights.read(shop.db, WEEK).summary()
    assert (empty.messages, empty.as_sent_share, empty.takeover_rate, empty.ai_wait_median) == (
        0,
        None,
        None,
        None,
    )
    assert insights.read(shop.db, WEEK).waiting() == insights.read(shop.db, WEEK).takeovers() == []
