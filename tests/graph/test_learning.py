"""Learning on real parts: messages become outcomes, edits become rules that drafts follow, harm switches itself off."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from data import audit, conversations, customers, examples, knowledge, lessons, orders, outcomes, tone_rules
from data.outcomes import QUIET_DAYS
from data.records import Conversation, Decision, Draft
from data.sample import load_company, load_phrases
from graph.drafters import OfflineDrafter
from graph.gather import Gatherer
from graph.learning import BY_ITSELF, Habit, Learning, Rounds, UnfitRule, rules_in_force
from graph.modules import Modules
from tests.graph.drafting import an_order, templates
from tests.graph.shop import Shop, wait_for

ASKED = "Hello, my parcel should have been here on Monday. Where is it? I am really disappointed."


def answered(shop: Shop, text: str = ASKED) -> tuple[Conversation, Decision]:
    """A customer who wrote and has got a reply."""
    conversation, draft = shop.drafted(text)
    decision = shop.desk.approve(draft.id, shop.reviewer)
    shop.run()
    assert len(shop.deliver()) == 1
    return conversation, decision


def says(shop: Shop, conversation: Conversation, text: str) -> None:
    shop.write(conversation, text)
    shop.run()


def test_a_thank_you_speaks_for_the_reply(shop: Shop) -> None:
    conversation, decision = answered(shop)
    says(shop, conversation, "Thank you so much, that helped!")
    found = outcomes.of_decision(shop.db, decision.id)
    assert found["thanks"] == 1.0 and found["sentiment"] > 0.3 and "reopened" not in found


def test_the_same_matter_again_speaks_against_it(shop: Shop) -> None:
    conversation, decision = answered(shop)
    says(
        shop, conversation, "The parcel is still not here! It was promised for Monday. This is unacceptable."
    )
    found = outcomes.of_decision(shop.db, decision.id)
    assert found["reopened"] == -1.0 and found["sentiment"] < 0.2 and "thanks" not in found


def test_another_matter_and_a_wish_for_a_person(shop: Shop) -> None:
    conversation, decision = answered(shop)
    says(shop, conversation, "Can I wash the wool blanket in the machine?")
    assert "reopened" not in outcomes.of_decision(shop.db, decision.id)
    conversation, decision = answered(shop)
    says(shop, conversation, "I want to talk to a real person, please.")
    assert outcomes.of_decision(shop.db, decision.id)["person"] == -1.0


def test_the_same_order_in_a_new_conversation_is_the_same_matter(shop: Shop) -> None:
    conversation, decision = answered(shop, "Where is my order NH-20417?")
    other = conversations.open(shop.db, customer_id=conversation.customer_id, channel="chat", language="en")
    says(shop, other, "I wrote about NH-20417 yesterday. Please answer.")
    assert outcomes.of_decision(shop.db, decision.id) == {"reopened": -1.0}


def test_outcomes_hold_no_word_of_the_customer(shop: Shop) -> None:
    conversation, _ = answered(shop)
    says(shop, conversation, "Thanks, Mette Kjærgaard was great!")
    rows = shop.db.read(lambda cursor: cursor.rows("SELECT * FROM outcome"))
    assert rows and "Kj" not in str(rows) and "great" not in str(rows)


def open_for_business(shop: Shop) -> Shop:
    """The shop with its templates, the offline drafter, and rules in force in its modules."""
    for template in templates():
        if template.language == "en":
            knowledge.save_template(shop.db, template)
    parts = replace(
        shop.parts,
        drafter=OfflineDrafter(load_company(), load_phrases()),
        gatherer=Gatherer(shop.db, shop.parts.reader, load_company()),
        modules=Modules.load(additions=rules_in_force(shop.db)),
    )
    return replace(shop, parts=parts)


def asks(shop: Shop, number: int, text: str = "Hello, where is my order {}? Regards, Freja") -> Draft:
    """A new customer with an order of their own; gives the claimed draft."""
    conversation = shop.open("en")
    order = replace(
        an_order("in_transit", "DK"), number=f"NH-{number}", tracking=f"VI{number}DK",
        customer_id=conversation.customer_id,
    )  # fmt: skip
    orders.save(shop.db, order)
    shop.write(conversation, text.format(order.number))
    shop.run()
    return shop.claim(conversation)


WANTED = "The carrier can also bring it to a parcel shop."


def forget_examples(shop: Shop) -> None:
    """Examples would carry an edit over by themselves."""
    for example in examples.active(shop.db):
        examples.switch(shop.db, example.id, False, "test")


def test_what_reviewers_always_add_is_proposed_and_once_accepted_said(shop: Shop) -> None:
    shop = open_for_business(shop)
    learning = Learning(shop.db, shop.parts.redactor, shop.parts.modules)
    for number in range(70001, 70004):
        draft = asks(shop, number)
        shop.desk.edit(draft.id, shop.reviewer, f"{draft.text} {WANTED}")
        shop.run()
        forget_examples(shop)
        assert len(learning.proposals()) == (number == 70003)
    (habit,) = learning.proposals()
    assert (habit.kind, habit.new, habit.decisions, habit.reviewers) == ("add", WANTED, 3, 1)
    assert WANTED not in asks(shop, 70004).text

    rule = learning.accept(habit, shop.reviewer)
    assert learning.proposals() == ()
    later = asks(shop, 70005)
    assert WANTED in later.text
    assert any(note.startswith("Rules that your supervisors put in force") for note in later.notes)
    tone_rules.switch(shop.db, rule.id, False, shop.reviewer.id)
    assert WANTED not in asks(shop, 70006).text
    assert learning.proposals() == ()
    assert [event.kind for event in audit.events(shop.db)].count("rule.decided") == 2


def test_a_supervisor_may_reword_a_proposal_but_not_into_anything(shop: Shop) -> None:
    shop = open_for_business(shop)
    learning = Learning(shop.db, shop.parts.redactor, shop.parts.modules)
    habit = replace(a_habit(), new="You can follow it online.")
    for words in ("Call Ingrid Solberg in Bergen.", "Order <ORDER_1> is late.", "", "I feel with you."):
        with pytest.raises(UnfitRule):
            learning.accept(habit, shop.reviewer, new=words)
    assert learning.accept(habit, shop.reviewer, new=" You may follow it online. ").new == (
        "You may follow it online."
    )
    assert (
        shop.parts.modules.for_("order_status", language="en").tone[-1] == "Say “You may follow it online.”."
    )


def a_habit() -> Habit:
    return Habit("order_status", "en", "add", "", "", 3, 3, 1)


def test_a_dismissed_proposal_does_not_come_back(shop: Shop) -> None:
    learning = Learning(shop.db, shop.parts.redactor, shop.parts.modules)
    for number in range(3):
        _, draft = shop.drafted()
        shop.desk.edit(draft.id, shop.reviewer, f"{draft.text} You can follow it online{'!' * number}.")
        shop.run()
    (habit,) = learning.proposals()
    learning.dismiss(habit, shop.reviewer)
    assert learning.proposals() == () and not tone_rules.listing(shop.db)[0].in_force


def test_what_was_erased_is_proposed_no_more(shop: Shop) -> None:
    learning = Learning(shop.db, shop.parts.redactor, shop.parts.modules)
    for _ in range(3):
        conversation, draft = shop.drafted()
        shop.desk.edit(draft.id, shop.reviewer, f"{draft.text} You can follow it online.")
        shop.run()
    assert len(learning.proposals()) == 1
    customers.erase(shop.db, conversation.customer_id, "admin")
    assert learning.proposals() == ()


def test_an_example_that_hurts_is_switched_off_with_the_reason_and_stays_on_after_a_supervisors_word(
    shop: Shop,
) -> None:
    learning = Learning(shop.db, shop.parts.redactor, shop.parts.modules)
    _, draft = shop.drafted()
    shop.desk.edit(draft.id, shop.reviewer, f"{draft.text} Please call us at night.")
    shop.run()
    (example,) = examples.active(shop.db)
    for number in range(22):
        _, draft = shop.drafted()
        if number % 2:
            shop.db.write(
                lambda cursor, id=draft.id: cursor.run(
                    "INSERT INTO example_use VALUES ($1, $2)", example.id, id
                )
            )
            shop.desk.reject(draft.id, shop.reviewer)
        else:
            shop.desk.approve(draft.id, shop.reviewer)
            shop.run()
    assert learning.switch_off_harmful() == [example.id] and learning.switch_off_harmful() == []
    switch = examples.switches(shop.db)[example.id]
    assert (switch.active, switch.account_id) == (False, BY_ITSELF)
    assert (
        switch.reason
        == "11 of 11 drafts made with it were changed or rejected, of like drafts without it 0 of 11."
    )
    examples.switch(shop.db, example.id, True, shop.reviewer.id)
    assert learning.switch_off_harmful() == []
    assert examples.active(shop.db)


def test_the_regular_look_finds_silence(shop: Shop) -> None:
    learning = Learning(shop.db, shop.parts.redactor, shop.parts.modules)
    _, decision = answered(shop)
    learning.look(datetime.now(UTC) + timedelta(days=QUIET_DAYS, hours=1))
    assert outcomes.of_decision(shop.db, decision.id) == {"silence": 1.0}


def test_contradictions_are_settled_with_one_click(shop: Shop) -> None:
    learning = Learning(shop.db, shop.parts.redactor, shop.parts.modules)
    for days in (14, 30):
        _, draft = shop.drafted("Until when can I send the lamp back?")
        shop.desk.edit(draft.id, shop.reviewer, f"You can return it within {days} days.")
        shop.run()
    (conflict,) = learning.report().conflicts
    assert conflict.reasons == ("figures",)
    learning.keep_both(conflict.one, conflict.other, shop.reviewer)
    assert learning.report().conflicts == ()
    shop.db.write(lambda cursor: cursor.run("DELETE FROM example_pair"))
    learning.keep(conflict.one, shop.reviewer, "the newer one counts")
    assert [example.id for example in examples.active(shop.db)] == [conflict.other.id]
    assert learning.report().conflicts == () and lessons.kept_pairs(shop.db) == set()


def test_the_rounds_go_on_after_a_failure_and_tell_of_it() -> None:
    looks: list[int] = []

    def look() -> None:
        looks.append(1)
        if len(looks) == 1:
            raise ValueError("no database")

    rounds = Rounds(look, every=60.0)
    rounds.start()
    wait_for(lambda: looks)
    wait_for(rounds.problems)
    assert "ValueError" in rounds.problems()[0] and "no database" not in rounds.problems()[0]
    wait_for(lambda: len(looks) == 2)
    wait_for(lambda: not rounds.problems())
    rounds.stop()
