"""A second pair of eyes in a real browser: blocked, asked with a reason, let out by another account; checks lead to words."""

from __future__ import annotations

from typing import Any

import pytest

from console.context import COOKIE
from data import decisions
from tests.console.room import REPLY, Room

pytestmark = pytest.mark.browser

PLACE = REPLY.index("12 May")
CHECKS: tuple[dict[str, object], ...] = (
    {"name": "tone", "verdict": "pass", "evidence": "The tone fits.", "spans": [], "severity": "low"},
    {"name": "form", "verdict": "warn", "evidence": "A greeting.", "spans": [[0, 4]], "severity": "medium"},
    {
        "name": "dates",
        "verdict": "block",
        "evidence": "No source holds this date.",
        "spans": [[PLACE, PLACE + 6]],
        "severity": "high",
    },
)
SELECTED = "(field) => field.value.slice(field.selectionStart, field.selectionEnd)"


def page_of(room: Room, address: str, chromium: Any, role: str, width: int = 1440) -> Any:
    context = chromium.new_context(viewport={"width": width, "height": 900})
    context.add_cookies([{"name": COOKIE, "value": room.sign_in(role), "url": address}])
    return context.new_page()


def test_a_forbidden_draft_is_asked_for_and_sent_by_another_account(
    room: Room, address: str, chromium: Any
) -> None:
    draft = room.drafted(checks=CHECKS)
    ann = page_of(room, address, chromium, "reviewer")
    ann.goto(f"{address}/?draft={draft.id}")
    reply = ann.get_by_label("Reply", exact=True)
    reply.wait_for()
    assert ann.get_by_role("button", name="Approve and send").is_disabled()
    ann.get_by_role("button", name="Ask a second person…").click()
    ann.keyboard.type("The carrier confirmed it by phone.")
    ann.keyboard.press("Control+Enter")
    ann.get_by_text("A second person is asked.").wait_for()
    assert decisions.for_draft(room.db, draft.id) is None
    ann.goto(f"{address}/?draft={draft.id}")
    ann.get_by_role("button", name="Take it back and go on myself").wait_for()
    assert ann.get_by_role("button", name="Approve and send this text").count() == 0

    bo = page_of(room, address, chromium, "other")
    bo.goto(address)
    bo.get_by_text("Second pair of eyes wanted").first.wait_for()
    bo.goto(f"{address}/?draft={draft.id}")
    bo.get_by_text("The carrier confirmed it by phone.").wait_for()
    bo.get_by_text("No source holds this date.").wait_for()
    assert bo.locator("mark.gd-mark-block").all_text_contents() == ["12 May"]
    bo.get_by_role("button", name="Approve and send this text").click()
    bo.get_by_text("Sent with your approval.").wait_for()
    made = decisions.for_draft(room.db, draft.id)
    assert made and (made.reviewer_id, made.text) == (room.people["reviewer"].id, REPLY)
    ann.context.close()
    bo.context.close()


def test_what_was_given_back_says_why(room: Room, address: str, chromium: Any) -> None:
    draft = room.claimed(room.drafted(checks=CHECKS))
    room.parts.desk.ask_second(draft.id, room.people["reviewer"], REPLY, "I am sure.")
    bo = page_of(room, address, chromium, "other")
    bo.goto(f"{address}/?draft={draft.id}")
    bo.get_by_label("What should be different?").fill("Name no day.")
    bo.get_by_role("button", name="Don't send, give it back").click()
    bo.get_by_text("Given back with your note.").wait_for()
    bo.context.close()
    ann = page_of(room, address, chromium, "reviewer")
    ann.goto(f"{address}/?draft={draft.id}")
    ann.get_by_text("Anna Berg did not let this out: Name no day.").wait_for()
    assert ann.get_by_label("Reply", exact=True).input_value() == REPLY
    ann.context.close()


def test_a_check_leads_to_its_words_by_click_and_by_enter_and_typed_words_stay(
    room: Room, address: str, chromium: Any
) -> None:
    draft = room.drafted(checks=CHECKS)
    page = page_of(room, address, chromium, "reviewer")
    page.goto(f"{address}/?draft={draft.id}")
    reply = page.get_by_label("Reply", exact=True)
    reply.press("Home")
    reply.type("So: ")
    page.locator(".gd-find", has_text="Dates").click()
    assert reply.evaluate(SELECTED) == "12 May"
    page.locator(".gd-find", has_text="Form").focus()
    page.keyboard.press("Enter")
    assert reply.evaluate(SELECTED) == "Dear"
    assert reply.input_value() == "So: " + REPLY
    page.context.close()


def test_checks_follow_what_is_typed(room: Room, address: str, chromium: Any) -> None:
    draft = room.drafted(checks=CHECKS)
    page = page_of(room, address, chromium, "reviewer")
    page.goto(f"{address}/?draft={draft.id}")
    reply = page.get_by_label("Reply", exact=True)
    reply.fill("Dear <PERSON_1>, thank you. It costs 99.50 EUR.")
    page.get_by_text("You wrote this yourself and no source holds it.").first.wait_for()
    assert page.get_by_role("button", name="Ask a second person…").count() == 0
    page.locator("mark", has_text="99.50 EUR").wait_for(state="attached")
    reply.press("Control+Enter")
    page.get_by_text("Your edit is on its way.").wait_for()
    page.context.close()
