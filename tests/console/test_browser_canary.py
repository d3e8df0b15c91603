"""A canary in a real browser: approved, it tells at once and kindly; edited, it says well spotted; nothing leaves."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import Any

import pytest

from console.context import COOKIE
from data import attention, outbox
from data.records import Period
from tests.console.canaries import WRONG, planted
from tests.console.room import REPLY, Room

pytestmark = pytest.mark.browser
SHOTS = os.environ.get("GLASSDESK_SHOTS")


def page_of(room: Room, address: str, chromium: Any, role: str = "other") -> Any:
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    context.add_cookies([{"name": COOKIE, "value": room.sign_in(role), "url": address}])
    return context.new_page()


def look(page: Any, name: str) -> None:
    """Keep pictures for people, where they are asked for."""
    if not SHOTS:
        return
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for width in (1440, 400):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(700)
            page.screenshot(path=f"{SHOTS}/{name}-{width}-{scheme}.png")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1440, "height": 900})


def caught(room: Room, day: Any) -> tuple[int, int]:
    (found,) = attention.caught(
        room.db, Period(day, datetime.now(UTC).date())
    )  # it may be past midnight by now
    return found.answered, found.spotted


def test_approving_a_canary_tells_at_once_and_sends_nothing(room: Room, address: str, chromium: Any) -> None:
    made = planted(room)
    room.deliver()
    real = room.drafted(ago=20)
    page = page_of(room, address, chromium)
    page.goto(address)
    page.get_by_role("button", name="Where is my lamp?").first.click()
    reply = page.get_by_label("Reply", exact=True)
    reply.wait_for()
    assert WRONG in reply.input_value()
    look(page, "canary-open")
    page.keyboard.press("Control+Enter")
    heading = page.get_by_role("heading", name="This one was a test")
    heading.wait_for()
    page.get_by_text("promised 12 May").first.wait_for()
    page.wait_for_function("document.activeElement.textContent === 'This one was a test'")
    look(page, "canary-missed")
    assert caught(room, made.planted_at.date()) == (1, 0)
    sent = [row for row in outbox.of_conversation(room.db, made.conversation_id) if WRONG in row.redacted]
    room.deliver()
    assert sent == [] and outbox.of_conversation(room.db, real.conversation_id) == []
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_label("Reply", exact=True).wait_for()
    assert page.url.endswith(real.id)
    page.keyboard.press("Control+Enter")
    page.get_by_text("All drafts are decided").wait_for()
    read = attention.reading(room.db, Period(made.planted_at.date(), made.planted_at.date()))
    assert (read.scrolled, read.partly) == (1, 0)
    page.context.close()


def test_a_long_reply_that_was_never_scrolled_was_partly_seen(
    room: Room, address: str, chromium: Any
) -> None:
    draft = room.drafted(reply=REPLY + "\n\nOne more line." * 60)
    page = page_of(room, address, chromium)
    page.goto(f"{address}/?draft={draft.id}")
    page.get_by_label("Reply", exact=True).wait_for()
    page.keyboard.press("Control+Enter")
    page.get_by_text("All drafts are decided").wait_for()
    row = room.db.read(
        lambda cursor: cursor.row("SELECT words, conversation_seen, reply_seen FROM decision_attention")
    )
    assert row and row[0] > 180 and row[1] == 1.0 and 0.05 < row[2] < 0.8
    page.context.close()


def test_an_edit_without_the_error_is_well_spotted(room: Room, address: str, chromium: Any) -> None:
    made = planted(room)
    page = page_of(room, address, chromium)
    page.goto(f"{address}/?draft={made.id}")
    reply = page.get_by_label("Reply", exact=True)
    reply.fill(REPLY)
    page.get_by_text("Saved").first.wait_for()
    reply.press("Control+Enter")
    page.get_by_role("heading", name="Well spotted").wait_for()
    look(page, "canary-spotted")
    assert caught(room, made.planted_at.date()) == (1, 1)
    page.get_by_role("button", name="Back to the queue").click()
    page.get_by_text("All drafts are decided").wait_for()
    assert page.get_by_role("heading", name="Well spotted").count() == 0
    page.context.close()
