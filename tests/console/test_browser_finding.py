"""Finding conversations in a real browser: search, marks, a saved view, picking and opening by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from console.context import provide
from data import views
from redaction import Redactor
from tests.console.browsing import browsing
from tests.console.room import Room, build_room
from tests.console.test_browser import until

pytestmark = pytest.mark.browser


@pytest.fixture
def room(tmp_path: Path, redactor: Redactor, address: str) -> Iterator[Room]:
    built = build_room(tmp_path, redactor)
    provide(built.parts)
    built.taught()
    built.waiting()
    built.drafted(text="My chair creaks.", intent="warranty")
    yield built
    built.db.close()


@pytest.fixture
def page(room: Room, address: str, chromium: Any) -> Iterator[Any]:
    with browsing(chromium, room, address) as page:
        page.goto(f"{address}/conversations")
        page.get_by_text("1–3 of 3 conversations").wait_for()
        yield page


def test_words_are_found_marked_saved_as_a_view_and_opened_by_keyboard(room: Room, page: Any) -> None:
    search = page.get_by_label("Search", exact=True)
    search.fill("LAMP")
    search.press("Enter")
    page.get_by_text("1 conversation", exact=True).wait_for()
    assert page.locator("mark").first.inner_text().lower() == "lamp"

    page.get_by_role("button", name="Save view").click()
    page.get_by_label("Name", exact=True).fill("Lamps")
    page.get_by_text("Share with all staff").click()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("The view “Lamps” is saved.").wait_for()
    (view,) = views.visible(room.db, room.people["other"].id)
    assert view.wanted == {"text": "LAMP"}

    page.get_by_role("button", name="Clear").click()
    page.get_by_text("1–3 of 3 conversations").wait_for()
    page.get_by_role("button", name="Lamps", exact=True).click()
    page.get_by_text("1 conversation", exact=True).wait_for()
    row = page.get_by_role("list", name="Conversations found").get_by_role("button")
    until(page, lambda: row.count() == 1)  # the list before stays until the new one is there
    row.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**conversation=**")
    page.get_by_role("button", name="All conversations").click()
    page.get_by_text("1 conversation", exact=True).wait_for()  # what was looked for is remembered
