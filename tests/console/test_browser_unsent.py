"""Words that the server hasn't got stay in their fields: while a save is on its way, after a refusal, in a new session."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from threading import Event
from typing import Any

import pytest

from data import knowledge, notes, outbox, snoozes, versions
from data.records import Version
from graph.desk import ReviewDesk
from graph.knowledge.item import Words, new_item
from graph.knowledge.writing import Knowledge
from tests.console.browsing import Line, browsing
from tests.console.room import Room
from tests.console.test_browser import opened, until

pytestmark = pytest.mark.browser
BODY = "We are sorry for the delay."


@pytest.fixture
def page(room: Room, address: str, chromium: Any) -> Iterator[Any]:
    """A supervisor's page."""
    with browsing(chromium, room, address, "supervisor") as page:
        yield page


def text_of_template(room: Room, address: str, page: Any) -> Any:
    """The field of a template's text, as it is opened to be written."""
    details = {"intent": "delivery_delay", "condition": "any", "emotion": None}
    item = new_item("template", "en", "Late", [])
    room.parts.knowledge.save(item, room.people["admin"], Words("Late", BODY, details), 0)
    page.goto(f"{address}/knowledge?item=template:{item.id}")
    field = page.get_by_label("Text", exact=True)
    field.wait_for()
    return field


def new_note(address: str, page: Any, conversation_id: str) -> Any:
    """The field for the first note of a conversation."""
    page.goto(f"{address}/conversations?conversation={conversation_id}")
    page.get_by_text("Notes (0)").click()
    return page.get_by_label("New note", exact=True)


def save_second(page: Any, field: Any) -> None:
    """Save another text, and wait until the field knows it."""
    field.fill(f"{BODY} Sorry!")
    field.press("Control+Enter")
    page.get_by_text("Saved as version 2").wait_for()
    page.get_by_text("Saving …").wait_for(state="detached")


def kept(room: Room) -> tuple[str, int] | None:
    """What the server has of the supervisor's text that isn't saved, and the version it is based on."""
    (item,) = room.parts.knowledge.items("template")
    edit = versions.unfinished(room.db, "template", item.id, room.people["supervisor"].id)
    return (edit.body, edit.based_on) if edit else None


