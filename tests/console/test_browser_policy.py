"""The page policy in a real browser: change with its rehearsal, press stop, read the banner, start again."""

from __future__ import annotations

from typing import Any

import pytest

from console.context import COOKIE
from data import policy
from tests.console.room import Room
from tests.console.test_policy import reviewed

pytestmark = pytest.mark.browser


def page_of(room: Room, address: str, chromium: Any, role: str, width: int = 1440) -> Any:
    context = chromium.new_context(viewport={"width": width, "height": 1000})
    context.add_cookies([{"name": COOKIE, "value": room.sign_in(role), "url": address}])
    return context.new_page()


def test_a_supervisor_changes_a_use_case_stops_everything_and_starts_again(
    room: Room, address: str, chromium: Any
) -> None:
    for text in (None, None, "Thank you very much."):
        reviewed(room, text, why=("sample",))
    page = page_of(room, address, chromium, "supervisor")
    page.goto(f"{address}/policy")
    page.get_by_text("2 of 3", exact=True).wait_for()
    page.get_by_text("1 of 3 were changed.").wait_for()

    page.locator(".st-key-policy-intent").get_by_role("combobox").click()
    page.get_by_role("option", name="Compliment").click()
    mode = page.locator(".st-key-policy-mode-compliment-None")
    mode.get_by_text("By itself, once earned").click()
    page.get_by_label("Also the first reply that a customer ever gets from us").wait_for()
    page.get_by_role("button", name="See what it would have done").click()
    page.get_by_text("Say why.").wait_for()
    page.get_by_label("Why", exact=True).last.fill("They are all alike.")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="See what it would have done").click()
    page.get_by_text("had it been earned: of 3 drafts").wait_for()
    assert policy.listing(room.db) == []
    page.get_by_role("button", name="Put in force").click()
    page.get_by_text("The policy was changed.").wait_for()
    row = policy.in_force(room.db, "compliment", None)
    assert row and (row.mode, row.reason) == ("auto", "They are all alike.")

    page.get_by_role("button", name="Stop all automatic replies").click()
    page.get_by_text("Automatic replies are stopped").wait_for()
    pull = room.parts.policies.brake()
    assert pull and pull.stopped and pull.account_id == room.people["supervisor"].id
    other = page_of(room, address, chromium, "reviewer")
    other.goto(address)
    other.get_by_text("Automatic replies are stopped").wait_for()
    assert other.get_by_role("button", name="See it").count() == 0
    other.context.close()

    page.get_by_label("Why it is safe again").fill("The template is mended.")
    page.get_by_role("button", name="Start again").click()
    page.get_by_role("button", name="Stop all automatic replies").wait_for()
    assert (now := room.parts.policies.brake()) and not now.stopped
    page.context.close()
