"""Words that are typed stay with whoever typed them: through another person's visit, a lost connection, a session that ends."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from console.context import COOKIE, provide
from data import accounts, decisions, desk
from redaction import Redactor
from tests.console.browsing import Line, browsing, sign_in
from tests.console.room import REPLY, Room, build_room
from tests.console.test_browser import opened, reply, until

pytestmark = pytest.mark.browser
KEPT = "Object.keys(sessionStorage).filter((key) => key.startsWith('glassdesk:'))"


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


def sign_out(page: Any, room: Room) -> None:
    """The session ends; the page notices at its next run."""
    token = next(one["value"] for one in page.context.cookies() if one["name"] == COOKIE)
    accounts.end_session(room.db, hashlib.sha256(token.encode()).hexdigest())


def test_another_account_in_the_same_tab_finds_none_of_the_words(room: Room, address: str, page: Any) -> None:
    draft = room.drafted(checks=())
    page.goto(f"{address}/?draft={draft.id}")
    opened(page, draft.id)
    reply(page).press("End")
    sign_out(page, room)
    reply(page).type(" Only mine")
    page.get_by_role("link", name="Sign in").wait_for(timeout=15_000)

    desk.release(room.db, draft.id, room.people["reviewer"].id)
    sign_in(page.context, room, address, "other")
    page.goto(f"{address}/?draft={draft.id}")
    opened(page, draft.id)
    page.wait_for_timeout(1500)  # longer than the pause after which words are sent
    assert reply(page).input_value() == REPLY
    assert desk.get(room.db, draft.id).edit_text is None

    desk.release(room.db, draft.id, room.people["other"].id)
    sign_in(page.context, room, address)
    page.goto(f"{address}/?draft={draft.id}")
    opened(page, draft.id)
    assert reply(page).input_value() == REPLY + " Only mine"
    until(page, lambda: desk.get(room.db, draft.id).edit_by == room.people["reviewer"].id)


def test_a_server_that_has_forgotten_the_session_puts_nothing_over_newer_words(
    room: Room, address: str, page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = Line(page)
    conversation = room.open()
    old = room.claimed(room.drafted(conversation, checks=()))
    room.parts.desk.autosave(old.id, room.people["reviewer"], "My own words")
    draft = room.drafted(conversation, text="And the colour is wrong.", checks=())
    page.goto(f"{address}/?draft={draft.id}")
    opened(page, draft.id)
    assert reply(page).input_value() == "My own words"  # put in by the server
    line.cut(monkeypatch)
    reply(page).press("End")
    reply(page).type(", and newer ones")
    line.back()
    assert reply(page).input_value() == "My own words, and newer ones"
    until(page, lambda: desk.get(room.db, draft.id).edit_text == "My own words, and newer ones")


def test_a_new_session_gets_the_words_that_the_one_before_did_not_hear(
    room: Room, address: str, page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    line, draft = Line(page), room.drafted(checks=())
    page.goto(f"{address}/?draft={draft.id}")
    opened(page, draft.id)
    line.dead = True
    reply(page).press("End")
    reply(page).type(" Sorry!")
    page.wait_for_timeout(1200)  # longer than the pause after which words are sent
    line.cut(monkeypatch)
    line.back()
    until(page, lambda: desk.get(room.db, draft.id).edit_text == REPLY + " Sorry!")
    assert reply(page).input_value() == REPLY + " Sorry!"


def test_guidance_stays_until_the_decision_is_taken(room: Room, address: str, page: Any) -> None:
    draft = room.drafted(checks=())
    page.goto(f"{address}/?draft={draft.id}")
    opened(page, draft.id)
    page.get_by_role("button", name="Reject…").click()
    guidance = page.get_by_label("What should the new draft do differently?")
    guidance.fill("Name the date first")
    sign_out(page, room)
    guidance.press("Control+Enter")
    page.get_by_role("link", name="Sign in").wait_for(timeout=15_000)
    assert decisions.of_conversation(room.db, draft.conversation_id) == []

    sign_in(page.context, room, address)
    page.goto(f"{address}/?draft={draft.id}")
    opened(page, draft.id)
    page.get_by_role("button", name="Reject…").click()
    assert guidance.input_value() == "Name the date first"
    reply(page).press("End")
    reply(page).type(" Really")
    guidance.press("Control+Enter")
    page.get_by_text("All drafts are decided").wait_for()
    until(page, lambda: page.evaluate(KEPT) == [])


def test_after_a_refusal_the_decision_before_can_still_be_taken_back(
    room: Room, address: str, page: Any
) -> None:
    first, second = room.drafted(urgency="high", checks=()), room.drafted(checks=())
    page.goto(f"{address}/?draft={first.id}")
    opened(page, first.id)
    page.keyboard.press("Control+Enter")
    opened(page, second.id)
    undo = page.get_by_role("button", name="Undo Z")
    undo.wait_for()
    reply(page).press("End")
    reply(page).type(" <PERSON_9>")  # stands for nobody: refused
    page.keyboard.press("Control+Enter")
    page.locator(".stAlert").get_by_text("PERSON_9").first.wait_for()
    until(page, undo.is_enabled)
    undo.click()
    opened(page, first.id)
    assert decisions.for_draft(room.db, first.id) is None
