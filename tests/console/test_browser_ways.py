"""Ways between pages in a real browser: menus by role, addresses of others' pages, and back to one's page after signing in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from console.context import COOKIE
from data import accounts
from tests.console.room import Room

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(room: Room, address: str, chromium: Any) -> Iterator[Any]:
    """A page of somebody with this role."""
    contexts = []

    def opened(role: str, width: int = 1440) -> Any:
        context = chromium.new_context(viewport={"width": width, "height": 900})
        context.add_cookies([{"name": COOKIE, "value": room.sign_in(role), "url": address}])
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


def test_the_page_of_another_role_says_so_and_leads_back(room: Room, address: str, opened: Any) -> None:
    page = opened("reviewer")
    page.goto(f"{address}/insights")
    page.get_by_text("This page is for supervisors or admins").wait_for()
    assert page.get_by_text("Page not found").count() == 0
    page.get_by_role("link", name="To the review page").click()
    page.get_by_text("All drafts are decided").wait_for()


def test_after_a_session_has_ended_signing_in_leads_back_to_the_page(
    room: Room, address: str, opened: Any
) -> None:
    conversation = room.drafted().conversation_id
    page = opened("reviewer")
    page.goto(f"{address}/conversations?conversation={conversation}")
    page.get_by_role("button", name="All conversations").wait_for()
    accounts.set_active(room.db, room.people["reviewer"].id, False)
    page.get_by_role("button", name="All conversations").click()
    link = page.get_by_role("link", name="Sign in")
    link.wait_for()
    assert link.get_attribute("href") == "/sign-in?next=%2Fconversations"
    page.goto(f"{address}/conversations?conversation={conversation}")
    link.wait_for()
    assert link.get_attribute("href") == f"/sign-in?next=%2Fconversations%3Fconversation%3D{conversation}"


def test_menus_hold_what_ones_role_may_open(room: Room, address: str, opened: Any) -> None:
    room.waiting()
    admin, reviewer = opened("admin"), opened("reviewer")
    admin.goto(address)
    admin.get_by_role("link", name="People waiting (1)").wait_for()
    admin.get_by_role("button", name="Settings").click()
    admin.get_by_role("menuitem", name="Accounts").click()
    admin.get_by_role("tab", name="People").wait_for()
    reviewer.goto(address)
    reviewer.get_by_role("link", name="People waiting (1)").wait_for()
    assert reviewer.get_by_role("button", name="Settings").count() == 0
