"""The chat page without JavaScript: what a visitor reads, in which order, and what their forms do."""

from __future__ import annotations

import re
from html import unescape

import pytest
from starlette.testclient import TestClient

from data import conversations, takeovers
from disclosure import LANGUAGES, opening
from tests.channels.conftest import COMPANY, Shop

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'</li>{{ 777*777 }}&lt;"


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', page)
    assert found
    return found[1]


def write(browser: TestClient, text: str, **fields: str) -> str:
    """Fill in the form as the page gives it, follow to the page again."""
    page = browser.get("/chat").text
    form = {"client_id": hidden(page, "client_id"), "start": hidden(page, "start"), "text": text, **fields}
    return browser.post("/chat/messages", data=form).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_thing_to_read_is_the_disclosure_in_the_visitors_language(
    shop: Shop, language: str
) -> None:
    page = (
        TestClient(shop.app(), headers={"accept-language": f"fr, {language};q=0.8, xx;q=0.2"})
        .get("/chat")
        .text
    )
    body = page[page.index("<body>") :]
    words = unescape(re.sub(r"\s*<[^>]+>\s*", " ", body)).split()
    assert " ".join(words).startswith(opening(language, COMPANY.name, COMPANY.assistant, COMPANY.minutes))
    assert f'<section class="opening" id="opening" lang="{language}">' in body
    assert body.index("opening") < body.index("<textarea")


def test_a_message_appears_and_stays_after_a_reload(browser: TestClient, shop: Shop) -> None:
    page = write(browser, "Hello there")
    assert "Hello there" in page and "We are working on your reply" in page
    assert "Hello there" in browser.get("/chat").text
    assert shop.only_conversation().channel == "chat"


def test_another_visitor_sees_nothing_of_it(browser: TestClient, shop: Shop) -> None:
    write(browser, "Hello there")
    assert "Hello there" not in TestClient(shop.app()).get("/chat").text
    assert "Hello there" not in TestClient(shop.app(), cookies={"glassdesk_chat": "x" * 43}).get("/chat").text


def test_the_cookie_is_kept_from_scripts_and_other_sites(shop: Shop) -> None:
    browser = TestClient(shop.app(secure_cookies=True), base_url="https://testserver", follow_redirects=False)
    answer = browser.post("/chat/messages", data={"text": "Hello", "client_id": "1"})
    cookie = answer.headers["set-cookie"]
    assert answer.status_code == 303 and answer.headers["location"] == "/chat#latest"
    for part in ("glassdesk_chat=", "HttpOnly", "SameSite=lax", "Secure", "Path=/chat"):
        assert part in cookie


def test_a_form_sent_twice_is_one_message_in_one_conversation(browser: TestClient, shop: Shop) -> None:
    page = browser.get("/chat").text
    form = {"client_id": hidden(page, "client_id"), "start": hidden(page, "start"), "text": "Once"}
    for _ in range(2):
        assert TestClient(shop.app()).post("/chat/messages", data=form).status_code == 200
    assert len(shop.messages(shop.only_conversation().id)) == 1


def test_a_text_changed_before_it_is_sent_again_is_kept_too(browser: TestClient, shop: Shop) -> None:
    """The first answer may be lost on the way: the page then sends the changed text under the same id."""
    for text in ("Hello", "Hello, my order is late", "Hello, my order is late"):
        browser.post("/chat/messages", data={"text": text, "client_id": "1"})
    assert len(shop.messages(shop.only_conversation().id)) == 2
    assert "my order is late" in browser.get("/chat").text


@pytest.mark.parametrize("field", ["client_id", "start"])
def test_a_forged_hidden_field_is_left_out(browser: TestClient, shop: Shop, field: str) -> None:
    form = {"text": "Hello", field: "\0;" * 20}
    assert browser.post("/chat/messages", data=form).status_code == 200
    assert "Hello" in browser.get("/chat").text


def test_hostile_text_is_shown_as_text(browser: TestClient) -> None:
    page = write(browser, HOSTILE)
    assert "<script>alert" not in page and "<img" not in page and "603729" not in page
    assert HOSTILE in unescape(page)


