"""No page breaks a rule of WCAG 2.0–2.2 A/AA that axe-core can check: as each role, with data and without, in light and
dark, wide and narrow, English and German."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from console.context import COOKIE, provide
from console.roles import pages_for
from data import accounts
from redaction import Redactor
from tests.accessible import violations
from tests.console.room import Room, build_room

LOOKS = 4  # further looks at what seems broken
pytestmark = [pytest.mark.browser, pytest.mark.timeout(500)]


@dataclass(frozen=True, slots=True)
class Way:
    """How somebody looks at the console."""

    role: str
    scheme: str
    width: int
    language: str
    filled: bool


WAYS = (
    Way("admin", "light", 1440, "en", True),
    Way("supervisor", "dark", 400, "de", True),
    Way("reviewer", "light", 400, "de", False),
)


@pytest.fixture
def room(tmp_path: Path, redactor: Redactor, address: str) -> Iterator[Room]:
    built = build_room(tmp_path, redactor)
    provide(built.parts)
    yield built
    built.db.close()


def fill(room: Room) -> dict[str, str]:
    """One of everything; gives the addresses of what has none in the navigation."""
    room.taught()
    sent = room.claimed(room.drafted(intent="warranty"))
    room.parts.desk.approve(sent.id, room.people["reviewer"])
    waits, draft = room.waiting(), room.drafted(urgency="high", must_escalate=True)
    room.parts.desk.words("deny", room.people["supervisor"])
    return {
        "draft": f"/?draft={draft.id}",
        "story": f"/conversations?conversation={sent.conversation_id}",
        "chat": f"/waiting?conversation={waits.id}",
    }


@pytest.mark.parametrize("way", WAYS, ids=lambda way: f"{way.role}-{way.scheme}-{way.width}-{way.language}")
def test_every_page_is_accessible(room: Room, address: str, chromium: Any, way: Way) -> None:
    addresses = {page.name: "/" if page.name == "review" else f"/{page.name}" for page in pages_for(way.role)}  # type: ignore[arg-type]
    addresses |= fill(room) if way.filled else {"kept_from": "/accounts"} if way.role != "admin" else {}
    accounts.set_language(room.db, room.people[way.role].id, way.language)
    context = chromium.new_context(
        viewport={"width": way.width, "height": 900}, color_scheme=way.scheme, reduced_motion="reduce"
    )
    context.add_cookies([{"name": COOKIE, "value": room.sign_in(way.role), "url": address}])
    page = context.new_page()
    found: list[str] = []
    for name, at in addresses.items():
        page.goto(address + at)
        found += [f"{name}: {one}" for one in broken_still(page)]
    context.close()
    assert found == []


def test_the_signed_out_page_is_accessible(room: Room, address: str, chromium: Any) -> None:
    page = chromium.new_page()
    page.goto(address)
    page.get_by_role("link", name="Sign in").wait_for()
    assert violations(page) == []
    page.close()


def settled(page: Any) -> None:
    """Wait until the page has been drawn: its script has run and nothing is greyed out as stale."""
    page.locator(".st-key-who").wait_for()
    page.wait_for_function(
        "document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'"
        " && !document.querySelector('[data-testid=stSkeleton], [data-stale=true]')"
    )
    page.wait_for_timeout(400)  # fading in


def broken_still(page: Any) -> list[str]:
    """What axe finds wrong on a drawn page, however often it looks: a part that is just being refreshed is paler."""
    settled(page)
    found = violations(page)
    for _ in range(LOOKS):
        if not found:
            break
        page.wait_for_timeout(700)
        settled(page)
        again = {_place_of(one) for one in violations(page)}
        found = [one for one in found if _place_of(one) in again]
    return found


def _place_of(violation: str) -> str:
    """Rule and place, without what axe measured there."""
    return violation.partition(": ")[0]
