"""Wires who drafts: the offline drafter, or a model with the offline drafter as its stand-in, within the budgets set."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from data.database import Database
from data.sample import Company, Phrases
from data.usage import usage_since
from glassdesk.settings import Settings
from graph.drafters import Allowance, Breaker, Day, Limits, OfflineDrafter, OpenAIDrafter, Prices, Trip
from graph.drafters.prompt import FILE
from graph.material import Drafter, Usage
from graph.tracing import OFF, Tracing


def build_drafter(
    settings: Settings,
    facts: Company,
    phrases: dict[str, Phrases],
    db: Database,
    tracing: Tracing = OFF,
) -> Drafter:
    """The drafter the settings ask for."""
    offline = OfflineDrafter(facts, phrases)
    if settings.drafter_in_use == "offline":
        return offline
    return Breaker(
        build_model(settings, facts, tracing=tracing),
        offline,
        Trip(settings.draft_failures, settings.draft_pause_seconds),
        _day(settings, facts, db),
    )


def build_model(
    settings: Settings, facts: Company, prompt: Path | None = None, tracing: Tracing = OFF
) -> OpenAIDrafter:
    """The model's drafter alone, without a stand-in. prompt: a file in the place of prompts/draft.md."""
    key = settings.openai_api_key
    return OpenAIDrafter(
        base_url=settings.openai_base_url or None,
        api_key=key.get_secret_value() if key else None,
        model=settings.openai_model,
        timeout_s=settings.openai_timeout_seconds,
        retries=settings.openai_retries,
        company=facts.name,
        assistant=facts.assistant,
        forms=facts.forms,
        limits=Limits(settings.draft_tokens, settings.draft_seconds, settings.openai_max_tokens),
        prices=Prices(settings.openai_price_input, settings.openai_price_output),
        prompt=prompt or FILE,
        tracing=tracing,
    )


def _day(settings: Settings, facts: Company, db: Database) -> Day:
    def known(since: datetime) -> Usage:
        found = usage_since(db, since)
        return Usage(found.input_tokens, found.output_tokens, 0.0, found.cost, found.calls)

    allowance = Allowance(settings.draft_day_tokens, settings.draft_day_cost)
    return Day(allowance, known, ZoneInfo(facts.time_zone))
