"""The main path by keyboard alone: from the queue to a sent edit, a rejection, a customer who waits, and back; focus is always seen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from console.context import COOKIE
from console.texts import say
from data import decisions, takeovers
from tests.console.room import REPLY, Room
from tests.console.test_browser import opened

pytestmark = pytest.mark.browser

MOST = 90  # presses of Tab after which something counts as out of reach
ADDED = 5  # letters that may follow a name: a count, or the key that does the same
FOCUSED = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  const style = getComputedStyle(at), label = at.labels?.[0]?.textContent, text = at.cloneNode(true);
  text.querySelectorAll("[aria-hidden=true]").forEach((icon) => icon.remove());
  const seen = style.outlineStyle !== "none" || style.boxShadow !== "none"
    || style.borderColor !== getComputedStyle(at.parentElement).borderColor;
  return [(at.getAttribute("aria-label") || label || text.textContent || "").trim(), seen, at.outerHTML.slice(0, 200)];
}"""


@pytest.fixture
def page(room: Room, address: str, chromium: Any) -> Iterator[Any]:
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    context.add_cookies([{"name": COOKIE, "value": room.sign_in("reviewer"), "url": address}])
    yield context.new_page()
    context.close()


def reach(page: Any, name: str) -> None:
    """Press Tab until what is called so has the focus; wherever it stops on the way, it must be seen."""
    if page.evaluate(FOCUSED)[0] == name:
        return
    for _ in range(MOST):
        page.keyboard.press("Tab")
        found, seen, html = page.evaluate(FOCUSED)
        if found and not html.startswith(("<body", "<html")):
            assert seen, f"nothing shows that this has the focus: {html}"
        if found.startswith(name) and len(found) <= len(name) + ADDED:
            return
    raise AssertionError(f"{name!r} is out of the keyboard's reach")


def test_a_day_without_a_mouse(room: Room, address: str, page: Any) -> None:
    first, second = room.drafted(urgency="high", checks=()), room.drafted(urgency="low", checks=())
    waits = room.waiting()
    page.goto(address)
    page.get_by_role("button", name="Open the most urgent draft").wait_for()
    reach(page, "Open the most urgent draft")
    page.keyboard.press("Enter")
    opened(page, first.id)
    reach(page, "Reply")
    page.keyboard.press("Control+End")
    page.keyboard.type(" Sorry!")
    page.get_by_text("Your edit is saved").wait_for()
    reach(page, "Send my edit")
    page.keyboard.press("Enter")
    opened(page, second.id)
    assert decisions.of_conversation(room.db, first.conversation_id)[0].text == REPLY + " Sorry!"

    reach(page, "Reject…")
    page.keyboard.press("Enter")
    page.keyboard.type("Name the date first")
    reach(page, "Ask for a new draft")
    page.keyboard.press("Enter")
    page.get_by_text("All drafts are decided").wait_for()

    page.keyboard.press("Control+Home")
    reach(page, "People waiting")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Join").first.wait_for()
    reach(page, "Join")
    page.keyboard.press("Enter")
    page.get_by_label("Your message").wait_for()
    reach(page, "Your message")
    page.keyboard.type("Hello, I am here.")
    reach(page, "Send")
    page.keyboard.press("Enter")
    page.locator("#root").get_by_text("Hello, I am here.").wait_for()
    room.deliver()  # who has a message on its way can't hand back yet
    reach(page, "Hand back to the assistant")
    page.keyboard.press("Enter")
    page.get_by_role("button", name=say("handing.go")).wait_for()
    reach(page, say("handing.go"))
    page.keyboard.press("Enter")
    page.get_by_text("The assistant drafts again").wait_for()
    assert takeovers.open_for(room.db, waits.id) is None
