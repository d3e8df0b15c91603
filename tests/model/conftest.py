"""The model server, one for all tests here, and a shop whose drafts it writes."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from data import knowledge
from graph.drafters import answer
from graph.drafters import model as drafters_model
from tests.graph.conftest import db, reader, redactor, shop  # noqa: F401  (fixtures)
from tests.graph.drafting import templates
from tests.graph.shop import Shop
from tests.model.server import ModelServer, missing


@pytest.fixture(scope="session")
def server() -> Iterator[ModelServer]:
    """The running server; tests that need it are skipped, plainly, where there is none."""
    if reason := missing():
        pytest.skip(reason)
    running = ModelServer.start()
    yield running
    running.stop()


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The drafter's schema with bounds in it, for tests that need an answer: left alone so small a model never ends.

    One or two short sentences, a short note at most, and no way out to a person.
    """
    schema = deepcopy(answer.SCHEMA)
    properties = schema["schema"]["properties"]
    properties["sentences"] |= {"minItems": 1, "maxItems": 2}
    properties["sentences"]["items"]["properties"]["text"] |= {"minLength": 10, "maxLength": 100}
    properties["sentences"]["items"]["properties"]["source"] = {"enum": ["s1", None]}
    properties["notes"] |= {"maxItems": 1, "items": {"type": "string", "maxLength": 40}}
    properties["needs_person"] = {"const": False}
    monkeypatch.setattr(drafters_model, "SCHEMA", schema)
    return schema


@pytest.fixture
def stocked(shop: Shop) -> Shop:  # noqa: F811
    """The shop with the sample company's templates, so that the offline drafter has something to go on."""
    for template in templates():
        knowledge.save_template(shop.db, template)
    return shop