def test_a_reply_carries_its_disclosure_badge_and_label(browser: TestClient, shop: Shop) -> None:
    write(browser, "Where is my parcel?")
    shop.answer(shop.only_conversation().id, "It comes tomorrow: https://example.com/track?a=1&b=2.")
    answer = browser.get("/chat")
    reply = answer.text[answer.text.index('class="line reply ai"') :]
    assert "AI reply, checked by a person" in reply
    assert "drafted this reply; a person has read and approved it" in reply
    assert '<a href="https://example.com/track?a=1&amp;b=2" rel="noopener noreferrer"' in reply
    assert reply.index("approved it") < reply.index("It comes tomorrow")
    assert "We are working" not in answer.text
    assert "reviewed-by" in answer.headers["AI-Disclosure"]


def test_a_persons_reply_carries_no_ai_line(browser: TestClient, shop: Shop) -> None:
    write(browser, "HUMAN")
    conversation = shop.only_conversation()
    shop.parts.review_desk.start_takeover(conversation.id, shop.person)
    shop.parts.review_desk.say(conversation.id, shop.person, "Hello, Maja here.")
    shop.delivery.run_until_idle()
    page = browser.get("/chat").text
    reply = page[page.index('class="line reply human"') :]
    assert "Written by a person" in reply and "Maja, a person, wrote this reply." in reply
    assert "AI assistant" not in reply[: reply.index("</li>")]
    assert "A person is in this conversation now" in page


def test_the_button_brings_a_person_and_shows_the_wait(browser: TestClient, shop: Shop) -> None:
    earlier, _ = shop.parts.intake.open_chat("en")
    shop.parts.intake.ask_for_person(earlier)
    write(browser, "Hello")
    page = browser.post("/chat/person", data={}).text
    assert "A person is coming. You asked at" in page and "up to 11 minutes" in page
    assert "There is 1 person before you." in page
    browser.post("/chat/person", data={})
    assert len(takeovers.queue(shop.db)) == 2


def test_the_button_works_before_anything_was_written(browser: TestClient, shop: Shop) -> None:
    page = browser.post("/chat/person", data={"start": hidden(browser.get("/chat").text, "start")}).text
    assert "You are next." in page
    assert shop.only_conversation().state == "waiting_human"


def test_after_the_hand_back_the_page_says_so(browser: TestClient, shop: Shop) -> None:
    write(browser, "HUMAN")
    conversation = shop.only_conversation()
    shop.parts.review_desk.start_takeover(conversation.id, shop.person)
    shop.delivery.run_until_idle()
    shop.parts.review_desk.hand_back(conversation.id, shop.person)
    shop.delivery.run_until_idle()
    page = browser.get("/chat").text
    assert "is back and drafts the replies again" in page and "We are working on your reply" in page


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("  ", "Please write something"),
        ("x" * 20_001, "at most 20000 characters"),
        ("a\x00b", "can&#39;t be read"),
    ],
)
def test_what_can_not_be_taken_is_said_and_kept_in_the_box(
    browser: TestClient, shop: Shop, text: str, said: str
) -> None:
    page = browser.get("/chat").text
    answer = browser.post("/chat/messages", data={"text": text, "client_id": hidden(page, "client_id")})
    assert answer.status_code == 422 and said in answer.text
    assert text[-10:] in answer.text
    assert conversations.listing(shop.db) == []


def test_an_impossible_address_keeps_both_fields(browser: TestClient) -> None:
    page = write(browser, "Hello", email="nobody")
    assert (
        "e-mail address can&#39;t be right" in page
        and 'value="nobody"' in page
        and "Hello</textarea>" in page
    )


def test_a_script_gets_the_same_errors_as_json(browser: TestClient) -> None:
    answer = browser.post("/chat/messages", data={"text": ""}, headers={"accept": "application/json"})
    assert answer.status_code == 422
    assert answer.json() == {"error": {"code": "empty", "message": "Please write something first."}}


def test_a_body_of_a_megabyte_is_refused(browser: TestClient, shop: Shop) -> None:
    answer = browser.post("/chat/messages", data={"text": "x" * 1_000_000})
    assert answer.status_code == 413 and "too much at once" in answer.text
    assert conversations.listing(shop.db) == []


