"""The console on real parts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.runtime import Runtime
from streamlit.testing.v1 import AppTest

from console import session
from console.application import SCRIPT
from console.context import provide
from language import Reader
from redaction import Redactor
from tests.conftest import free_port
from tests.console.pages import Open
from tests.console.room import Room, build_room
from tests.console.serve import serving


@pytest.fixture(scope="session")
def redactor() -> Redactor:
    return Redactor(finder=Reader().find)


@pytest.fixture(autouse=True)
def runtime_kept() -> Iterator[None]:
    """AppTest forgets the one Streamlit server of the process when it ends; browsers still need it."""
    before = Runtime._instance
    yield
    if before is not None:
        Runtime._instance = before


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """One server for all browser tests, since Streamlit runs once in a process; each test provides its own room."""
    with serving(free_port()) as url:
        yield url


@pytest.fixture
def room(tmp_path: Path, redactor: Redactor) -> Iterator[Room]:
    """A room whose parts the console works with."""
    built = build_room(tmp_path, redactor)
    provide(built.parts)
    yield built
    built.db.close()


@pytest.fixture
def page(room: Room, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open a page as the person with this role. AppTest has no cookies, so the token is handed in here."""

    def opened(name: str = "review", role: str | None = "reviewer", **query: str) -> AppTest:
        token = room.sign_in(role) if role else None
        monkeypatch.setattr(session, "cookie", lambda: token)
        test = AppTest.from_file(str(SCRIPT), default_timeout=20)
        test.session_state["going"] = (name, query)
        return test.run()

    return opened