def test_what_is_typed_while_a_save_is_on_its_way_stays(
    room: Room, address: str, page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    field, save, go_on = text_of_template(room, address, page), Knowledge.save, Event()

    def slow(*args: Any, **options: Any) -> Version:
        assert go_on.wait(20)
        return save(*args, **options)

    monkeypatch.setattr(Knowledge, "save", slow)
    field.fill(f"{BODY} Sorry!")
    page.get_by_label("What you changed").fill("more polite")
    field.press("Control+Enter")
    page.get_by_text("Saving …").wait_for()
    field.type(" We will write again.")
    page.wait_for_timeout(1200)  # longer than the pause after which words are sent
    go_on.set()
    page.get_by_text("Saved as version 2").wait_for()
    until(page, lambda: kept(room) == (f"{BODY} Sorry! We will write again.", 2))
    assert field.input_value() == f"{BODY} Sorry! We will write again."
    assert knowledge.templates(room.db)[0].body == f"{BODY} Sorry!"
    assert page.get_by_label("What you changed").input_value() == ""
    page.get_by_role("button", name="Throw my changes away").click()
    until(page, lambda: field.input_value() == f"{BODY} Sorry!")


def test_a_new_session_puts_no_saved_text_over_a_newer_one(
    room: Room, address: str, page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = Line(page)
    field = text_of_template(room, address, page)
    save_second(page, field)
    line.dead = True
    field.type(" A page more.")
    page.wait_for_timeout(1200)
    line.cut(monkeypatch)
    line.back()
    assert field.input_value() == f"{BODY} Sorry! A page more."
    until(page, lambda: kept(room) == (f"{BODY} Sorry! A page more.", 2))


def test_a_new_session_brings_what_others_saved_where_nothing_was_typed(
    room: Room, address: str, page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = Line(page)
    field = text_of_template(room, address, page)
    save_second(page, field)
    (item,) = room.parts.knowledge.items("template")
    theirs = Words(item.words.title, "Theirs.", item.words.details)
    room.parts.knowledge.save(item, room.people["admin"], theirs, 2)
    line.cut(monkeypatch)
    line.back()
    until(page, lambda: field.input_value() == "Theirs.")
    page.wait_for_timeout(1200)
    assert kept(room) is None  # the text before theirs must not come back as this person's change


def test_a_note_that_got_lost_on_its_way_stays_in_a_new_session(
    room: Room, address: str, page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    conversation, line = room.open(), Line(page)
    room.write(conversation)
    field = new_note(address, page, conversation.id)
    field.fill("The first")
    field.press("Control+Enter")
    until(page, lambda: field.input_value() == "")
    line.dead = True
    field.fill("She calls back on Monday")
    field.press("Control+Enter")
    line.cut(monkeypatch)
    line.back()
    assert field.input_value() == "She calls back on Monday"
    page.get_by_role("button", name="Add note").click()
    until(page, lambda: field.input_value() == "")
    there = [one.text for one in notes.of_conversation(room.db, conversation.id)]
    assert sorted(there) == ["She calls back on Monday", "The first"]


def test_a_message_that_got_lost_on_its_way_stays_in_a_new_session(
    room: Room, address: str, page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    conversation, line = room.waiting(), Line(page)
    room.parts.desk.start_takeover(conversation.id, room.people["supervisor"])
    page.goto(f"{address}/waiting?conversation={conversation.id}")
    field = page.get_by_label("Your message")
    field.fill("I am looking.")
    field.press("Control+Enter")
    until(page, lambda: field.input_value() == "")
    line.dead = True
    field.fill("Your parcel leaves today.")
    field.press("Control+Enter")
    line.cut(monkeypatch)
    line.back()
    assert field.input_value() == "Your parcel leaves today."
    page.get_by_role("button", name="Send", exact=True).click()
    until(page, lambda: field.input_value() == "")
    page.locator("article, .gd-text").get_by_text("Your parcel leaves today.").first.wait_for()


def test_a_note_whose_answer_got_lost_is_kept_once(
    room: Room, address: str, page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    conversation, line = room.open(), Line(page)
    room.write(conversation)
    field = new_note(address, page, conversation.id)
    field.fill("She calls back on Monday")
    line.deaf = True
    field.press("Control+Enter")
    there = partial(notes.of_conversation, room.db, conversation.id)
    until(page, lambda: len(there()) == 1)
    field.type(" or Tuesday")
    line.cut(monkeypatch)
    line.back()
    until(page, lambda: field.input_value() == "or Tuesday")
    field.press("Control+Enter")
    until(page, lambda: field.input_value() == "")
    assert sorted(one.text for one in there()) == ["She calls back on Monday", "or Tuesday"]


def test_a_message_does_not_stand_in_its_field_again_when_another_page_is_opened_at_once(
    room: Room, address: str, page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    conversation, say, go_on = room.waiting(), ReviewDesk.say, Event()
    room.parts.desk.start_takeover(conversation.id, room.people["supervisor"])

    def slow(*args: Any, **options: Any) -> Any:
        assert go_on.wait(20)
        return say(*args, **options)

    page.goto(f"{address}/waiting?conversation={conversation.id}")
    field = page.get_by_label("Your message")
    field.fill("Goodbye!")
    monkeypatch.setattr(ReviewDesk, "say", slow)
    field.press("Control+Enter")
    page.get_by_role("link", name="Conversations").click()
    page.wait_for_timeout(500)
    go_on.set()
    page.get_by_label("Pick all on this page").wait_for()
    sent = partial(outbox.of_conversation, room.db, conversation.id)
    until(page, lambda: [row.redacted for row in sent()].count("Goodbye!") == 1)
    page.go_back()
    field.wait_for()
    assert field.input_value() == ""


def test_words_to_hide_stay_until_they_are_hidden(
    room: Room, address: str, page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    conversation, line = room.open(), Line(page)
    room.told(conversation, "Please write yellow submarine on the parcel, and ring at the green gate.")
    page.goto(f"{address}/conversations?conversation={conversation.id}")
    field, chip = page.get_by_label("Hide more words"), page.locator(".gd-customer .gd-chip")
    field.fill("yellow submarine")
    field.press("Enter")
    until(page, lambda: field.input_value() == "")
    field.fill("green gate")
    line.cut(monkeypatch)
    line.back()
    assert field.input_value() == "green gate"
    chip.filter(has_text="Other 1").click()
    page.get_by_role("button", name="Show here").filter(visible=True).first.click()
    page.locator(".gd-customer").get_by_text("yellow submarine").wait_for()
    assert field.input_value() == "green gate"  # something else was taken in
    field.press("Enter")
    chip.wait_for()
    until(page, lambda: field.input_value() == "")


def test_the_note_of_a_draft_that_could_not_be_put_off_stays(room: Room, address: str, page: Any) -> None:
    draft = room.drafted(checks=())
    page.goto(f"{address}/?draft={draft.id}")
    opened(page, draft.id)
    put_off = page.get_by_role("button", name="Put off…")
    put_off.click()
    note = page.get_by_label("A note for whoever")
    note.fill("Ask the warehouse")
    page.get_by_label("Another time").fill(f"{datetime.now() + timedelta(days=35):%Y-%m-%dT%H:%M}")
    page.get_by_role("button", name="Put off", exact=True).click()
    page.get_by_text("It was not put off").wait_for()
    assert snoozes.asleep(room.db) == {}
    put_off.click()
    assert note.input_value() == "Ask the warehouse"
    page.get_by_role("button", name="In 1 hour").click()
    until(page, lambda: [one.note for one in snoozes.asleep(room.db).values()] == ["Ask the warehouse"])
