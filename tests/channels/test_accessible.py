"""What customers see breaks no rule that axe-core can check: the chat before the first word, with a reply, waiting for a person."""

from __future__ import annotations

from typing import Any

import pytest

from tests.accessible import violations
from tests.channels.conftest import Serve, Shop

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("scheme", "width", "language"), [("light", 1440, "en-GB"), ("dark", 400, "de"), ("light", 400, "sv")]
)
def test_the_chat_is_accessible(
    chromium: Any, shop: Shop, serve: Serve, scheme: str, width: int, language: str
) -> None:
    context = chromium.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, locale=language
    )
    page = context.new_page()
    page.goto(serve() + "/chat")
    found = violations(page)
    page.locator("#text").fill("NH-20417?")
    page.locator("#text").press("Enter")
    page.locator("#lines .own").wait_for()
    shop.answer(shop.only_conversation().id, "It comes tomorrow.")
    page.locator("#lines .reply").wait_for()
    found += violations(page)
    context.close()
    assert found == []
