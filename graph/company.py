"""What the graph must know of the company that customers write to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Company:
    """The names customers read, and the promised wait for a person.

    assistant: a name that nobody takes for a person's. minutes: at least 1; 11 is what most people accept.
    """

    name: str
    assistant: str
    minutes: int = 11
