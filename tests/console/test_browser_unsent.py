"""Words that the server hasn't got stay in their fields: while a save is on its way, after a refusal, in a new session."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event
from typing import Any

import pytest

from data import knowledge, versions
from data.records import Version
from graph.knowledge.item import Words, new_item
from graph.knowledge.writing import Knowledge
from tests.console.browsing import Line, browsing
from tests.console.room import Room
from tests.console.test_browser import until

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
    field.fill(f"{BODY} Sorry!")
    field.press("Control+Enter")
    page.get_by_text("Saved as version 2").wait_for()
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
    field.fill(f"{BODY} Sorry!")
    field.press("Control+Enter")
    page.get_by_text("Saved as version 2").wait_for()
    (item,) = room.parts.knowledge.items("template")
    theirs = Words(item.words.title, "Theirs.", item.words.details)
    room.parts.knowledge.save(item, room.people["admin"], theirs, 2)
    line.cut(monkeypatch)
    line.back()
    until(page, lambda: field.input_value() == "Theirs.")
    page.wait_for_timeout(1200)
    assert kept(room) is None  # the text before theirs must not come back as this person's change
