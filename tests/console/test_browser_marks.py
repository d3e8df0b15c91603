"""Masking by hand in a real browser: select, hide, show again, always; by mouse and by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from console.context import COOKIE, provide
from console.views import found
from data import audit, desk, messages
from data.records import Conversation, Draft
from redaction import Redactor
from tests.console.room import Room, build_room

pytestmark = pytest.mark.browser

TEXT = "I am Ingrid Solberg. Where is my lamp? Please write yellow submarine on the parcel."
SELECT = """([words, skip, take]) => {
  const walker = document.createTreeWalker(document.querySelector(".gd-customer .gd-text"), NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const place = node.data.indexOf(words);
    if (place >= 0) return getSelection().setBaseAndExtent(node, place + skip, node, place + skip + take);
  }
  throw new Error(words);
}"""


@pytest.fixture
def room(tmp_path: Path, redactor: Redactor, address: str) -> Iterator[Room]:
    built = build_room(tmp_path, redactor)
    provide(built.parts)
    yield built
    built.db.close()


@pytest.fixture
def opened(room: Room, address: str, chromium: Any) -> Iterator[Any]:
    """Opens pages of the console by role; a page that breaks fails the test."""
    broken: list[str] = []
    contexts: list[Any] = []

    def open_page(path: str, role: str = "supervisor", width: int = 1440) -> Any:
        context = chromium.new_context(viewport={"width": width, "height": 900})
        context.add_cookies([{"name": COOKIE, "value": room.sign_in(role), "url": address}])
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: broken.append(str(error)))
        page.goto(address + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert broken == []


def settled(page: Any) -> None:
    """Wait until all of the page is there and the reply has the keyboard: that would take a selection away."""
    page.get_by_label("Hide more words").wait_for()
    page.get_by_label("Reply", exact=True).wait_for()
    page.wait_for_function("document.activeElement !== document.body")


def select(page: Any, words: str, skip: int = 0, take: int | None = None) -> None:
    """Select words in the customer's message, or some letters of them."""
    page.locator(".gd-customer .gd-text").first.wait_for()
    page.evaluate(SELECT, [words, skip, take or len(words)])


def bar(page: Any) -> Any:
    return page.get_by_role("group", name="Hide or show these words")


def said(room: Room, conversation: Conversation) -> str:
    return messages.of_conversation(room.db, conversation.id)[0].redacted or ""


def room_says(room: Room, conversation: Conversation) -> str:
    """What found the person's name."""
    return found.found(messages.of_conversation(room.db, conversation.id))[0].by


def test_select_hide_show_again_and_always(room: Room, opened: Any) -> None:
    conversation = room.open()
    draft: Draft = room.told(conversation, TEXT, reply="Dear <PERSON_1>, yellow submarine it is.")
    page = opened(f"/?draft={draft.id}")
    settled(page)
    select(page, "yellow submarine", skip=2, take=12)  # a sloppy hand: the word is meant
    bar(page).get_by_text("Hide “yellow submarine”").wait_for()
    bar(page).get_by_role("button", name="In this conversation").click()
    page.locator(".gd-customer .gd-chip", has_text="Other 1").wait_for()
    assert "yellow submarine" not in said(room, conversation)
    page.get_by_text("Words were hidden or shown in this conversation").wait_for()
    new = room.version(room.taken(), "Dear <PERSON_1>, <OTHER_1> it is.", ())
    page.get_by_role("button", name="Open the new draft").click(timeout=15_000)
    page.wait_for_url(f"**/?draft={new.id}")
    settled(page)

    page.locator(".gd-customer .gd-chip", has_text="Other 1").click()
    bar(page).get_by_text("Found by a person, by hand, score 1.00.").wait_for()
    bar(page).get_by_role("button", name="Show here").click()
    page.locator(".gd-customer").get_by_text("yellow submarine").wait_for()
    assert said(room, conversation).endswith("yellow submarine on the parcel.")
    assert "value.revealed" in [event.kind for event in audit.events(room.db)]

    select(page, "yellow submarine")
    bar(page).get_by_role("button", name="Always").click()
    page.locator(".gd-customer .gd-chip", has_text="Other 1").wait_for()
    other = room.open()
    room.told(other, "Is it yellow submarine?")
    assert said(room, other) == "Is it <OTHER_1>?"


