"""Customers' reactions: one of a kind for a reply, a thumb that can be changed, silence and wishes found by themselves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import desk, examples, messages, new_id, outcomes, takeovers, turns
from data.errors import NotFound
from data.outcomes import MOST_CHANGES, QUIET_DAYS, WEIGHTS, score
from data.records import OUTCOMES, Conversation, Decision, Message
from tests.data.conftest import MORNING, Shop

VALUES = st.dictionaries(st.sampled_from(OUTCOMES), st.floats(-1, 1))


def replied(
    shop: Shop, conversation: Conversation | None = None, **more: Any
) -> tuple[Conversation, Decision, str]:
    """A decided reply that has reached the customer; gives the message's id."""
    if conversation is None:
        conversation, draft = shop.drafted()
    else:
        shop.write(conversation)
        turn = shop.take()
        assert turn is not None
        draft = shop.draft(turn)
        desk.claim(shop.db, draft.id, "ann", now=shop.now(1))
    decision = shop.decide(draft, **more)
    shop.queue(shop.row(conversation, decision))
    assert shop.deliver() == 1
    turns.finish(shop.db, decision.turn_id)
    return conversation, decision, last(shop, conversation).id


def last(shop: Shop, conversation: Conversation) -> Message:
    return messages.of_conversation(shop.db, conversation.id)[-1]


def reply_before(shop: Shop, conversation: Conversation) -> outcomes.Replied:
    found = outcomes.before(shop.db, conversation.id, 99)
    assert found is not None
    return found


@given(VALUES)
def test_the_score_stays_between_minus_one_and_one(values: dict[Any, float]) -> None:
    assert -1 < score(values) < 1


@given(VALUES, st.sampled_from(OUTCOMES), st.floats(-1, 1), st.floats(-1, 1))
def test_a_better_reaction_never_lowers_the_score(
    values: dict[Any, float], kind: Any, one: float, other: float
) -> None:
    low, high = sorted((one, other))
    assert score({**values, kind: low}) <= score({**values, kind: high})


@given(VALUES, st.sampled_from(OUTCOMES), st.floats(-1, 1))
def test_a_further_reaction_moves_the_score_its_own_way(
    values: dict[Any, float], kind: Any, value: float
) -> None:
    without = {name: known for name, known in values.items() if name != kind}
    moved = score({**without, kind: value}) - score(without)
    assert moved * value >= 0


def test_silence_is_the_weakest_word() -> None:
    assert min(WEIGHTS, key=WEIGHTS.__getitem__) == "silence"
    assert 0 < score({"silence": 1.0}) < score({"thanks": 1.0}) < score({"thumbs": 1.0})
    assert score({}) == 0


def test_of_a_kind_the_first_reaction_stays(shop: Shop) -> None:
    conversation, decision, _ = replied(shop)
    reply = reply_before(shop, conversation)
    outcomes.note(shop.db, reply, {"thanks": 1.0, "sentiment": 0.5})
    outcomes.note(shop.db, reply, {"sentiment": -0.5})
    assert outcomes.of_decision(shop.db, decision.id) == {"thanks": 1.0, "sentiment": 0.5}


def test_a_thumb_can_be_changed_and_the_newest_counts(shop: Shop) -> None:
    conversation, decision, message_id = replied(shop)
    assert outcomes.thumbs(shop.db, conversation.id) == {message_id: None}
    for up in (True, True, False):
        outcomes.rate(shop.db, conversation.id, message_id, up)
    assert outcomes.thumbs(shop.db, conversation.id) == {message_id: False}
    assert outcomes.of_decision(shop.db, decision.id) == {"thumbs": -1.0}
    assert shop.scalar("SELECT count(*) FROM outcome") == 2


def test_changing_it_for_ever_fills_no_database(shop: Shop) -> None:
    conversation, _, message_id = replied(shop)
    for number in range(MOST_CHANGES + 5):
        outcomes.rate(shop.db, conversation.id, message_id, number % 2 == 0)
    assert shop.scalar("SELECT count(*) FROM outcome") == MOST_CHANGES


def test_two_clicks_at_once_are_both_kept(shop: Shop, at_once: Any) -> None:
    conversation, _, message_id = replied(shop)
    done = at_once(
        *(lambda up=up: outcomes.rate(shop.db, conversation.id, message_id, up) for up in (True, False))
    )
    assert done == [None, None]
    assert shop.scalar("SELECT count(*) FROM outcome") in (1, 2)


def test_only_decided_replies_of_the_same_conversation_can_be_rated(shop: Shop) -> None:
    _, _, message_id = replied(shop)
    other = shop.conversation()
    shop.queue(shop.row(other))
    shop.deliver()
    for place, message in ((other, message_id), (other, last(shop, other).id), (other, new_id())):
        with pytest.raises(NotFound):
            outcomes.rate(shop.db, place.id, message, True)
    assert outcomes.thumbs(shop.db, other.id) == {}


