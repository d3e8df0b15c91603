"""A node as the graph runs it: given its parts, timed, traced, and named when it fails, without a word of anybody's text."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any, Protocol

from data.errors import LeaseLost, Stale
from graph.parts import Parts
from graph.state import State
from graph.tracing import described
from graph.vault import Erased

log = logging.getLogger(__name__)

Node = Callable[[State, Parts], dict[str, Any]]


class Step(Protocol):
    """A node as LangGraph calls it."""

    def __call__(self, state: State) -> dict[str, Any]:
        """The state's changes."""


OVERTAKEN = (LeaseLost, Stale, Erased)  # not failures: something newer happened to this turn


class StepFailed(Exception):
    """A node failed. The message names the node and the kind of error only: errors may quote people's words."""

    def __init__(self, node: str, error: Exception) -> None:
        super().__init__(f"{node}: {type(error).__name__}")
        self.node = node


def step(node: Node, parts: Parts) -> Step:
    """The node as LangGraph calls it. It raises StepFailed, or one of OVERTAKEN."""
    name = node.__name__

    def run(state: State) -> dict[str, Any]:
        started = time.perf_counter()
        try:
            with parts.tracing.node(name, state["turn_id"]) as span:
                changes = node(state, parts)
                span.set_attributes(described(changes))
                return changes
        except OVERTAKEN:
            raise
        except Exception as error:
            # `from None`: a chained cause would be printed with its text by whoever logs this one.
            raise StepFailed(name, error) from None
        finally:
            log.debug("turn %s: %s took %.3f s", state["turn_id"], name, time.perf_counter() - started)

    return run
