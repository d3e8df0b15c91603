"""Staff choose the language of the console in a real browser; without a choice it is the browser's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from console.context import COOKIE
from data import accounts
from tests.console.room import Room

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(room: Room, address: str, chromium: Any) -> Iterator[Any]:
    """A reviewer's page in a browser of the wanted language."""
    contexts = []

    def opened(locale: str) -> Any:
        context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale=locale)
        context.add_cookies([{"name": COOKIE, "value": room.sign_in("reviewer"), "url": address}])
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


def test_the_language_is_chosen_at_ones_name_and_kept(room: Room, address: str, opened: Any) -> None:
    page = opened("en-GB")
    page.goto(address)
    page.get_by_text("All drafts are decided").wait_for()
    page.get_by_role("button", name="Mette Kjær").click()
    page.get_by_role("combobox", name="Language").click()
    page.get_by_role("option", name="Deutsch").click()
    page.get_by_text("Über alle Entwürfe ist entschieden").wait_for()
    assert page.evaluate("document.documentElement.lang") == "de"
    assert accounts.get(room.db, room.people["reviewer"].id).language == "de"
    draft = room.drafted()
    page.get_by_role("button", name="Dringendsten Entwurf öffnen").wait_for(timeout=15_000)  # a fragment
    page.goto(f"{address}/?draft={draft.id}")
    page.get_by_role("button", name="Freigeben und senden").click()
    page.get_by_text("Wie entworfen gesendet.").wait_for()  # said by a callback


def test_without_a_choice_it_is_the_browsers_language_or_english(
    room: Room, address: str, opened: Any
) -> None:
    german, finnish = opened("de-AT"), opened("fi-FI")
    german.goto(address)
    german.get_by_text("Über alle Entwürfe ist entschieden").wait_for()
    finnish.goto(address)
    finnish.get_by_text("All drafts are decided").wait_for()
