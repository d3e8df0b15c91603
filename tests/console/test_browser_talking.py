"""Dealing with conversations in a real browser: many at once, notes, joining, and a chat with ready replies and its end."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import pytest

from console.context import COOKIE
from data import accounts, canned, conversations, handbacks, merging, notes, tags
from tests.console.browsing import browsing
from tests.console.room import REPLY, Room
from tests.console.test_browser import until

pytestmark = pytest.mark.browser


@pytest.fixture
def page(room: Room, address: str, chromium: Any) -> Iterator[Any]:
    with browsing(chromium, room, address) as page:
        yield page


def test_picked_conversations_are_tagged_closed_and_brought_back(room: Room, address: str, page: Any) -> None:
    found = [room.open() for _ in range(3)]
    for one in found:
        room.write(one)
    page.goto(f"{address}/conversations")
    page.get_by_label("Pick all on this page").check()
    page.get_by_text("3 picked").wait_for()
    page.get_by_role("list", name="Conversations found").get_by_role("checkbox").first.uncheck()
    page.get_by_text("2 picked").wait_for()
    page.locator(".st-key-bulk").get_by_role("button", name="Close").click()
    page.get_by_text("Close 2 conversations?").wait_for()
    page.get_by_role("button", name="Close 2", exact=True).click()
    page.get_by_text("2 conversations closed").wait_for()
    states = [conversations.get(room.db, one.id).state for one in found]
    assert sorted(states) == ["ai", "closed", "closed"]
    page.get_by_role("button", name="Undo").click()
    until(page, lambda: {conversations.get(room.db, one.id).state for one in found} == {"ai"})


def test_a_note_reaches_a_colleague_and_a_tag_is_kept(
    room: Room, address: str, page: Any, chromium: Any
) -> None:
    conversation = room.open()
    room.write(conversation)
    page.goto(f"{address}/conversations?conversation={conversation.id}")
    page.get_by_text("Notes (0)").click()
    page.get_by_label("New note", exact=True).fill("@anna please call <PERSON_1> back")
    page.get_by_role("button", name="Add note").click()
    page.locator(".gd-internal").get_by_text("please call").wait_for()
    assert notes.unseen(room.db, room.people["other"].id) == 1
    page.get_by_role("combobox", name="Tags").fill("Call back")
    page.keyboard.press("Enter")
    until(page, lambda: tags.of(room.db, conversation.id) == ("call-back",))

    context = chromium.new_context()
    context.add_cookies([{"name": COOKIE, "value": room.sign_in("other"), "url": address}])
    theirs = context.new_page()
    theirs.goto(f"{address}/conversations")
    theirs.get_by_role("button", name="Mentions (1)").click()
    theirs.get_by_role("button", name="Mette Kjær").click()
    theirs.wait_for_url(f"**conversation={conversation.id}**")
    until(theirs, lambda: notes.unseen(room.db, room.people["other"].id) == 0)
    context.close()


def test_two_conversations_of_a_customer_become_one_and_part_again(
    room: Room, address: str, page: Any
) -> None:
    target = room.open()
    room.write(target, "Where is my lamp?")
    source = conversations.open(room.db, customer_id=target.customer_id, channel="chat", language="en")
    room.write(source, "And my chair?")
    page.goto(f"{address}/conversations?conversation={source.id}")
    page.get_by_role("button", name="Join").click()
    page.get_by_role("combobox", name="Join to").click()
    page.get_by_role("option").first.click()
    page.get_by_role("button", name="Join them").click()
    page.wait_for_url(f"**conversation={target.id}**")
    page.locator("article").get_by_text("And my chair?").wait_for()
    page.get_by_text("from the joined conversation").wait_for()
    draft = room.version(room.taken(), REPLY)  # of the one or the other
    page.goto(f"{address}/?draft={draft.id}")
    page.get_by_text("Joined with another conversation of this customer (1 message)").click()
    page.locator("article").get_by_text("from the joined conversation").wait_for()
    assert page.locator("article").get_by_text("And my chair?").count() >= 1
    page.goto(f"{address}/conversations?conversation={target.id}")
    page.get_by_role("button", name="Part them").click()
    until(page, lambda: merging.joined(room.db, target.id) == [])


def test_a_chat_with_ready_replies_a_typing_customer_and_a_summary(
    room: Room, address: str, page: Any
) -> None:
    mette = room.people["reviewer"]
    canned.save(room.db, account_id=mette.id, title="Refund", language="en", shared=False,
                text="Hello {{ customer.name }}, we refund 20 EUR. {{ order.number }}")  # fmt: skip
    conversation = room.waiting()
    page.goto(f"{address}/waiting")
    page.get_by_role("button", name="Join").click()
    field = page.get_by_label("Your message")
    field.fill("/ref")
    page.get_by_role("option", name="Refund").wait_for()
    field.press("Enter")
    assert field.input_value() == "Hello <PERSON_1>, we refund 20 EUR. ___"
    until(page, lambda: room.parts.desk._bus.presence.typing(conversation.id, "person"))
    field.press("Control+Enter")
    page.get_by_text("Fill in the gap").wait_for()
    field.fill("Hello <PERSON_1>, we refund 20 EUR.")
    field.press("Control+Enter")
    until(page, lambda: field.input_value() == "")
    room.deliver()
    room.parts.desk._bus.presence.sign(conversation.id, "customer")
    page.get_by_text("The customer is typing").wait_for()

    page.get_by_role("button", name="Hand back to the assistant").click()
    summary = page.get_by_label("What was agreed with the customer", exact=True)
    summary.wait_for()
    assert "we refund 20 EUR." in summary.input_value()
    page.get_by_role("button", name="Hand back", exact=True).click()
    until(page, lambda: handbacks.of(room.db, conversation.id) != [])
    assert "refund 20 EUR" in handbacks.of(room.db, conversation.id)[0].summary


def test_half_written_words_survive_a_reload_and_the_end_of_a_session(
    room: Room, address: str, page: Any
) -> None:
    conversation, mette = room.waiting(), room.people["reviewer"]
    room.parts.desk.start_takeover(conversation.id, mette)
    room.deliver()
    page.goto(f"{address}/waiting?conversation={conversation.id}")
    page.get_by_text("Notes (0)").click()
    note = page.get_by_label("New note", exact=True)
    note.fill("Half a note")
    page.get_by_role("button", name="Hand back to the assistant").click()
    summary = page.get_by_label("What was agreed with the customer", exact=True)
    summary.fill("A new lamp by")
    page.reload()
    summary.wait_for()
    assert (summary.input_value(), note.input_value()) == ("A new lamp by", "Half a note")
    note.wait_for()  # the fold around it is open

    cookies = page.context.cookies()
    accounts.end_session(room.db, hashlib.sha256(cookies[0]["value"].encode()).hexdigest())
    summary.fill("A new lamp by Friday")
    page.get_by_role("button", name="Hand back", exact=True).click()
    page.get_by_role("link", name="Sign in").wait_for()
    page.context.add_cookies([{"name": COOKIE, "value": room.sign_in("reviewer"), "url": address}])
    page.reload()  # the address is still that of the summary
    summary.wait_for()
    assert summary.input_value() == "A new lamp by Friday"
    page.get_by_role("button", name="Hand back", exact=True).click()
    until(page, lambda: handbacks.of(room.db, conversation.id) != [])
    summary.wait_for(state="detached")
    note.press("Control+Enter")
    until(
        page, lambda: [one.text for one in notes.of_conversation(room.db, conversation.id)] == ["Half a note"]
    )
    page.locator(".gd-internal").get_by_text("Half a note").first.wait_for()
    until(page, lambda: note.input_value() == "")
    assert page.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('glassdesk:'))") == []
