"""One redactor for all tests of the room: it is built once, as in the product."""

from __future__ import annotations

import pytest

from redaction import Redactor


@pytest.fixture(scope="session")
def redactor() -> Redactor:
    """The real thing: Presidio with every recogniser."""
    return Redactor()
