"""A reviewer's day in a real browser: open, edit, lose nothing, send, by keyboard; and nothing leaves this machine."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from logging.handlers import BufferingHandler
from typing import Any

import pytest

from console.context import COOKIE, provide
from console.errors import STREAMLIT
from data import accounts, decisions, desk, takeovers
from tests.console.browsing import browsing
from tests.console.room import REPLY, Room

pytestmark = pytest.mark.browser


@pytest.fixture
def page(room: Room, address: str, chromium: Any) -> Iterator[Any]:
    """A reviewer's page; it fails the test when it asks another host for anything, or breaks."""
    asked: list[str] = []
    with browsing(chromium, room, address) as page:
        page.on("request", lambda request: asked.append(request.url))
        yield page
    assert [url for url in asked if not url.startswith((address, f"blob:{address}", "data:"))] == []


def reply(page: Any) -> Any:
    return page.get_by_label("Reply", exact=True)


def until(page: Any, found: Any) -> None:
    """Wait until something is true of the database."""
    for _ in range(60):
        if found():
            return
        page.wait_for_timeout(150)
    raise AssertionError("it did not come true")


def opened(page: Any, draft_id: str) -> None:
    """Wait until a draft is open and its editor has the keyboard."""
    page.wait_for_url(f"**/?draft={draft_id}")
    page.wait_for_function(
        f"document.activeElement?.closest('.st-key-editor-{draft_id}') !== null && document.activeElement !== document.body"
    )
    until(page, lambda: reply(page).count() == 1)  # the editor before stays until the new page is complete


def test_open_edit_reload_and_send_by_keyboard_and_the_next_opens(
    room: Room, address: str, page: Any
) -> None:
    first = room.drafted(urgency="high", checks=())
    second = room.drafted(urgency="low", checks=())
    page.goto(address)
    page.get_by_role("button", name="Open the most urgent draft").click()
    page.wait_for_url(f"**/?draft={first.id}")
    reply(page).press("End")
    reply(page).type(" Sorry!")
    page.get_by_text("Your edit is saved").wait_for()
    assert desk.get(room.db, first.id).edit_text == REPLY + " Sorry!"

    page.reload()
    reply(page).wait_for()
    assert reply(page).input_value() == REPLY + " Sorry!"
    page.get_by_text("a person has read and edited it").wait_for()

    page.get_by_role("button", name="Facts").click()
    reply(page).press("End")
    reply(page).type(" Really.")
    page.keyboard.press("Control+Enter")  # at once: the last words must be in what is sent
    page.wait_for_url(f"**/?draft={second.id}")
    page.get_by_text("Your edit is on its way.").wait_for()
    decision = decisions.of_conversation(room.db, first.conversation_id)[0]
    assert (decision.kind, decision.text) == ("edit", REPLY + " Sorry! Really.")
    assert decision.reasons == ("facts",)
    assert decision.seconds_open and decision.seconds_open > 0

    opened(page, second.id)
    page.keyboard.press("Control+Enter")
    page.get_by_text("All drafts are decided").wait_for()
    assert decisions.of_conversation(room.db, second.conversation_id)[0].kind == "approve"


def test_a_sentences_source_is_shown_to_whoever_reaches_it_by_keyboard(
    room: Room, address: str, page: Any
) -> None:
    draft = room.drafted()
    page.goto(f"{address}/?draft={draft.id}")
    reply(page).press("End")
    reply(page).type(" We have called.")
    page.get_by_text("Your edit is saved").wait_for()
    page.get_by_role("tab", name="Where it comes from").click()
    kinds = page.locator(".gd-origins .gd-origin")
    kinds.first.wait_for()
    assert kinds.all_text_contents() == ["order", "order", "by hand"]
    passage = page.locator(".gd-passage").first
    assert not passage.is_visible()
    page.locator(".gd-sentence").first.focus()
    passage.wait_for(state="visible")
    assert "promised 12 May" in passage.inner_text()


