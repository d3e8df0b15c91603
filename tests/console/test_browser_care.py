"""The attention page in a real browser: a warning, figures, charts with a table beside each."""

from __future__ import annotations

from typing import Any

import pytest

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
