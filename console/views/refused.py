"""What a refused takeover, message or hand-back means for the person who tried."""

from __future__ import annotations

from collections.abc import Mapping

from console.markup import literal
from console.texts import say
from console.views.decide import refusal
from data.errors import ClaimTaken, NotTakenOver


def takeover(error: Exception, names: Mapping[str, str]) -> str:
    """What to tell them; `names` maps account ids to display names."""
    if isinstance(error, ClaimTaken):
        return say("refused.joined", name=literal(names.get(error.by, "?")))
    if isinstance(error, NotTakenOver):
        return say("refused.not_yours")
    return refusal(error).message
