"""Review by keyboard in a real browser: decide and take it back, walk the queue, the map of keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from console.context import provide
from data import decisions, desk, snoozes, undoing
from redaction import Redactor
from tests.console.browsing import browsing
from tests.console.room import REPLY, Room, build_room
from tests.console.test_browser import opened, reply, until

pytestmark = pytest.mark.browser


@pytest.fixture
def room(tmp_path: Path, redactor: Redactor, address: str) -> Iterator[Room]:
    """A room where a decision can be taken back for half a minute."""
    built = build_room(tmp_path, redactor, undo_seconds=30.0)
    provide(built.parts)
    yield built
    built.db.close()


@pytest.fixture
def page(room: Room, address: str, chromium: Any) -> Iterator[Any]:
    with browsing(chromium, room, address) as page:
        yield page


def test_decide_go_on_and_take_it_back_by_keyboard(room: Room, address: str, page: Any) -> None:
    first, second = room.drafted(urgency="high", checks=()), room.drafted(checks=())
    page.goto(f"{address}/?draft={first.id}")
    opened(page, first.id)
    page.keyboard.press("e")
    page.keyboard.press("Control+End")
    page.keyboard.type(" Sorry! z")
    page.keyboard.press("Control+Enter")
    opened(page, second.id)
    made = decisions.for_draft(room.db, first.id)
    assert made is not None and made.text == REPLY + " Sorry! z"
    page.get_by_role("button", name="Undo Z").wait_for()

    page.keyboard.press("z")
    opened(page, first.id)
    assert reply(page).input_value() == REPLY + " Sorry! z"
    assert decisions.for_draft(room.db, first.id) is None
    assert [one.id for one in undoing.of_conversation(room.db, first.conversation_id)] == [made.id]
    assert desk.get(room.db, first.id).claimed_by == room.people["reviewer"].id
    assert page.get_by_role("button", name="Undo Z").count() == 0

    page.keyboard.press("Control+Enter")  # and it can be decided again
    opened(page, second.id)
    page.reload()  # the bar survives, for the rows are the truth
    page.get_by_role("button", name="Undo Z").click()
    opened(page, first.id)
    assert decisions.of_conversation(room.db, first.conversation_id) == []


def test_what_went_with_a_decision_is_there_again_after_undo(room: Room, address: str, page: Any) -> None:
    first, second = room.drafted(urgency="high", checks=()), room.drafted(checks=())
    page.goto(f"{address}/?draft={first.id}")
    opened(page, first.id)
    reply(page).press("End")
    reply(page).type(" Sorry!")
    for name in ("Tone", "Facts", "Keep as a good example"):
        page.get_by_role("button", name=name, exact=True).click()
    page.keyboard.press("Control+Enter")
    opened(page, second.id)
    page.get_by_role("button", name="Undo Z").click()
    opened(page, first.id)
    pressed = page.locator('.toggle[aria-pressed="true"]')
    until(page, lambda: pressed.count() == 3)
    page.keyboard.press("Control+Enter")
    opened(page, second.id)
    made = decisions.for_draft(room.db, first.id)
    assert made is not None and set(made.reasons) == {"tone", "facts"} and made.starred

    page.get_by_role("button", name="Reject…").click()
    page.get_by_role("button", name="Missing answer").click()
    page.get_by_role("button", name="Send no reply").click()
    page.get_by_role("button", name="Undo Z").click()
    opened(page, second.id)
    page.get_by_label("What should the new draft do differently?").wait_for()
    assert pressed.all_inner_texts() == ["Missing answer"]


def test_keys_walk_the_queue_and_a_map_tells_them(room: Room, address: str, page: Any) -> None:
    first, second, third = (room.drafted(urgency=urgency, checks=()) for urgency in ("high", "normal", "low"))
    page.goto(f"{address}/?draft={first.id}")
    opened(page, first.id)
    for key, there in (("j", second), ("j", third), ("k", second)):
        page.keyboard.press(key)
        opened(page, there.id)

    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keyboard")
    dialog.get_by_text("Take your last decision back").wait_for()
    page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")

    page.keyboard.press("x")
    page.keyboard.type("jk?")
    assert page.get_by_label("What should the new draft do differently?").input_value() == "jk?"
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.keyboard.press("q")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    opened(page, third.id)

    page.get_by_role("button", name="? Keys").click()
    page.get_by_label("Single keys work").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("k")
    page.wait_for_timeout(600)
    assert page.url.endswith(third.id)


def test_a_draft_is_put_off_by_keyboard_and_found_again(room: Room, address: str, page: Any) -> None:
    first, second = room.drafted(urgency="high", checks=()), room.drafted(checks=())
    page.goto(f"{address}/?draft={first.id}")
    opened(page, first.id)
    page.get_by_role("button", name="Put off…").wait_for()  # until it is there, it hears no key
    page.keyboard.press("s")
    page.get_by_label("A note for whoever").fill("Ask the warehouse")
    page.get_by_role("button", name="In 1 hour").click()
    opened(page, second.id)
    (found,) = snoozes.asleep(room.db).values()
    assert (found.draft_id, found.note) == (first.id, "Ask the warehouse")

    page.get_by_text("Put off (1)").click()
    page.get_by_role("button", name="until").click()
    opened(page, first.id)
    page.get_by_text("Ask the warehouse").wait_for()
    page.get_by_role("button", name="Back to the queue").click()
    until(page, lambda: snoozes.asleep(room.db) == {})


def test_words_stay_in_the_browser_while_somebody_else_has_the_draft(
    room: Room, address: str, page: Any
) -> None:
    draft = room.drafted(checks=())
    page.goto(f"{address}/?draft={draft.id}")
    opened(page, draft.id)
    reply(page).press("End")
    reply(page).type(" My own words")
    until(page, lambda: desk.get(room.db, draft.id).edit_text == REPLY + " My own words")
    other = room.people["other"]
    desk.release(room.db, draft.id, room.people["reviewer"].id)
    desk.claim(room.db, draft.id, other.id)
    room.parts.desk.autosave(draft.id, other, "Anna's words")
    page.get_by_text("Anna Berg is working on this draft").wait_for(timeout=15_000)
    page.reload()
    page.get_by_text("Anna Berg is working on this draft").wait_for()
    assert reply(page).input_value() == REPLY + " My own words"
    desk.release(room.db, draft.id, other.id)
    page.reload()
    opened(page, draft.id)
    until(page, lambda: desk.get(room.db, draft.id).edit_text == REPLY + " My own words")
