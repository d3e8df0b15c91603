"""The whole way, in a real browser against the real process: chat, edit, learn, take over, hand back, insights."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.browser
FIRST = (
    "Hej, hvor lang tid har jeg til at sende en lampe retur? Jeg har fortrudt købet. Hilsen Sofie Mikkelsen"
)
SIMILAR = "Hej! Jeg vil gerne sende en lampe retur, jeg har fortrudt mit køb. Hvor lang tid har jeg? Hilsen Karim Haddad"
ADDED = "Du er også velkommen til at bytte til en anden vare."
PATIENCE = 60_000  # milliseconds: generous, for a busy machine


class People:
    """The browser windows of this story."""

    def __init__(self, browser, served) -> None:
        self.browser, self.served = browser, served

    def customer(self, language: str = "da"):
        page = self._page(390, 800)
        page.goto(f"{self.served.url}/chat?lang={language}")
        return page

    def staff(self, username: str):
        page = self._page(1440, 1000)
        page.goto(self.served.link(username))
        page.get_by_role("button", name="Sign in without a password").click()
        page.get_by_role("link", name="Review").wait_for()
        return page

    def _page(self, width: int, height: int):
        page = self.browser.new_context(viewport={"width": width, "height": height}).new_page()
        page.set_default_timeout(PATIENCE)
        return page


@pytest.fixture
def people(serve, chromium) -> People:
    return People(chromium, serve("demo", "--no-inbox"))


def write(page, text: str) -> None:
    page.locator("#text").fill(text)
    page.keyboard.press("Enter")
    page.locator("#lines").get_by_text(text[:40]).wait_for()


def read(page, text: str) -> str:
    """Wait until the customer's page shows this text, and return the whole conversation."""
    page.locator("#lines").get_by_text(text).first.wait_for()
    return page.locator("#lines").inner_text()


def press(page, name: str) -> None:
    page.get_by_role("button", name=re.compile(name)).first.click()


def open_draft(page, excerpt: str) -> None:
    press(page, re.escape(excerpt))
    page.get_by_role("textbox", name="Reply").wait_for()


def add_sentence(page, sentence: str) -> None:
    editor = page.get_by_role("textbox", name="Reply")
    greeting, first, *rest = editor.input_value().split("\n\n")
    editor.fill("\n\n".join([greeting, f"{first} {sentence}", *rest]))


def test_the_whole_way(people) -> None:
    customer = people.customer()
    before_typing = customer.locator("body").inner_text().split("Din besked")[0]
    assert "AI" in before_typing and "MENNESKE" in before_typing
    write(customer, FIRST)

    mette = people.staff("mette")
    open_draft(mette, "sende en lampe retur")
    assert "Sofie" not in mette.locator("body").inner_text()
    add_sentence(mette, ADDED)
    press(mette, "Send my edit")
    assert "rettet" in read(customer, ADDED)

    second = people.customer()
    write(second, SIMILAR)
    open_draft(mette, "gerne sende en lampe")
    mette.get_by_text(re.compile("Based on Mette Kjær's edit")).wait_for()
    press(mette, "Approve and send")
    assert "godkendt" in read(second, ADDED)

    press(second, "Tal med et menneske")
    read(second, "11 minutter")
    mette.get_by_role("link", name=re.compile("People waiting")).click()
    press(mette, "^Join")
    mette.get_by_role("textbox", name="Your message").fill("Hej, det er Mette. Hvad kan jeg hjælpe med?")
    press(mette, "^Send")
    assert "Mette Kjær" in read(second, "Hvad kan jeg hjælpe med?")
    write(second, "Tak, jeg fandt selv svaret.")
    mette.get_by_text("jeg fandt selv svaret").wait_for()
    assert not mette.get_by_role("textbox", name="Your message").input_value()
    press(mette, "Hand back to the assistant")
    mette.get_by_role("textbox", name="What was agreed with the customer").wait_for()
    press(mette, "^Hand back$")
    mette.get_by_text("The assistant drafts again").wait_for()
    read(second, "Nordlys Assistant")

    signe = people.staff("signe")
    signe.get_by_role("button", name="Insights").click()
    signe.get_by_role("menuitem", name="Insights").click()
    signe.get_by_text(
        re.compile(r"Of 2 decisions 50% were sent as drafted, 50% with a light edit")
    ).wait_for()
    signe.get_by_text(re.compile(r"A person was needed once in 3 requests")).wait_for()
    assert mette.get_by_role("link", name="Insights").count() == 0


def test_a_session_survives_a_reload_and_ends_on_sign_out(people) -> None:
    mette = people.staff("mette")
    mette.reload()
    mette.get_by_role("link", name="Review").wait_for()
    mette.get_by_role("button", name="Mette").click()
    mette.get_by_role("link", name="Sign out").click()
    mette.get_by_text("You are signed out").wait_for()
    mette.goto(people.served.url)
    mette.get_by_text("You are not signed in").wait_for()
