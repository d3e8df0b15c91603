"""Pages that stand open while a colleague changes the same thing: nothing is lost, undone or written over unseen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from data import accounts, conversations, staffing, versions
from data.records import Unfinished
from graph.knowledge.item import Item, Words, new_item
from tests.console.pages import Open, press, shown
from tests.console.room import Room


def set_up(room: Room, languages: Sequence[str] = (), capacity: int | None = 9) -> None:
    """Another supervisor says what Mette takes on."""
    staffing.save(
        room.db, room.people["reviewer"].id, languages=languages, intents=(), capacity=capacity,
        hours={"monday": ["08:00", "16:00"]}, time_zone="UTC", actor=room.people["admin"].id,
    )  # fmt: skip


@pytest.fixture
def form(room: Room, page: Open) -> AppTest:
    """The form of what Mette takes on, with 3 typed for "at most" and hours on Friday."""
    test = page("team", "supervisor")
    test.selectbox(key="team-who").select(room.people["reviewer"].id).run()
    test.number_input[0].set_value(3)
    next(one for one in test.text_input if one.label == "Friday").input("8-12")
    return test


@pytest.mark.parametrize("there", [True, False])
def test_two_admins_who_switch_an_account_mean_what_the_button_said(
    room: Room, page: Open, there: bool
) -> None:
    anna, other = room.people["other"].id, room.people["supervisor"].id
    accounts.set_active(room.db, anna, there)
    test = page("accounts", "admin")
    button = test.button(key=f"active-{anna}-{there}")
    assert button.label == ("Switch off" if there else "Switch on")
    accounts.set_active(room.db, anna, not there, other)  # the other admin was quicker
    button.click().run()
    assert accounts.get(room.db, anna).active is not there
    test.button(key=f"active-{anna}-{not there}").click().run()  # the page shows by now what holds
    assert accounts.get(room.db, anna).active is there


def test_what_is_typed_of_a_person_stays_and_nothing_unseen_is_written_over(
    room: Room, form: AppTest
) -> None:
    me = room.people["reviewer"].id
    set_up(room, ["de"])
    press(form, "Save")
    assert "Somebody else has set up Mette Kjær" in shown(form)
    found = staffing.of(room.db, me)
    assert (found.capacity, found.languages) == (9, ("de",))
    press(form, "Save")  # having seen it
    found = staffing.of(room.db, me)
    assert (found.capacity, found.languages, found.hours) == (3, (), {"friday": ["08:00", "12:00"]})
    assert [one.value for one in form.text_input if one.label == "Friday"] == ["08:00–12:00"]


def test_somebody_who_looks_at_another_queue_or_goes_away_keeps_no_supervisor_from_saving(
    room: Room, form: AppTest
) -> None:
    me = room.people["reviewer"].id
    staffing.show_queue(room.db, me, "mine")
    staffing.go_away(room.db, me, me)
    press(form, "Save")
    found = staffing.of(room.db, me)
    assert (found.capacity, found.queue_shown, found.away_since is None) == (3, "mine", False)


def test_the_form_of_a_person_begins_with_what_holds_now(room: Room, form: AppTest) -> None:
    form.selectbox(key="team-who").select(room.people["other"].id).run()
    assert form.number_input[0].value is None
    set_up(room, capacity=7)
    form.selectbox(key="team-who").select(room.people["reviewer"].id).run()
    assert form.number_input[0].value == 7


def test_a_filter_of_the_queue_stays_while_drafts_come_and_go(room: Room, page: Open) -> None:
    others = [room.drafted(language=language) for language in ("de", "da")]
    room.drafted(language="en")
    test = page("review", "reviewer")
    test.selectbox(key="queue-language").set_value("de").run()
    others.append(room.drafted(language="sv"))
    assert test.run().selectbox(key="queue-language").value == "de"
    for draft in others:
        conversations.close(room.db, draft.conversation_id, room.people["other"].id)
    assert test.run().selectbox(key="queue-language").value == "de" and "No draft matches" in shown(test)
    test.selectbox(key="queue-language").set_value(None).run()
    assert "No draft matches" not in shown(test)


@pytest.fixture
def article(room: Room) -> Item:
    """An article on wool, for questions about products."""
    item = new_item("article", "en", "Wool care", [])
    words = Words("Wool care", "Wash wool cold and dry it flat.", {"intents": ["product_question"]})
    room.parts.knowledge.save(item, room.people["admin"], words, 0)
    found = room.parts.knowledge.item("article", item.id)
    assert found is not None
    return found


def save_theirs(room: Room, article: Item) -> None:
    theirs = replace(article.words, details={"intents": ["return_refund"]})
    room.parts.knowledge.save(article, room.people["admin"], theirs, 1, "it is about returns")


def begun(room: Room, article: Item) -> Unfinished | None:
    return versions.unfinished(room.db, "article", article.id, room.people["supervisor"].id)


def test_whoever_only_reads_an_article_puts_nothing_old_over_a_colleagues_change(
    room: Room, page: Open, article: Item
) -> None:
    test = page("knowledge", "supervisor", item=f"article:{article.id}")
    save_theirs(room, article)
    test.run().run()  # anything on the page: a fold, a tab
    assert begun(room, article) is None
    assert test.multiselect[0].value == ["return_refund"]


def test_what_is_chosen_while_a_colleague_saves_an_article_is_kept_beside_theirs(
    room: Room, page: Open, article: Item
) -> None:
    test = page("knowledge", "supervisor", item=f"article:{article.id}")
    save_theirs(room, article)
    test.multiselect[0].set_value(["product_question", "warranty"]).run()
    edit = begun(room, article)
    assert edit is not None and edit.based_on == 1
    assert edit.details == {"intents": ["product_question", "warranty"]}
    assert "saved version 2" in shown(test)
    assert test.multiselect[0].value == ["product_question", "warranty"]
