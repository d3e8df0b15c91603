"""What people write for drafts to rest on: versions of articles and templates, unfinished edits, how they fare."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from data.records.kinds import JsonDict

KnowledgeKind = Literal["article", "template"]
VersionOrigin = Literal["file", "person"]


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an article or template, never changed. Numbers run from 1 for each item.

    details: an article's `intents`; a template's `intent`, `condition` and `emotion`. account_id: None for a file's.
    why: what was changed. based_on: the version that was on the screen, or the one that was restored.
    """

    kind: KnowledgeKind
    item_id: str
    number: int
    origin: VersionOrigin
    archived: bool
    title: str
    body: str
    details: JsonDict
    account_id: str | None
    why: str
    based_on: int | None
    saved_at: datetime

    def says(self, other: Version) -> bool:
        """Whether both hold the same words."""
        return (self.title, self.body, self.details) == (other.title, other.body, other.details)


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What somebody has typed and not saved yet. based_on: the newest version when they began, 0 for a new item."""

    kind: KnowledgeKind
    item_id: str
    account_id: str
    title: str
    body: str
    details: JsonDict
    based_on: int
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Fare:
    """What became of the drafts that cite something. part: the article or template, or one passage of an article.

    unchanged: sent as drafted; edited: sent otherwise; rejected; taken: a person wrote instead. The rest waits or went
    stale. heard: replies with a reaction of the customer; badly: those of them that score below 0; outcome: their mean.
    """

    kind: KnowledgeKind
    part: str
    drafts: int
    unchanged: int
    edited: int
    rejected: int
    taken: int
    heard: int
    badly: int
    outcome: float | None
    last_used: datetime

    @property
    def judged(self) -> int:
        """How many of the drafts somebody sent or rejected."""
        return self.unchanged + self.edited + self.rejected
