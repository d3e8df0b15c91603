"""A thumb under a reply: one click, without JavaScript, changeable, and only the customer's own."""

from __future__ import annotations

import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from channels.chat.words import words
from channels.limits import Rate
from data import decisions, outcomes
from disclosure import LANGUAGES
from tests.channels.conftest import Serve, Shop
from tests.channels.test_api import MESSAGES, fault, message
from tests.channels.test_chat import write


@pytest.fixture
def replied(browser: TestClient, shop: Shop) -> str:
    """The id of the reply that this browser's customer got."""
    write(browser, "Where is my parcel?")
    conversation = shop.only_conversation()
    shop.answer(conversation.id, "It comes tomorrow.")
    return shop.messages(conversation.id)[-1].id


def kept(shop: Shop) -> dict[str, float]:
    (decision,) = decisions.of_conversation(shop.db, shop.only_conversation().id)
    return dict(outcomes.of_decision(shop.db, decision.id))


def pressed(page: str) -> list[str]:
    return re.findall(r'name="thumb" value="(\w+)" aria-pressed="true"', page)


def test_one_click_is_kept_shown_and_can_be_changed(browser: TestClient, shop: Shop, replied: str) -> None:
    page = browser.get("/chat").text
    assert "Was this reply helpful?" in page and pressed(page) == []
    answer = browser.post("/chat/thumbs", data={"reply": replied, "thumb": "up"})
    assert answer.url.path == "/chat" and answer.url.fragment == "reply-2" and 'id="reply-2"' in answer.text
    assert pressed(answer.text) == ["up"] and kept(shop) == {"thumbs": 1.0}
    page = browser.post("/chat/thumbs", data={"reply": replied, "thumb": "down"}).text
    assert pressed(page) == ["down"] and kept(shop) == {"thumbs": -1.0}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_question_is_asked_in_the_visitors_language(
    browser: TestClient, replied: str, language: str
) -> None:
    page = browser.get(f"/chat?lang={language}").text
    assert words(language)["helpful"] in page and words(language)["helpful_no"] in page


def test_nobody_else_can_rate_it(shop: Shop, replied: str) -> None:
    stranger = TestClient(shop.app(), headers={"accept-language": "en"})
    assert stranger.post("/chat/thumbs", data={"reply": replied, "thumb": "up"}).status_code == 404
    write(stranger, "Something else")
    assert stranger.post("/chat/thumbs", data={"reply": replied, "thumb": "up"}).status_code == 404
    assert shop.db.read(lambda cursor: cursor.rows("SELECT * FROM outcome")) == []


@pytest.mark.parametrize(
    "form", [{}, {"thumb": "up"}, {"thumb": "sideways"}, {"reply": "\0" * 99, "thumb": "up"}]
)
def test_forged_forms_do_nothing(browser: TestClient, shop: Shop, replied: str, form: dict[str, str]) -> None:
    answer = browser.post("/chat/thumbs", data={"reply": replied} | form if form != {"thumb": "up"} else form)
    assert answer.status_code == 404 and kept(shop) == {}


def test_forms_of_other_pages_are_refused(browser: TestClient, shop: Shop, replied: str) -> None:
    form = {"reply": replied, "thumb": "up"}
    answer = browser.post("/chat/thumbs", data=form, headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403 and kept(shop) == {}


def test_clicking_too_fast_has_to_wait_and_leaves_writing_alone(
    browser: TestClient, shop: Shop, replied: str
) -> None:
    hasty = TestClient(shop.app(conversation_rate=Rate(1, 1)), cookies=browser.cookies)
    for thumb, status in (("up", 200), ("down", 429)):
        assert hasty.post("/chat/thumbs", data={"reply": replied, "thumb": thumb}).status_code == status
    assert kept(shop) == {"thumbs": 1.0}
    assert hasty.post("/chat/messages", data={"text": "Thanks", "client_id": "9"}).status_code == 200


def test_people_and_notices_are_not_rated(browser: TestClient, shop: Shop, replied: str) -> None:
    conversation = shop.only_conversation()
    shop.parts.review_desk.start_takeover(conversation.id, shop.person)
    shop.parts.review_desk.say(conversation.id, shop.person, "Hello, Maja here.")
    shop.delivery.run_until_idle()
    assert browser.get("/chat").text.count('class="thumbs"') == 1
    for row in shop.messages(conversation.id):
        if row.id != replied:
            assert browser.post("/chat/thumbs", data={"reply": row.id, "thumb": "up"}).status_code == 404


def test_an_erased_reply_asks_nothing(browser: TestClient, shop: Shop, replied: str) -> None:
    shop.erase(shop.only_conversation())
    assert 'class="thumbs"' not in browser.get("/chat").text


def test_integrations_hand_a_thumb_in_and_read_it(api: TestClient, shop: Shop, token: str) -> None:
    sent = api.post(MESSAGES, json=message()).json()
    shop.answer(sent["conversation_id"], "It comes tomorrow.")
    address = "/api/v1/conversations/ticket/4711"
    reply = api.get(f"{address}/messages").json()["messages"][-1]
    assert reply["thumb"] is None
    for thumb in ("up", "down"):
        body = {"message_id": reply["id"], "thumb": thumb}
        answer = api.post(f"{address}/thumbs", json=body)
        assert (answer.status_code, answer.json()) == (200, body)
    assert api.get(f"{address}/messages").json()["messages"][-1]["thumb"] == "down"
    wrong = {"message_id": sent["message_id"], "thumb": "up"}
    assert fault(api.post(f"{address}/thumbs", json=wrong)) == (404, "unknown_reply")
    assert fault(api.post(f"{address}/thumbs", json={"message_id": "x", "thumb": "no"})) == (422, "invalid")
    assert fault(api.post("/api/v1/conversations/other/thumbs", json=wrong)) == (404, "unknown_conversation")


@pytest.mark.browser
@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_works_on_a_small_phone_with_and_without_javascript(
    chromium: Any, shop: Shop, serve: Serve, script: bool, scheme: str
) -> None:
    context = chromium.new_context(
        viewport={"width": 360, "height": 740}, locale="de", java_script_enabled=script, color_scheme=scheme
    )
    page = context.new_page()
    page.goto(serve() + "/chat")
    page.get_by_label("Ihre Nachricht").fill("Wo ist mein Paket?")
    page.get_by_role("button", name="Senden").click()
    page.locator("#lines .own").wait_for()
    shop.answer(shop.only_conversation().id, "Es kommt morgen.")
    if not script:
        page.get_by_role("link", name=words("de")["refresh"]).click()
    group = page.get_by_role("group", name=words("de")["helpful"])
    yes, no = (group.get_by_role("button", name=words("de")[f"helpful_{way}"]) for way in ("yes", "no"))
    no.click()
    page.locator(".thumb[value=down][aria-pressed=true]").wait_for()
    yes.focus()
    page.keyboard.press("Enter")
    page.locator(".thumb[value=up][aria-pressed=true]").wait_for()
    page.get_by_text(words("de")["helpful_thanks"]).wait_for()
    assert no.get_attribute("aria-pressed") == "false" and kept(shop) == {"thumbs": 1.0}
    assert min(button.bounding_box()["height"] for button in (yes, no)) >= 36
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()
