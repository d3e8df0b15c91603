"""One past turn drafted twice: what each side wrote, compared with what was sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

ACCEPTED_BELOW = 0.4  # Typewise counts a reply as accepted when less than 40 % of it was changed
REFUSED_DISTANCE = 1.0  # without a draft a person writes all of it

Outcome = Literal["drafted", "refused", "unavailable"]


@dataclass(frozen=True, slots=True)
class Attempt:
    """What one side made of a turn.

    outcome: refused: the drafter, or its use case, left the answer to a person; unavailable: no answer could be had,
    which says nothing of the side. distance: of the draft to what was sent, as the product counts an edit (0..1).
    blocked, warned: how many checks said so. examples: ids of those that went in. why: of a missing draft.
    """

    outcome: Outcome
    distance: float = REFUSED_DISTANCE
    blocked: int = 0
    warned: int = 0
    examples: tuple[str, ...] = ()
    text: str | None = None
    why: str | None = None
    failed: tuple[str, ...] = ()

    @property
    def accepted(self) -> bool:
        """Whether a reviewer would have changed little of it."""
        return self.outcome == "drafted" and self.distance < ACCEPTED_BELOW


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something a draft rests on that can't be known as of its time."""

    kind: Literal["order", "shipment", "invoice", "article"]
    id: str
    why: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A past turn and both sides' attempts at it.

    at: the moment whose knowledge was used. then: how much of the draft that was shown then was changed.
    """

    turn_id: str
    conversation_id: str
    language: str
    intent: str
    at: datetime
    sent: str
    then: float | None
    a: Attempt
    b: Attempt
    doubts: tuple[Doubt, ...] = ()

    @property
    def comparable(self) -> bool:
        """Whether both sides gave an answer, be it a refusal."""
        return "unavailable" not in (self.a.outcome, self.b.outcome)