def test_a_message_reacts_to_the_last_reply_unless_a_person_wrote_that(shop: Shop) -> None:
    conversation, first, _ = replied(shop)
    _, second, _ = replied(shop, conversation)
    assert reply_before(shop, conversation).decision_id == second.id
    assert outcomes.before(shop.db, conversation.id, 3).decision_id == first.id  # type: ignore[union-attr]
    assert outcomes.before(shop.db, conversation.id, 1) is None
    started = takeovers.start(shop.db, conversation.id, "ann", None, now=shop.now(1))
    words = shop.row(
        conversation, kind="human", authorship="human", person="Ann", takeover_id=started.id, redacted="Hi"
    )
    takeovers.say(shop.db, words, "ann", now=shop.now(1))
    shop.deliver()
    assert outcomes.before(shop.db, conversation.id, 99) is None


def test_the_last_reply_in_another_conversation_is_found_for_a_while(shop: Shop) -> None:
    conversation, decision, _ = replied(shop)
    other = shop.conversation(customer_id=conversation.customer_id)
    found = outcomes.elsewhere(shop.db, conversation.customer_id, other.id, MORNING)
    assert found is not None and found.decision_id == decision.id
    assert outcomes.elsewhere(shop.db, conversation.customer_id, conversation.id, MORNING) is None
    assert outcomes.elsewhere(shop.db, conversation.customer_id, other.id, shop.now(60)) is None


def test_a_week_of_silence_is_noted_once(shop: Shop) -> None:
    _, quiet, _ = replied(shop)
    again, answered, _ = replied(shop)
    shop.write(again)
    handed, helped, _ = replied(shop)
    takeovers.request(shop.db, handed.id, "must_escalate", None, None, now=shop.now(60))
    assert outcomes.note_silence(shop.db, now=shop.now() + timedelta(days=QUIET_DAYS, hours=-1)) == 0
    later = shop.now() + timedelta(days=QUIET_DAYS, hours=1)
    assert outcomes.note_silence(shop.db, now=later) == 1
    assert outcomes.note_silence(shop.db, now=later) == 0
    assert outcomes.of_decision(shop.db, quiet.id) == {"silence": 1.0}
    assert not outcomes.of_decision(shop.db, answered.id) and not outcomes.of_decision(shop.db, helped.id)


def test_asking_for_a_person_without_a_word_counts_against_the_last_reply(shop: Shop) -> None:
    conversation, first, _ = replied(shop)
    _, second, _ = replied(shop, conversation)
    late, long_ago, _ = replied(shop)
    takeovers.request(shop.db, conversation.id, "customer_asked", None, None, now=shop.now(60))
    week = timedelta(days=QUIET_DAYS, hours=1)
    takeovers.request(shop.db, late.id, "customer_asked", None, None, now=shop.now() + week)
    assert outcomes.note_wishes(shop.db, now=shop.now() + week) == 1
    assert outcomes.note_wishes(shop.db, now=shop.now() + week) == 0
    assert outcomes.of_decision(shop.db, second.id) == {"person": -1.0}
    assert not outcomes.of_decision(shop.db, first.id) and not outcomes.of_decision(shop.db, long_ago.id)


def test_an_example_carries_how_it_and_what_was_made_of_it_were_taken(shop: Shop) -> None:
    conversation, decision, message_id = replied(shop)
    example = examples.add(
        shop.db, decision_id=decision.id, customer_id=conversation.customer_id, language="en", intent="other",
        reasons=(), request="q", draft="d", reply="r", reviewer_id="ann", starred=True, embedding=(0.5,),
        now=shop.now(),
    )  # fmt: skip
    assert examples.active(shop.db)[0].outcome is None
    outcomes.rate(shop.db, conversation.id, message_id, True, now=shop.now())
    own = score({"thumbs": 1.0})
    assert examples.listing(shop.db)[0].outcome == pytest.approx(own / 2)
    (seen,) = examples.active_before(shop.db, shop.now(1), "elsewhere")
    assert seen.outcome == pytest.approx(own / 2)
    shop.db.write(lambda cursor: cursor.run("INSERT INTO example_use VALUES ($1, $2)", example.id, "f"))
    other, made, message_id = replied(shop)
    shop.db.write(
        lambda cursor: cursor.run("INSERT INTO example_use VALUES ($1, $2)", example.id, made.draft_id)
    )
    before = shop.now(1)
    outcomes.rate(shop.db, other.id, message_id, False, now=shop.now(1))
    assert examples.active(shop.db)[0].outcome == pytest.approx(0.0)
    (seen,) = examples.active_before(shop.db, before, "elsewhere")
    assert seen.outcome == pytest.approx(own / 2)  # what came later isn't known then


def test_the_databases_score_is_the_documented_one(shop: Shop) -> None:
    conversation, decision, message_id = replied(shop)
    values: dict[Any, float] = {"thanks": 1.0, "sentiment": -0.3, "reopened": -1.0, "silence": 1.0}
    outcomes.note(shop.db, reply_before(shop, conversation), values)
    outcomes.rate(shop.db, conversation.id, message_id, False)
    outcomes.rate(shop.db, conversation.id, message_id, True)
    sql = f"SELECT score FROM ({outcomes.scores()}) s WHERE decision_id = $1"
    assert shop.scalar(sql, decision.id) == pytest.approx(score({**values, "thumbs": 1.0}))
