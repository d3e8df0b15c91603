"""The console on real parts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.runtime import Runtime

from console.context import provide
from language import Reader
from redaction import Redactor
from tests.conftest import free_port
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