def test_by_keyboard_alone_and_without_the_role_nothing_is_shown(room: Room, opened: Any) -> None:
    conversation = room.open()
    draft = room.told(conversation, TEXT)
    page = opened(f"/?draft={draft.id}", "reviewer")
    settled(page)
    chip = page.locator(".gd-customer .gd-chip").first
    chip.focus()
    page.locator(".tip", has_text="Found by").wait_for()
    page.keyboard.press("Enter")
    bar(page).get_by_text("Your role may not show it.").wait_for()
    assert not bar(page).get_by_role("button").count()
    page.keyboard.press("Escape")
    bar(page).wait_for(state="hidden")

    page.get_by_text("Why they are hidden").click()
    row = page.get_by_role("row").filter(has_text="Person 1")
    assert room_says(room, conversation) in row.inner_text() and not row.get_by_role("button").count()
    field = page.get_by_label("Hide more words")
    for words in ("Ingrid Solberg", "Ingrid Solberk"):  # hidden already, and a slip: asking tells nothing
        field.fill(words)
        field.press("Enter")
        page.get_by_text("These words don't stand in the messages").wait_for()
        assert field.input_value() == words
    field.fill("yellow submarine")
    field.press("Enter")
    page.locator(".gd-customer .gd-chip", has_text="Other 1").wait_for()
    assert desk.get(room.db, draft.id).status == "stale" and "yellow submarine" not in said(
        room, conversation
    )


def test_words_beside_hidden_ones_only_and_never_in_a_reply(room: Room, opened: Any) -> None:
    conversation = room.open()
    draft = room.told(conversation, TEXT, reply="Dear friend")
    page = opened(f"/?draft={draft.id}")
    settled(page)
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.gd-customer .gd-text'))")
    bar(page).get_by_text("Select words between the hidden ones.").wait_for()
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.gd-assistant .gd-text'))")
    bar(page).wait_for(state="hidden")


def test_a_supervisor_adds_sees_and_withdraws_a_word(room: Room, opened: Any) -> None:
    page = opened("/privacy")
    page.get_by_label("Word or words").filter(visible=True).first.fill("yellow submarine")
    page.get_by_role("button", name="Hide always").click()
    page.get_by_text("Give a reason").wait_for()
    page.get_by_label("Reason").first.fill("our gate word")
    page.get_by_role("button", name="Hide always").click()
    page.get_by_text("A hidden word", exact=True).wait_for()
    assert not page.get_by_text("yellow submarine").count()
    page.get_by_role("button", name="Show the hidden words").click()
    page.get_by_text("yellow submarine", exact=True).wait_for()
    page.get_by_text("Reason: our gate word").wait_for()
    page.get_by_role("button", name="Withdraw…").click()
    page.get_by_test_id("stPopoverBody").get_by_label("Reason").fill("sold")
    page.get_by_role("button", name="Withdraw", exact=True).click()
    page.get_by_text("1 withdrawn word").wait_for()
    (word,) = room.parts.desk.words("deny", room.people["supervisor"], show=True)
    assert (word.reason, word.withdrawn_because) == ("our gate word", "sold")
    kinds = [event.kind for event in audit.events(room.db)]
    assert kinds.count("term.added") == kinds.count("term.withdrawn") == 1


@pytest.mark.parametrize(
    "path", ["/?draft={draft}", "/conversations?conversation={conversation}", "/privacy"]
)
def test_nothing_is_wider_than_a_small_screen(room: Room, opened: Any, path: str) -> None:
    conversation = room.open()
    draft = room.told(conversation, TEXT)
    room.parts.desk.add_word("allow", room.people["supervisor"], "w" * 120, "r" * 200)
    page = opened(path.format(draft=draft.id, conversation=conversation.id), width=400)
    page.wait_for_timeout(1500)
    if path == "/privacy":
        page.get_by_role("tab", name="Never hidden").click()
    else:
        page.get_by_text("Why they are hidden").click()
        page.locator(".gd-customer .gd-chip").first.click()
        bar(page).wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
