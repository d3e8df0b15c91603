"""Who drafts: `OfflineDrafter` composes without a model, `OpenAIDrafter` asks one. Both are `graph.material.Drafter`."""

from graph.drafters.offline import OfflineDrafter
from graph.drafters.openai import OpenAIDrafter
from graph.material import Drafted, Drafter, DrafterUnavailable, DraftRequest

__all__ = ["Drafted", "Drafter", "DrafterUnavailable", "DraftRequest", "OfflineDrafter", "OpenAIDrafter"]
