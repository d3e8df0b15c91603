"""Drafts that are put off: what a browser asks for, and what is said of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from console.markup import chips, plain, tag
from console.texts import say
from console.views import times
from data.records import Snooze

LONGEST_NOTE = 300


@dataclass(frozen=True, slots=True)
class Wish:
    """Put this draft off. until: None for until the customer writes."""

    draft_id: str
    until: datetime | None
    note: str

    @classmethod
    def from_browser(cls, raw: Mapping[str, Any]) -> Wish | None:
        """Read what came; None when it isn't one. A browser can send anything."""
        draft_id, until, note = raw.get("draft"), raw.get("until"), raw.get("note")
        if not isinstance(draft_id, str) or not isinstance(note, str) or len(note) > LONGEST_NOTE:
            return None
        if until is None:
            return cls(draft_id, None, note.strip())
        try:
            moment = datetime.fromisoformat(str(until))
        except ValueError:
            return None
        return cls(draft_id, moment, note.strip()) if moment.tzinfo else None


def when(found: Snooze, zone: ZoneInfo, now: datetime) -> str:
    """Until when it sleeps, in words."""
    if found.for_message:
        return say("snoozed.for_message")
    return say("snoozed.until", at=times.at(found.until, zone, now))


def line_html(found: Snooze, name: str, zone: ZoneInfo, now: datetime) -> str:
    """Who put it off until when, and their note; safe HTML."""
    asleep = found.ended_at is None and found.until > now
    said = say(
        "snoozed.asleep" if asleep else "snoozed.was", name=name, at=times.at(found.snoozed_at, zone, now)
    )
    until = plain(" · " + when(found, zone, now)) if asleep else ""
    note = " " + tag("q", chips(found.note)) if found.note else ""
    return tag("p", plain(said) + until + note, classes="gd-quiet gd-snoozed")