def test_words_typed_just_before_a_reload_are_kept_by_the_browser(
    room: Room, address: str, page: Any
) -> None:
    draft = room.drafted()
    page.goto(f"{address}/?draft={draft.id}")
    reply(page).press("End")
    reply(page).type(" Last words")
    page.reload()  # before the pause after which they are sent
    reply(page).wait_for()
    assert reply(page).input_value() == REPLY + " Last words"
    until(page, lambda: desk.get(room.db, draft.id).edit_text == REPLY + " Last words")


def test_a_new_message_while_editing_warns_and_keeps_the_words(room: Room, address: str, page: Any) -> None:
    conversation = room.open()
    old = room.drafted(conversation)
    page.goto(f"{address}/?draft={old.id}")
    reply(page).press("End")
    reply(page).type(" My own words")
    page.get_by_text("Your edit is saved").wait_for()
    new = room.drafted(
        conversation, text="And the colour is wrong.", reply="Dear <PERSON_1>, both are noted."
    )
    page.get_by_text("The customer has written again").wait_for(timeout=15_000)
    page.get_by_role("button", name="Open the new draft").click()
    page.wait_for_url(f"**/?draft={new.id}")
    page.get_by_text("Your words are in the editor.").wait_for()
    until(page, lambda: reply(page).count() == 1)  # the old editor stays until the new page is complete
    until(page, lambda: desk.get(room.db, new.id).edit_text == REPLY + " My own words")
    until(page, lambda: reply(page).input_value() == REPLY + " My own words")
    page.get_by_role("button", name="Take the new draft instead").click()
    until(page, lambda: reply(page).input_value() == "Dear <PERSON_1>, both are noted.")
    page.get_by_role("button", name="Put it into the editor").click()
    until(page, lambda: reply(page).input_value() == REPLY + " My own words")


def test_rejecting_with_guidance_asks_for_a_new_draft(room: Room, address: str, page: Any) -> None:
    draft = room.drafted()
    page.goto(f"{address}/?draft={draft.id}")
    page.get_by_role("button", name="Reject…").click()
    page.keyboard.type("Name the date first")
    page.keyboard.press("Control+Enter")
    page.get_by_text("A new draft is being written.").wait_for()
    decision = decisions.of_conversation(room.db, draft.conversation_id)[0]
    assert (decision.kind, decision.guidance) == ("reject", "Name the date first")


def test_the_queue_updates_by_itself_without_taking_focus_or_words(
    room: Room, address: str, page: Any
) -> None:
    page.goto(f"{address}/?draft={room.drafted(checks=()).id}")
    reply(page).press("End")
    reply(page).type(" one")
    room.drafted(text="A second question.", intent="warranty")
    page.get_by_role("button", name="Warranty").wait_for(timeout=15_000)
    page.keyboard.type(" two")
    assert reply(page).input_value() == REPLY + " one two"


def test_taking_over_leads_to_the_chat(room: Room, address: str, page: Any) -> None:
    draft = room.drafted()
    page.goto(f"{address}/?draft={draft.id}")
    page.get_by_role("button", name="Take over").click()
    page.get_by_text("You have this conversation.").first.wait_for()
    assert f"conversation={draft.conversation_id}" in page.url


def test_a_chat_keeps_unsent_words_over_a_reload_sends_them_and_hands_back(
    room: Room, address: str, page: Any
) -> None:
    conversation = room.waiting()
    page.goto(f"{address}/waiting")
    page.get_by_role("button", name="Join").click()
    field = page.get_by_label("Your message")
    field.fill("Hello, your lamp has left.")
    page.reload()
    field.wait_for()
    assert field.input_value() == "Hello, your lamp has left."
    page.get_by_role("button", name="Hand back to the assistant").click()
    page.get_by_text("There is text in the field").wait_for()
    field.press("Control+Enter")
    until(page, lambda: field.input_value() == "")
    room.deliver()
    page.locator("article").get_by_text("Hello, your lamp has left.").wait_for()
    page.get_by_role("button", name="Hand back to the assistant").click()
    page.get_by_role("button", name="Hand back", exact=True).click()
    until(page, lambda: takeovers.open_for(room.db, conversation.id) is None)


