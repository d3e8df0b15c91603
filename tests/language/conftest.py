"""One reader for all tests of this room: it is thread-safe and keeps nothing between calls."""

from __future__ import annotations

import pytest

from language import Reader


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader()
