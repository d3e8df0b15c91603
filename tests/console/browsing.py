"""Somebody's browser in front of the console."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime

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


class Line:
    """The line between a page and the server, from the page's next visit on.

    dead: what the page says gets lost; deaf: what the server answers.
    """

    def __init__(self, page: Any) -> None:
        self.dead = self.deaf = False
        self._page = page
        self._ends: list[tuple[Any, Any]] = []
        self._runs = 0  # whole pages that came over the line in use
        page.route_web_socket(re.compile("_stcore/stream"), self._open)

    def _open(self, here: Any) -> None:
        ends = here, here.connect_to_server()
        self._ends.append(ends)
        here.on_message(lambda message: self._ask(ends, message))
        ends[1].on_message(lambda message: self._answer(ends, message))

    def _ask(self, ends: tuple[Any, Any], message: bytes) -> None:
        if not self.dead and ends in self._ends:  # what was said before a cut may come here after it
            ends[1].send(message)

    def _answer(self, ends: tuple[Any, Any], message: bytes) -> None:
        if ends not in self._ends or self.deaf:
            return
        ends[0].send(message)
        told = ForwardMsg.FromString(message)
        if told.WhichOneof("type") == "script_finished":
            self._runs += told.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY

    def cut(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """As when the server starts anew: the line is gone, and what comes back is a new session."""
        monkeypatch.setattr(Runtime.instance()._session_mgr, "_resume_stored_session", lambda *_: None)
        ends, self._ends, self._runs = self._ends, [], 0
        self.dead = self.deaf = False
        for here, there in ends:
            here.close()
            there.close()

    def back(self) -> None:
        """Wait until the new session's first page is here."""
        for _ in range(100):
            if self._runs:
                break
            self._page.wait_for_timeout(150)
        assert self._runs, "no new session"
        self._page.wait_for_timeout(500)  # until its page is drawn