def test_words_for_a_conversation_that_was_lost_stay_at_hand(room: Room, address: str, page: Any) -> None:
    conversation = room.waiting()
    page.goto(f"{address}/waiting")
    page.get_by_role("button", name="Join").click()
    page.get_by_label("Your message").fill("My words")
    room.deliver()
    room.parts.desk.hand_back(conversation.id, room.people["reviewer"])
    if page.get_by_label("Your message").is_visible():
        page.get_by_label("Your message").press("Control+Enter")
    page.get_by_text("The assistant drafts in this conversation").wait_for()
    room.parts.desk.start_takeover(conversation.id, room.people["reviewer"])
    page.get_by_label("Your message").wait_for(timeout=15_000)
    assert page.get_by_label("Your message").input_value() == "My words"


def test_a_session_that_ends_while_typing_loses_no_words(room: Room, address: str, page: Any) -> None:
    draft = room.drafted()
    page.goto(f"{address}/?draft={draft.id}")
    reply(page).press("End")
    accounts.set_active(room.db, room.people["reviewer"].id, False)
    reply(page).type(" Typed too late")
    page.get_by_role("link", name="Sign in").wait_for(timeout=15_000)
    accounts.set_active(room.db, room.people["reviewer"].id, True)
    page.context.add_cookies([{"name": COOKIE, "value": room.sign_in("reviewer"), "url": address}])
    page.goto(f"{address}/?draft={draft.id}")
    reply(page).wait_for()
    assert reply(page).input_value() == REPLY + " Typed too late"


def test_an_empty_desk_notices_a_new_draft_and_opens_it_by_key(room: Room, address: str, page: Any) -> None:
    page.goto(address)
    page.get_by_text("All drafts are decided").wait_for()
    draft = room.drafted()
    page.get_by_role("button", name="Open the most urgent draft").wait_for(timeout=15_000)
    page.keyboard.press("s")
    page.wait_for_url(f"**/?draft={draft.id}")
    page.wait_for_function(f"document.querySelector('.st-key-editor-{draft.id}') !== null")
    page.wait_for_function("document.activeElement.closest('[class*=st-key-editor]') !== null")
    page.keyboard.press("e")  # the draft has the keyboard as soon as it is open
    page.keyboard.type("X")
    until(page, lambda: "X" in reply(page).input_value())


def test_an_error_says_what_to_do_and_the_log_holds_no_text(room: Room, address: str, page: Any) -> None:
    kept = BufferingHandler(capacity=100)
    logging.getLogger(STREAMLIT).addHandler(kept)
    draft = room.drafted()
    provide(replace(room.parts, company=None))  # type: ignore[arg-type]
    page.goto(f"{address}/?draft={draft.id}")
    page.get_by_text("Something went wrong here").first.wait_for()
    logging.getLogger(STREAMLIT).removeHandler(kept)
    said = [logging.Formatter().format(record) for record in kept.buffer]
    assert said and all(line.startswith("The console failed: builtins.AttributeError at") for line in said)
    assert not any("Traceback" in line or "NoneType" in line for line in said)


def test_hostile_text_runs_nothing_and_loads_nothing(room: Room, address: str, page: Any) -> None:
    evil = "<img src=http://evil.example/x.png onerror=alert(1)> ![x](http://evil.example/y.png) <script>alert(1)</script>"
    page.on("dialog", lambda dialog: pytest.fail("a script ran"))
    draft = room.drafted(
        text=evil, reply="See http://evil.example ![x](http://evil.example/z.png) <b>now</b>"
    )
    page.goto(f"{address}/?draft={draft.id}")
    page.get_by_text("<script>alert(1)</script>").first.wait_for()
    reply(page).type("x")
    page.get_by_text("Your edit is saved").wait_for()
    page.goto(f"{address}/conversations?conversation={draft.conversation_id}")
    page.get_by_text("<script>alert(1)</script>").first.wait_for()


@pytest.mark.parametrize("width", [1440, 1024, 400])
def test_nothing_is_wider_than_the_screen(room: Room, address: str, page: Any, width: int) -> None:
    draft = room.drafted()
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{address}/?draft={draft.id}")
    reply(page).wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
