"""A template written in a real browser: typed, previewed, judged, reloaded, saved, and used by the next draft."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from console.context import COOKIE, provide
from data import accounts, conversations, knowledge, turns
from data.sample import load_company, load_phrases
from graph.drafters import OfflineDrafter
from graph.gather import Gatherer
from graph.knowledge.item import Words, new_item
from graph.material import DraftRequest
from language import Understanding
from redaction import Redactor
from tests.console.room import Room, build_room, reader

pytestmark = pytest.mark.browser
BODY = "We are sorry for the delay. Your parcel is on its way."
SHOTS = os.environ.get("SHOTS")


@pytest.fixture
def room(tmp_path: Path, redactor: Redactor, address: str) -> Iterator[Room]:
    built = build_room(tmp_path, redactor)
    provide(built.parts)
    details = {"intent": "delivery_delay", "condition": "any", "emotion": None}
    admin = built.people["admin"]
    built.parts.knowledge.save(new_item("template", "en", "Late", []), admin, Words("Late", BODY, details), 0)
    care = Words(
        "Wool care",
        "## Washing\n\nWash wool **cold** and dry it flat.\n\n- never hang it\n- never iron it",
        {"intents": ["product_question"]},
    )
    built.parts.knowledge.save(new_item("article", "en", "Wool care", []), admin, care, 0)
    yield built
    built.db.close()


@pytest.fixture
def page(room: Room, address: str, chromium: Any) -> Iterator[Any]:
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    context.add_cookies([{"name": COOKIE, "value": room.sign_in("supervisor"), "url": address}])
    accounts.set_toured(room.db, room.people["supervisor"].id, True)
    page = context.new_page()
    yield page
    context.close()  # before the room's database closes


def shoot(page: Any, name: str) -> None:
    """Pictures for people to look at, when asked for."""
    if not SHOTS:
        return
    for width in (1440, 400):
        for scheme in ("light", "dark"):
            page.set_viewport_size({"width": width, "height": 1000})
            page.emulate_media(color_scheme=scheme)
            page.wait_for_timeout(700)
            page.screenshot(path=f"{SHOTS}/knowledge-{name}-{width}-{scheme}.png", full_page=True)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.emulate_media(color_scheme="light")


def draft(room: Room) -> str:
    """What the offline drafter makes of a late parcel now."""
    conversation = room.open()
    room.write(conversation, "My parcel is late. Where is it?")
    turn, company = room.taken(), load_company()
    read = Understanding("en", -0.5, "disappointment", "delivery_delay", "normal", False, False, False, ())
    text = "My parcel is late. Where is it?"
    here = conversations.get(room.db, conversation.id)
    material = Gatherer(room.db, reader(), company).gather(turns.get(room.db, turn.id), text, read, here)
    request = DraftRequest(turn.id, conversation.id, text, (), read, material)
    return OfflineDrafter(company, load_phrases()).draft(request).text or ""


def test_a_template_is_edited_previewed_reloaded_saved_and_the_next_draft_uses_it(
    room: Room, address: str, page: Any
) -> None:
    assert "You need not do anything." not in draft(room)
    page.goto(f"{address}/knowledge")
    page.get_by_text("Templates (1)").click()
    shoot(page, "templates")
    page.get_by_role("link", name="Late").click()
    field = page.get_by_label("Text", exact=True)
    field.wait_for()
    field.press("Control+End")
    field.type(" Your order is {{ order.nummer }}.")
    page.get_by_text("No field is called").wait_for()
    shoot(page, "unfit")
    field.fill(f"{BODY} You need not do anything.")
    page.locator(".st-key-knowledge-preview_mail").get_by_text("You need not do anything.").wait_for()
    page.get_by_text("Kept for you, not saved yet").wait_for()

    page.reload()
    field.wait_for()
    assert field.input_value() == f"{BODY} You need not do anything."
    shoot(page, "write")
    page.get_by_label("What you changed").fill("nothing to do for them")
    field.press("Control+Enter")
    page.get_by_text("Saved as version 2").wait_for()
    assert knowledge.templates(room.db)[0].body.endswith("You need not do anything.")
    assert "You need not do anything." in draft(room)

    page.get_by_text("Versions (2)").click()
    page.get_by_text("nothing to do for them").wait_for()
    shoot(page, "versions")


def test_an_article_is_previewed_as_it_is_typed(room: Room, address: str, page: Any) -> None:
    page.goto(f"{address}/knowledge?item=article:en/wool-care")
    field = page.get_by_label("Text", exact=True)
    field.wait_for()
    field.press("Control+End")
    field.type("\n- never **tumble** it")
    page.locator(".st-key-knowledge-preview strong", has_text="tumble").wait_for()
    shoot(page, "article")
    page.get_by_role("button", name="Throw my changes away").click()
    page.get_by_text("Thrown away").wait_for()
    page.locator(".st-key-knowledge-preview strong", has_text="tumble").wait_for(state="detached")
    assert "tumble" not in field.input_value()
