"""A customer on a phone, in a real browser: writes, sees the message, sees the reply come without a reload."""

from __future__ import annotations

from typing import Any

import pytest

from tests.channels.conftest import Serve, Shop

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 800}


def test_a_customer_writes_and_sees_the_reply_arrive(chromium: Any, shop: Shop, serve: Serve) -> None:
    context = chromium.new_context(viewport=PHONE, locale="en-GB")
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(serve() + "/chat")
    page.get_by_label("Your message").fill("Where is my parcel? <b>NH-20417</b>")
    page.get_by_role("button", name="Send").dblclick()
    own = page.locator("#lines .own .said")
    own.wait_for()
    assert own.all_inner_texts() == ["Where is my parcel? <b>NH-20417</b>"]
    assert page.get_by_label("Your message").input_value() == ""
    page.get_by_text("We are working on your reply").wait_for()

    shop.answer(shop.only_conversation().id, "It comes tomorrow.\n\nBest wishes")
    reply = page.locator("#lines .reply")
    reply.wait_for()
    assert "a person has read and approved it" in reply.locator(".disclosure").inner_text()
    assert reply.locator(".said").inner_text() == "It comes tomorrow.\n\nBest wishes"
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert page.evaluate("document.activeElement.id") == "text"

    page.get_by_role("button", name="Talk to a person").click()
    page.get_by_text("A person is coming. You asked at").wait_for()
    page.reload()
    assert page.locator("#lines .line").count() == 2
    assert faults == []
    context.close()


def test_what_could_not_be_sent_stays_in_the_box_and_can_be_sent_once(
    chromium: Any, shop: Shop, serve: Serve
) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 640}, locale="de", color_scheme="dark")
    page = context.new_page()
    page.goto(serve() + "/chat")
    page.route("**/chat/messages", lambda route: route.abort())
    page.get_by_label("Ihre Nachricht").fill("Ein einziges Mal")
    page.get_by_role("button", name="Senden").click()
    page.get_by_text("Keine Verbindung").wait_for()
    assert page.get_by_label("Ihre Nachricht").input_value() == "Ein einziges Mal"
    page.unroute("**/chat/messages")
    page.get_by_label("Ihre Nachricht").press("Enter")
    page.locator("#lines .own").wait_for()
    assert page.get_by_text("Keine Verbindung").is_hidden()
    assert len(shop.messages(shop.only_conversation().id)) == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


def test_a_tab_that_shows_an_earlier_conversation_goes_to_the_new_one(
    chromium: Any, shop: Shop, serve: Serve
) -> None:
    context = chromium.new_context(viewport=PHONE, locale="en-GB")
    first, second = context.new_page(), context.new_page()
    address = serve() + "/chat"
    first.goto(address)
    first.get_by_label("Your message").fill("The first matter")
    first.get_by_role("button", name="Send").click()
    first.locator("#lines .own").wait_for()
    second.goto(address)
    second.get_by_text("Start a new conversation").first.click()
    second.locator("#anew button").click()
    second.get_by_text("The first matter").wait_for(state="hidden")
    first.get_by_label("Your message").fill("The second matter")
    first.get_by_role("button", name="Send").click()
    first.get_by_text("The second matter").wait_for()
    assert first.locator("#lines .own .said").all_inner_texts() == ["The second matter"]
    assert first.get_by_label("Your message").input_value() == ""
    context.close()


def test_it_works_without_javascript(chromium: Any, shop: Shop, serve: Serve) -> None:
    context = chromium.new_context(viewport=PHONE, locale="da", java_script_enabled=False)
    page = context.new_page()
    page.goto(serve() + "/chat")
    page.get_by_label("Din besked").fill("Hvor er min pakke?")
    page.get_by_role("button", name="Send").click()
    assert page.locator("#lines .own").count() == 1
    shop.answer(shop.only_conversation().id, "I morgen.")
    page.get_by_text("Se efter nye beskeder").click()
    assert page.locator("#lines .reply .disclosure").count() == 1
    page.get_by_role("button", name="Tal med et menneske").click()
    assert "Et menneske er på vej" in page.locator("#status").inner_text()
    context.close()
