"""Drafters that ask the test's model server."""

from __future__ import annotations

from graph.drafters import Breaker, Limits, OpenAIDrafter, Trip
from tests.graph.drafting import drafter as offline
from tests.model.server import KEY, MODEL, PATIENCE, ModelServer

ENOUGH = Limits(tokens=8000, seconds=PATIENCE, answer_tokens=300)


def asking(
    server: ModelServer, *, key: str = KEY, seconds: float = PATIENCE, limits: Limits = ENOUGH
) -> OpenAIDrafter:
    """The drafter as it is in use; it repeats nothing."""
    return OpenAIDrafter(server.base_url, key, MODEL, seconds, 0, "Nordlys Hjem", "Lumi", limits=limits)


def with_stand_in(model: OpenAIDrafter) -> Breaker:
    """With the offline drafter in its place after the first failure."""
    return Breaker(model, offline(), Trip(failures=1, seconds=600))
