"""Wires routing: limits from the settings, business hours from the company, and who sees to open work."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from data.database import Database
from data.sample import Company as CompanyFacts
from glassdesk.settings import Settings
from graph.company import Company
from graph.events import Bus
from graph.routing import Hours, Policy, Routing
from graph.vault import Vault


def build_policy(settings: Settings, facts: CompanyFacts) -> Policy:
    """How long customers may wait, and when those clocks run."""
    within = facts.support_hours if settings.waiting_hours == "company" else {}
    return Policy(
        people=settings.human_minutes,
        drafts={
            "high": settings.draft_minutes_high,
            "normal": settings.draft_minutes,
            "low": settings.draft_minutes_low,
        },
        hours=Hours(within, ZoneInfo(facts.time_zone)),
    )


def build_routing(
    settings: Settings, db: Database, vault: Vault, company: Company, bus: Bus, policy: Policy
) -> Routing:
    """What deals, reminds and escalates."""
    return Routing(db, vault, company, bus, policy, settings.auto_assign, settings.late_notices)