@pytest.mark.parametrize("body", [b"\x00\xff\xfe" * 100, b"text=%00%ff%fe", b"--x\r\n\r\n", b"%%%"])
@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "image/png"]
)
def test_binary_bodies_do_no_harm(browser: TestClient, shop: Shop, body: bytes, kind: str) -> None:
    answer = browser.post("/chat/messages", content=body, headers={"content-type": kind})
    assert answer.status_code in (400, 422)
    assert conversations.listing(shop.db) == []


@pytest.mark.parametrize("path", ["/chat/messages", "/chat/person", "/chat/new"])
@pytest.mark.parametrize(
    "headers", [{"origin": "https://elsewhere.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}]
)
def test_forms_of_other_pages_are_refused(
    browser: TestClient, shop: Shop, path: str, headers: dict[str, str]
) -> None:
    assert browser.post(path, data={"text": "Hello"}, headers=headers).status_code == 403
    assert conversations.listing(shop.db) == []


def test_our_own_page_behind_a_proxy_is_taken(browser: TestClient) -> None:
    headers = {"origin": "https://shop.example", "sec-fetch-site": "same-origin"}
    assert browser.post("/chat/messages", data={"text": "Hello"}, headers=headers).status_code == 200
    assert (
        browser.post(
            "/chat/messages", data={"text": "x"}, headers={"origin": "http://testserver"}
        ).status_code
        == 200
    )


def test_starting_anew_lets_go_of_the_old_conversation(browser: TestClient, shop: Shop) -> None:
    write(browser, "First matter")
    page = browser.post("/chat/new").text
    assert "First matter" not in page
    write(browser, "Second matter")
    assert len(conversations.listing(shop.db)) == 2


def test_an_erased_customers_page_says_so_and_they_may_write_on(browser: TestClient, shop: Shop) -> None:
    write(browser, "Forget me")
    shop.erase(shop.only_conversation())
    page = browser.get("/chat").text
    assert "Forget me" not in page and "This text was erased." in page
    assert "A new matter" in write(browser, "A new matter")


def test_a_page_open_since_before_the_erasure_may_write_on(browser: TestClient, shop: Shop) -> None:
    form = {"start": hidden(browser.get("/chat").text, "start")}
    browser.post("/chat/messages", data={**form, "text": "Forget me", "client_id": "1"})
    shop.erase(shop.only_conversation())
    answer = browser.post("/chat/messages", data={**form, "text": "A new matter", "client_id": "2"})
    assert answer.status_code == 200 and "A new matter" in answer.text


def test_a_burst_beyond_the_rate_has_to_wait(shop: Shop) -> None:
    from channels.limits import Rate

    browser = TestClient(shop.app(conversation_rate=Rate(2, 1)), headers={"accept-language": "en"})
    for text in ("one", "two"):
        write(browser, text)
    answer = browser.post("/chat/messages", data={"text": "three", "client_id": "3"})
    assert answer.status_code == 429 and 50 < int(answer.headers["retry-after"]) <= 60
    assert "three</textarea>" in answer.text
    assert len(shop.messages(shop.only_conversation().id)) == 2


@pytest.mark.parametrize("path", ["/chat/nothing", "/chat/static/../pages.py", "/chat/static/none.css"])
def test_unknown_pages_are_404_in_the_visitors_language(browser: TestClient, path: str) -> None:
    answer = browser.get(path, headers={"accept-language": "de"})
    assert answer.status_code == 404 and "Diese Seite gibt es nicht." in answer.text


def test_the_address_a_refused_form_leaves_leads_back(browser: TestClient) -> None:
    assert browser.get("/chat/messages").url.path == "/chat"


def test_the_choice_of_language_is_kept(browser: TestClient) -> None:
    assert '<html lang="sv">' in browser.get("/chat?lang=sv").text
    assert '<html lang="sv">' in browser.get("/chat").text
    assert '<html lang="sv">' in browser.get("/chat?lang=xx").text


def test_the_page_may_load_nothing_from_elsewhere(browser: TestClient) -> None:
    answer = browser.get("/chat")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', answer.text)
    for name in re.findall(r'(?:src|href)="(/chat/static/[^"]+)"', answer.text):
        assert browser.get(name).status_code == 200
