"""Who drafts: `OfflineDrafter` composes without a model, `OpenAIDrafter` asks one, and `Breaker` asks the first where
the second fails. All are `graph.material.Drafter`.
"""

from graph.drafters.breaker import Breaker, Trip
from graph.drafters.budget import Limits, Prices
from graph.drafters.day import Allowance, Day
from graph.drafters.offline import OfflineDrafter
from graph.drafters.openai import OpenAIDrafter
from graph.material import Drafted, Drafter, DrafterUnavailable, DraftRequest

__all__ = [
    "Allowance",
    "Breaker",
    "Day",
    "Drafted",
    "Drafter",
    "DrafterUnavailable",
    "DraftRequest",
    "Limits",
    "OfflineDrafter",
    "OpenAIDrafter",
    "Prices",
    "Trip",
]
