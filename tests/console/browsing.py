"""Somebody's browser in front of the console."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from console.context import COOKIE
from tests.console.room import Room


def sign_in(context: Any, room: Room, address: str, role: str = "reviewer") -> None:
    """The browser is this person's from the next page on."""
    context.add_cookies([{"name": COOKIE, "value": room.sign_in(role), "url": address}])


@contextmanager
def browsing(chromium: Any, room: Room, address: str, role: str = "reviewer") -> Iterator[Any]:
    """An empty page of somebody with this role; in the end its scripts must not have failed."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    sign_in(context, room, address, role)
    page = context.new_page()
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    yield page
    context.close()  # before the room's database closes
    assert broken == []
