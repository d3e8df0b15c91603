"""A supervisor's insights in a real browser: from a bar and from a row to the conversations, and the file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from console.context import provide
from redaction import Redactor
from tests.console.browsing import browsing
from tests.console.room import Room, build_room

pytestmark = pytest.mark.browser
SHOTS = os.environ.get("GLASSDESK_SHOTS", "")


@pytest.fixture
def room(tmp_path: Path, redactor: Redactor, address: str) -> Iterator[Room]:
    """One draft sent with an edit, one as it was, one customer who waits for a person."""
    built = build_room(tmp_path, redactor)
    provide(built.parts)
    built.taught()
    draft = built.claimed(built.drafted(intent="warranty"))
    built.parts.desk.approve(draft.id, built.people["reviewer"])
    built.waiting()
    yield built
    built.db.close()


@pytest.fixture
def page(room: Room, address: str, chromium: Any) -> Iterator[Any]:
    with browsing(chromium, room, address, "supervisor") as page:
        page.goto(f"{address}/insights")
        page.get_by_role("heading", name="By use case").wait_for()
        yield page


def test_a_bar_opens_its_conversations_and_a_button_shows_all_again(page: Any) -> None:
    chart = page.locator(".st-key-chart-decisions")
    chart.scroll_into_view_if_needed()
    chart.locator(".bars .point path").first.click(force=True)
    page.wait_for_url("**/conversations?**of=as_sent**")
    page.get_by_text("Conversations with a draft sent as it was").wait_for()
    page.get_by_role("button", name="Show all conversations").click()
    page.get_by_text("Conversations with a draft sent as it was").wait_for(state="detached")
    assert "of=" not in page.url


def test_a_use_case_opens_its_conversations_by_keyboard(page: Any) -> None:
    link = page.get_by_role("region", name="By use case").get_by_role("link", name="Warranty")
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/conversations?**intent=warranty**")
    page.get_by_text("Conversations with requests").wait_for()


def test_a_table_downloads_as_a_file_with_a_name(page: Any) -> None:
    with page.expect_download() as started:
        page.locator(".st-key-csv-use-cases").get_by_role("button").click()
    file = started.value
    assert file.suggested_filename.startswith("glassdesk-use-cases-")
    text = Path(file.path()).read_text("utf-8-sig")
    assert text.splitlines()[0].startswith("Use case,Requests,Drafted")
    assert any(line.startswith("Warranty and repair,1,1.0,1,1.0") for line in text.splitlines())


def test_each_view_is_reached_by_keyboard_and_the_pdf_has_a_name(page: Any) -> None:
    look(page, "insights-overview")
    with page.expect_download() as started:
        page.get_by_role("button", name="Download as PDF").click()
    assert started.value.suggested_filename.startswith("glassdesk-insights-")
    assert Path(started.value.path()).read_bytes().startswith(b"%PDF-")
    for view, heading in (
        ("Service", "Promises about waiting"),
        ("Fairness", "Are groups of customers served alike?"),
        ("Forecast", "Requests in the next two weeks"),
        ("Week", "the week from"),
    ):
        button = (
            page.get_by_role("radio", name=view).or_(page.get_by_role("button", name=view, exact=True)).first
        )
        button.focus()
        page.keyboard.press("Enter")
        page.get_by_role("heading", name=heading).wait_for()
        look(page, f"insights-{view.lower()}")


def look(page: Any, name: str) -> None:
    """Keep pictures for people, where they are asked for."""
    if not SHOTS:
        return
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for width in (1440, 1024, 400):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(900)
            page.screenshot(path=f"{SHOTS}/{name}-{width}-{scheme}.png", full_page=True)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1440, "height": 900})
