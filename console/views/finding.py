"""What someone looks for among conversations, as the page holds it and as it is kept in a saved view."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime, timedelta
from typing import Any

from console.texts import known, say
from console.views import words
from data.records import Among, Wanted

MOODS: dict[str, tuple[float, float]] = {
    "very_negative": (-1.0, words.VERY_NEGATIVE),
    "negative": (-1.0, words.NEGATIVE),
    "neutral": (words.NEGATIVE, words.POSITIVE),
    "positive": (words.POSITIVE, 1.0),
}
PERIODS = (1, 7, 30, 90)  # days back from now
LONGEST = 200  # characters of what is looked for


@dataclass(frozen=True, slots=True)
class Finding:
    """The filters, by name; None or empty doesn't narrow. reviewer: an account id. days: back from now."""

    text: str = ""
    state: str | None = None
    tag: str | None = None
    language: str | None = None
    intent: str | None = None
    mood: str | None = None
    channel: str | None = None
    reviewer: str | None = None
    days: int | None = None

    @property
    def narrows(self) -> bool:
        """Whether anything is asked for."""
        return self != Finding()

    @property
    def folded_away(self) -> int:
        """How many of the filters narrow that don't stand in the first row."""
        return sum(
            one is not None
            for one in (self.language, self.intent, self.mood, self.channel, self.reviewer, self.days)
        )

    def wanted(self, among: Among | None = None, now: datetime | None = None) -> Wanted:
        """As the search takes it."""
        return Wanted(
            text=self.text,
            state=self.state,
            language=self.language,
            intent=self.intent,
            mood=MOODS.get(self.mood or ""),
            channel=self.channel,
            tag=self.tag,
            reviewer=self.reviewer,
            since=(now or datetime.now(UTC)) - timedelta(days=self.days) if self.days else None,
            among=among,
        )

    def kept(self) -> dict[str, Any]:
        """What narrows, for a saved view."""
        return {name: value for name, value in asdict(self).items() if value not in (None, "")}

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Finding:
        """The filters of a saved view; what this program doesn't know is left out."""
        return cls.of({field.name: kept.get(field.name) for field in fields(cls)})

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Finding:
        """From values by name; what isn't of its type counts as nothing."""

        def word(name: str) -> str | None:
            value = given.get(name)
            return value if isinstance(value, str) and value else None

        days = given.get("days")
        return cls(
            text=(word("text") or "").strip()[:LONGEST],
            state=word("state"),
            tag=word("tag"),
            language=word("language"),
            intent=word("intent"),
            mood=word("mood"),
            channel=word("channel"),
            reviewer=word("reviewer"),
            days=days if isinstance(days, int) and days > 0 else None,
        )


def said(finding: Finding, names: Mapping[str, str]) -> str:
    """The filters in a line; `names` maps account ids to display names."""
    parts = [
        f"“{finding.text}”" if finding.text else "",
        known("state", finding.state) if finding.state else "",
        f"#{finding.tag}" if finding.tag else "",
        words.language(finding.language) if finding.language else "",
        words.intent(finding.intent) if finding.intent else "",
        known("mood", finding.mood) if finding.mood else "",
        known("channel", finding.channel) if finding.channel else "",
        names.get(finding.reviewer, "?") if finding.reviewer else "",
        period(finding.days) if finding.days else "",
    ]
    return " · ".join(part for part in parts if part) or say("find.everything")


def period(days: int | None) -> str:
    """A period's name."""
    return say("filter.days", n=days) if days else say("all")
