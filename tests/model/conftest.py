"""The model server, one for all tests here, and a shop whose drafts it writes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.graph.conftest import db, reader, redactor, shop  # noqa: F401  (fixtures)
from tests.model.server import ModelServer, missing


@pytest.fixture(scope="session")
def server() -> Iterator[ModelServer]:
    """The running server; tests that need it are skipped, plainly, where there is none."""
    if reason := missing():
        pytest.skip(reason)
    running = ModelServer.start()
    yield running
    running.stop()
