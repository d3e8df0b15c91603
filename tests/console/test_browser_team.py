"""Assigning and the team page in a real browser."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from console.context import COOKIE
from data import assignments, staffing
from graph.events import Bus
from graph.routing import Routing
from tests.console.room import COMPANY, Room

pytestmark = pytest.mark.browser


def page_of(room: Room, address: str, chromium: Any, role: str, width: int = 1440) -> Any:
    context = chromium.new_context(viewport={"width": width, "height": 900})
    context.add_cookies([{"name": COOKIE, "value": room.sign_in(role), "url": address}])
    return context.new_page()


def cards(page: Any) -> Any:
    return page.get_by_role("list", name="Drafts that wait for a decision").get_by_role("button")


def test_an_item_is_assigned_from_the_desk_and_found_under_mine(
    room: Room, address: str, chromium: Any
) -> None:
    draft, _ = room.drafted(ago=300), room.drafted(ago=100)
    page = page_of(room, address, chromium, "reviewer")
    page.goto(f"{address}/?draft={draft.id}")
    page.get_by_label("Reply", exact=True).wait_for()
    page.get_by_role("button", name="Unassigned").last.click()
    page.get_by_role("button", name="Assign to me").click()
    page.get_by_text("Assigned to Mette Kjær.").wait_for()
    owner = assignments.current(room.db, draft.conversation_id)
    assert owner and owner.account_id == owner.actor == room.people["reviewer"].id
    expect(cards(page)).to_have_count(2)
    page.get_by_text("Mine", exact=True).click()
    expect(cards(page)).to_have_count(1)
    expect(cards(page)).to_contain_text("Yours")
    page.goto(address)
    expect(cards(page)).to_have_count(1)  # remembered
    page.context.close()

    bo = page_of(room, address, chromium, "other")
    bo.goto(address)
    cards(bo).filter(has_text="Mette Kjær’s").wait_for()
    bo.context.close()


def test_a_waiting_customer_is_given_to_a_colleague(room: Room, address: str, chromium: Any) -> None:
    conversation = room.waiting()
    page = page_of(room, address, chromium, "supervisor")
    page.goto(f"{address}/waiting?conversation={conversation.id}")
    page.get_by_role("button", name="Unassigned").last.click()
    page.get_by_label("Assign to", exact=True).click()
    page.get_by_role("option", name="Anna Berg").click()
    page.get_by_text("Anna Berg’s").wait_for()  # stays, unlike the notice that it was done
    owner = assignments.current(room.db, conversation.id)
    assert owner and owner.account_id == room.people["other"].id
    page.context.close()


def test_a_supervisor_sets_somebody_up_and_a_reviewer_goes_away(
    room: Room, address: str, chromium: Any
) -> None:
    page = page_of(room, address, chromium, "supervisor")
    page.goto(f"{address}/team")
    page.get_by_role("cell", name="● Here").first.wait_for()
    page.get_by_label("Whom to set up").click()
    page.get_by_role("option", name="Mette Kjær").click()
    page.get_by_label("Most open items at once").fill("5")
    page.get_by_label("Monday").fill("8-16")
    page.get_by_label("Tuesday").fill("late")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("“late” can’t be read", exact=False).wait_for()
    page.get_by_label("Tuesday").fill("")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved for Mette Kjær.").wait_for()
    found = staffing.of(room.db, room.people["reviewer"].id)
    assert (found.capacity, found.hours) == (5, {"monday": ["08:00", "16:00"]})
    page.get_by_role("cell", name="Mon 08:00–16:00").wait_for()
    page.context.close()

    own = page_of(room, address, chromium, "other")
    own.goto(address)
    own.get_by_role("button", name="Anna Berg").click()
    own.get_by_role("combobox", name="Are you there?").click()
    own.get_by_role("option", name="Away until I am back").click()
    own.get_by_role("button", name="Anna Berg (away)").wait_for()
    assert staffing.of(room.db, room.people["other"].id).away_since is not None
    own.context.close()


def test_a_late_wait_stands_in_a_banner_with_a_link_and_on_top_of_the_queue(
    room: Room, address: str, chromium: Any
) -> None:
    late, mine = room.drafted(ago=7500), room.drafted(ago=60)
    assignments.assign(room.db, mine.conversation_id, room.people["supervisor"].id, "system")
    Routing(room.db, room.parts.vault, COMPANY, Bus(), room.parts.waits).look()
    page = page_of(room, address, chromium, "supervisor")
    page.goto(address)
    banner = page.get_by_role("status").filter(has_text="A customer waits longer than promised")
    banner.wait_for()
    expect(cards(page).first).to_contain_text("‼ over by 1 h 5 min")
    banner.get_by_role("link").click()
    page.wait_for_url(f"**/?draft={late.id}")
    page.get_by_label("Reply", exact=True).wait_for()
    page.context.close()

    calm = page_of(room, address, chromium, "reviewer")
    calm.goto(address)
    expect(cards(calm)).to_have_count(2)
    assert calm.get_by_text("waits longer than promised").count() == 0
    calm.context.close()
