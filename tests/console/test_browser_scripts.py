"""Scripts of the page in a real browser, alone: keys and dialogs, and what browsers keep of what was typed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.console.scripts import Parts, parts

pytestmark = pytest.mark.browser
DRAFT = {
    "draft": "d", "original": "Hello", "text": "Hello", "saved": "Hello", "language": "en", "blocked": False, "insert": 0, "earlier": [],
    "again": None, "can_approve": True, "can_ask": True, "marks": [], "can_redraft": True, "redrafts": "", "tags": [],
    "answer": 0, "session": "before",
}  # fmt: skip
TEMPLATE = {
    "item": "template:t", "language": "en", "text": {"title": "Late", "body": "Sorry"}, "saved": {"title": "Late", "body": "Sorry"},
    "original": {"title": "Late", "body": "Sorry"}, "details": False, "reset": 0, "answer": 0, "session": "before",
}  # fmt: skip
PAUSE = 900  # milliseconds; a little longer than the pause after which words are sent
KEYS = [
    {"key": key, "what": what, "group": "", "shown": [key], "word": ""}
    for key, what in (("T", "take_over"), ("j", "next"))
]


@pytest.fixture
def alone(chromium: Any) -> Iterator[Parts]:
    with parts(chromium) as made:
        yield made


@pytest.fixture
def review(alone: Parts) -> Parts:
    """A draft with the keys, the dialog to put it off, and the field to hide words."""
    alone.show("keys", keys=KEYS)
    alone.show("editor", **DRAFT)
    alone.show("snooze", draft="d", blocked=False, locale="en-GB")
    alone.show("marker", conversation="c", rows=[], may_show=True, done=0, answer=0, message="")
    return alone


def decided(found: Parts) -> list[str]:
    """What the editor asked for."""
    return [one["kind"] for one in found.told("editor", "decided")]


def test_keys_do_nothing_behind_the_dialog_to_put_off(review: Parts) -> None:
    page = review.page
    page.get_by_role("button", name="open").click()
    dialog = page.get_by_role("dialog", name="title")
    page.keyboard.press("Shift+T")  # on the first choice
    dialog.get_by_text("early").click()
    page.keyboard.press("Shift+T")
    page.get_by_label("note", exact=True).focus()
    page.keyboard.press("Control+Enter")
    assert decided(review) == [] and dialog.is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+T")
    assert decided(review) == ["take_over"]


def test_the_shortcut_in_the_field_to_hide_words_hides_them_and_sends_no_reply(review: Parts) -> None:
    field = review.page.get_by_label("field")
    field.press("Control+Enter")
    field.fill("Smith")
    field.press("Control+Enter")
    assert [one["value"] for one in review.told("marker", "asked")] == ["Smith"]
    assert decided(review) == []


def test_caps_lock_makes_no_takeover_of_a_t(review: Parts) -> None:
    review.page.keyboard.press("T")  # without Shift
    assert decided(review) == []
    review.page.keyboard.press("Shift+T")
    assert decided(review) == ["take_over"]


def test_a_new_session_gets_the_words_of_a_reply_that_the_one_before_did_not_hear(alone: Parts) -> None:
    alone.show("editor", **DRAFT)
    alone.page.get_by_label("label").press("End")
    alone.page.keyboard.type(" there")
    alone.page.wait_for_timeout(PAUSE)
    alone.show("editor", **DRAFT | {"session": "new"})
    alone.page.wait_for_timeout(PAUSE)
    first, second = alone.told("editor", "typed")
    assert first["text"] == second["text"] == "Hello there"
    assert first != second  # the new session begins with the first: what is the same is no change


def test_a_new_session_brings_a_reply_that_was_not_touched_as_it_stands_now(alone: Parts) -> None:
    alone.show("editor", **DRAFT)
    alone.show("editor", **DRAFT | {"session": "new", "text": "Theirs", "saved": "Theirs"})
    alone.page.wait_for_timeout(PAUSE)
    assert alone.page.get_by_label("label").input_value() == "Theirs" and alone.told("editor", "typed") == []


def test_a_new_session_gets_the_words_of_a_template_that_was_never_saved(alone: Parts) -> None:
    alone.show("writer", **TEMPLATE)
    alone.page.get_by_label("body").fill("So sorry")
    alone.page.wait_for_timeout(PAUSE)
    alone.show("writer", **TEMPLATE | {"session": "new"})
    alone.page.wait_for_timeout(PAUSE)
    assert [one["body"] for one in alone.told("writer", "typed")] == ["So sorry", "So sorry"]


@pytest.mark.parametrize(("typed", "shown"), [("", "Theirs"), ("So sorry", "So sorry")])
def test_a_template_that_was_not_touched_shows_what_a_colleague_has_saved(
    alone: Parts, typed: str, shown: str
) -> None:
    alone.show("writer", **TEMPLATE)
    body = alone.page.get_by_label("body")
    if typed:
        body.fill(typed)
    theirs = {"title": "Late", "body": "Theirs"}
    alone.show("writer", **TEMPLATE | {"text": theirs, "saved": theirs, "original": theirs})
    assert body.input_value() == shown


def test_why_a_second_person_is_wanted_outlives_a_reload_until_the_draft_is_decided(alone: Parts) -> None:
    for typed, decided, kept in (("By phone", {}, "By phone"), ("", {"d": 1}, "")):
        alone.show("editor", **DRAFT)
        alone.page.get_by_role("button", name="ask", exact=True).click()
        if typed:
            alone.page.get_by_label("ask_why").fill(typed)
        alone.show("frame", language="en", decided=decided)
        alone.reload()
        alone.show("editor", **DRAFT)
        assert alone.page.get_by_label("ask_why", exact=True).evaluate("field => field.value") == kept
        alone.reload()
