"""What supervisors see of learning, and what their clicks do, on a real database."""

from __future__ import annotations

from datetime import UTC

import pytest
from streamlit.testing.v1 import AppTest

from console import texts
from console.views import learning
from data import examples, outcomes, tone_rules
from data.errors import NotFound
from graph.learning import Standing, Tally
from tests.console.pages import Open, press, shown
from tests.console.room import REPLY, Room

TRACKED = "You can follow it online."


def section(test: AppTest, name: str) -> AppTest:
    """Open a part of the page."""
    return test.segmented_control[0].set_value(name).run()


def used(room: Room, example_id: str, draft_id: str) -> None:
    room.db.write(lambda cursor: cursor.run("INSERT INTO example_use VALUES ($1, $2)", example_id, draft_id))


def edited(room: Room, times: int = 3, added: str = TRACKED) -> None:
    """Reviewers add the same sentence again and again, for other customers each time."""
    for _ in range(times):
        draft = room.claimed(room.drafted())
        room.parts.desk.edit(draft.id, room.people["reviewer"], f"{draft.text} {added}")


def contradicting(room: Room) -> tuple[str, str]:
    """Two examples in use that name different measures; gives their ids, the older first."""
    first, second = (
        room.taught(f"You can return it within {days} days.", embedding=(1.0, 0.0)) for days in (14, 30)
    )
    return first, second


def test_an_example_tells_how_it_fares(room: Room, page: Open) -> None:
    example = room.taught()
    draft = room.claimed(room.drafted())
    used(room, example, draft.id)
    room.parts.desk.edit(draft.id, room.people["reviewer"], REPLY.replace("12 May", "13 May"))
    room.parts.desk.approve(room.claimed(room.drafted()).id, room.people["reviewer"])
    text = shown(page("examples", "supervisor"))
    assert "Used in 1 draft" in text
    assert "changed by 1% on average, like drafts without it (1) by 0%. That is few" in text
    assert "No customer has shown yet" in text


@pytest.mark.parametrize(
    ("value", "said"),
    [(None, "No customer"), (0.6, "▲ Customers took well"), (-0.6, "▼ Customers took badly"), (0.1, "● Customers")],
)  # fmt: skip
def test_the_outcome_is_said_in_words(value: float | None, said: str) -> None:
    assert learning.outcome(value).startswith(said)


def test_an_unused_example_says_so() -> None:
    assert learning.used(Tally()) == "No draft has been made with it yet."
    assert Standing().harm is None


def test_what_switched_itself_off_says_why_and_can_be_switched_on(room: Room, page: Open) -> None:
    example = room.taught()
    examples.switch(room.db, example, False, "system", "9 of 9 drafts made with it were changed.")
    test = page("examples", "supervisor")
    assert "Switched off by itself" in shown(test) and "9 of 9 drafts" in shown(test)
    press(test, "Switch on")
    assert examples.switches(room.db)[example].account_id == room.people["supervisor"].id
    assert [one.active for one in examples.listing(room.db)] == [True]


def test_why_it_switched_itself_off_is_said_in_the_readers_language(room: Room) -> None:
    harm = Standing(Tally(9, 9), Tally(40, 4)).harm
    assert harm is not None
    example = room.taught()
    examples.switch(room.db, example, False, "system", harm)
    switch = examples.switches(room.db)[example]
    assert "9 of 9 drafts" in learning.switched(switch, {}, UTC)
    texts.chosen_by(lambda: "de")
    try:
        said = learning.switched(switch, {}, UTC)
    finally:
        texts.chosen_by(lambda: texts.FIRST)
    assert "9 von 9 Entwürfen" in said and "drafts" not in said


def test_contradictions_stand_side_by_side_and_one_is_kept(room: Room, page: Open) -> None:
    first, second = contradicting(room)
    test = section(page("examples", "supervisor"), "contradictions")
    text = shown(test)
    assert "They name different figures." in text
    assert "<mark>14</mark>" in text and "<mark>30</mark>" in text
    next(button for button in test.button if button.key == f"keep-{first}-{second}-{second}").click().run()
    assert [one.id for one in examples.active(room.db)] == [second]
    assert "Another example was kept" in (examples.switches(room.db)[first].reason or "")
    assert "No examples contradict" in shown(test)


def test_a_contradiction_that_is_none_is_not_shown_again(room: Room, page: Open) -> None:
    contradicting(room)
    test = press(section(page("examples", "supervisor"), "contradictions"), "Both are right")
    assert "No examples contradict" in shown(test)
    assert len(examples.active(room.db)) == 2


def test_a_proposal_is_accepted_with_one_click(room: Room, page: Open) -> None:
    edited(room)
    test = section(page("examples", "supervisor"), "rules")
    text = shown(test)
    assert f"Add “{TRACKED}”" in text
    assert "Late delivery · English. In 3 of 3 decisions where it was possible, by 1 reviewer." in text
    test = press(test, "Accept")
    (rule,) = tone_rules.in_force(room.db, "delivery_delay", "en")
    assert (rule.new, rule.account_id) == (TRACKED, room.people["supervisor"].id)
    assert "In force since" in shown(test) and "Nothing is proposed" in shown(test)
    press(test, "Take out of force")
    assert not tone_rules.in_force(room.db, "delivery_delay", "en")


def test_a_proposal_is_reworded_before_it_is_accepted(room: Room, page: Open) -> None:
    edited(room)
    test = section(page("examples", "supervisor"), "rules")
    test.text_area[0].set_value("Call Ingrid Solberg in Bergen.")
    assert "The rule was not accepted" in shown(press(test, "Accept"))
    test.text_area[0].set_value("You may follow it online.")
    press(test, "Accept")
    assert [rule.new for rule in tone_rules.in_force(room.db, "delivery_delay", "en")] == [
        "You may follow it online."
    ]


def test_a_dismissed_proposal_is_gone_and_can_still_be_put_in_force(room: Room, page: Open) -> None:
    edited(room)
    test = press(section(page("examples", "supervisor"), "rules"), "Dismiss")
    assert "Nothing is proposed" in shown(test) and "Not in force since" in shown(test)
    press(test, "Put in force")
    assert tone_rules.in_force(room.db, "delivery_delay", "en")


def test_empty_parts_say_what_to_do(page: Open) -> None:
    test = page("examples", "supervisor")
    assert "They come from reviewers" in shown(test)
    assert "appear here side by side" in shown(section(test, "contradictions"))
    assert "three decisions or more" in shown(section(test, "rules"))


def test_a_customers_thumb_reaches_the_example(room: Room, page: Open) -> None:
    example = room.taught()
    with pytest.raises(NotFound):  # nothing has reached the customer yet
        outcomes.rate(room.db, room.open().id, "nothing", True)
    (found,) = examples.listing(room.db)
    reply = outcomes.Replied(found.decision_id, "c", "t", None, None, found.created_at)
    outcomes.note(room.db, reply, {"thumbs": 1.0})
    assert "took well to it" in shown(page("examples", "supervisor"))
    assert example == found.id
