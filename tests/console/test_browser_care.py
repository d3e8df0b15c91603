"""The attention page in a real browser: a warning, figures, charts with a table beside each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import console.components
from data import attention, canaries
from tests.console.canaries import planted
from tests.console.room import Room
from tests.console.test_browser_canary import look, page_of

pytestmark = pytest.mark.browser


def test_a_supervisor_sees_how_the_team_reads(room: Room, address: str, chromium: Any) -> None:
    for number in range(12):
        made = planted(room, fault="date" if number % 2 else "promise")
        canaries.answer(room.db, made.id, room.people["other"].id, number % 3 > 0)
    for seconds in (4.0, 30.0, 45.0):
        draft = room.claimed(room.drafted())
        decision = room.parts.desk.approve(draft.id, room.people["reviewer"], seconds_open=seconds)
        attention.note(room.db, decision.id, 80, 1.0, seconds / 45)
    page = page_of(room, address, chromium, "supervisor")
    page.goto(f"{address}/care")
    page.get_by_text("8 of 12 planted errors").wait_for()
    page.locator(".js-plotly-plot").first.wait_for()
    look(page, "care")
    page.get_by_text("Show as a table").first.click()
    page.get_by_role("rowheader", name="Overridden").wait_for()
    page.get_by_role("radio", name="Language").or_(page.get_by_role("button", name="Language")).last.click()
    page.get_by_text("Show as a table").last.click()
    page.get_by_role("rowheader", name="English").wait_for()
    page.context.close()


def test_what_was_never_on_the_screen_is_told_as_nothing_seen(chromium: Any) -> None:
    page = chromium.new_page(viewport={"width": 800, "height": 600})
    page.set_content(
        "<div class='st-key-thread' style='height: 700px'>.</div><textarea style='height: 100px'></textarea>"
    )
    source = Path(console.components.__file__).with_name("reach.js").read_text()
    page.add_script_tag(
        type="module", content=f"{source}\nwindow.reach = new Reach(document.querySelector('textarea'));"
    )
    page.wait_for_function("window.reach")
    told = page.evaluate("reach.told()")
    assert told["reply"] == 0 and 0.5 < told["conversation"] < 1
    page.evaluate("scrollTo(0, 9999)")
    page.wait_for_function("reach.told().reply === 1 && reach.told().conversation === 1")
    page.close()
