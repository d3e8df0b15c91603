"""The reviewers' queue as cards, and which draft comes next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from console.markup import named
from console.texts import say
from console.views import times, words
from console.views.readable import readable
from data.records import Asked, QueueItem

URGENCY = {"high": 0, "low": 2}  # places in the queue; anything else is 1
NOBODY: Mapping[str, Asked] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Flag:
    """Something to know before opening a draft."""

    word: str
    tone: str


@dataclass(frozen=True, slots=True)
class Card:
    """One draft in the queue, in words."""

    draft_id: str
    intent: str
    language: str
    language_code: str | None
    wait: str
    urgency_sign: str
    urgency_tone: str
    mood_sign: str
    mood: str
    mood_tone: str
    excerpt: str
    flags: tuple[Flag, ...]


def card(
    item: QueueItem,
    account_id: str,
    now: datetime,
    asked: Asked | None = None,
    marks: tuple[Flag, ...] = (),
) -> Card:
    """A queue item as this account sees it. `marks` come first among its flags."""
    mood, urgency = words.mood(item.sentiment, item.emotion), words.urgency(item.urgency)
    return Card(
        draft_id=item.draft_id,
        intent=words.intent(item.intent),
        language=words.language(item.language),
        language_code=item.language,
        wait=times.since(item.waiting_since, now),
        urgency_sign=f"{urgency.sign} {urgency.word}" if urgency.sign else "",
        urgency_tone=urgency.tone,
        mood_sign=mood.sign,
        mood=mood.word,
        mood_tone=mood.tone,
        excerpt=named(readable(item.excerpt or "")),
        flags=(*marks, *second(asked, account_id), *flags(item, account_id)),
    )


def flags(item: QueueItem, account_id: str) -> tuple[Flag, ...]:
    """What stands out about a draft, the gravest first."""
    found = [
        (item.injection, Flag(say("flag.injection"), "bad")),
        (item.must_escalate, Flag(say("flag.escalate"), "bad")),
        (item.wants_human, Flag(say("flag.human"), "warn")),
        (item.blocked, Flag(say("flag.check"), "bad")),
        (item.draft_version > 1, Flag(say("flag.redraft", n=item.draft_version), "calm")),
        (held_by_other(item, account_id), Flag(say("flag.claimed", name=item.claimed_name or "?"), "warn")),
        (item.edit_by == account_id, Flag(say("flag.started"), "calm")),
    ]
    return tuple(flag for true, flag in found if true)


def second(asked: Asked | None, account_id: str) -> tuple[Flag, ...]:
    """What a second person is wanted for, or has answered."""
    if asked is None:
        return ()
    mine = asked.request.asked_by == account_id
    if asked.waits:
        return (Flag(say("flag.second_asked" if mine else "flag.second_wanted"), "calm" if mine else "warn"),)
    declined = asked.answer is not None and asked.answer.answer == "declined"
    return (Flag(say("flag.declined"), "warn"),) if declined and mine else ()


def held_by_other(item: QueueItem, account_id: str) -> bool:
    """Whether someone else is working on it now."""
    return item.claimed_by is not None and item.claimed_by != account_id


def in_order(items: Sequence[QueueItem]) -> list[QueueItem]:
    """The most urgent first, then those who have waited longest."""
    return sorted(items, key=lambda item: (URGENCY.get(item.urgency or "", 1), item.waiting_since))


def choices(items: Sequence[QueueItem]) -> tuple[list[str], list[str]]:
    """The languages and intents that occur, in the order people read them."""
    languages = {item.language for item in items if item.language}
    intents = {item.intent for item in items if item.intent}
    return sorted(languages, key=words.language), sorted(intents, key=words.intent)


def filtered(items: Sequence[QueueItem], language: str | None, intent: str | None) -> list[QueueItem]:
    """Those of a language and an intent; None means all."""
    return [
        item
        for item in items
        if (language is None or item.language == language) and (intent is None or item.intent == intent)
    ]


def top(items: Sequence[QueueItem], most: int, opened: str | None) -> list[QueueItem]:
    """The first ones, and the opened one wherever it stands."""
    return [item for place, item in enumerate(items) if place < most or item.draft_id == opened]


def next_draft(
    items: Sequence[QueueItem],
    account_id: str,
    after: str | None = None,
    asked: Mapping[str, Asked] = NOBODY,
) -> str | None:
    """The first draft that nobody else works on, other than the one just left and those that wait for a second person."""
    waiting = {id for id, one in asked.items() if one.waits and one.request.asked_by == account_id}
    free = (
        item
        for item in items
        if not held_by_other(item, account_id) and item.draft_id != after and item.draft_id not in waiting
    )
    return next((item.draft_id for item in free), None)


def summary(items: Sequence[QueueItem], now: datetime) -> str:
    """The queue in one line."""
    if not items:
        return say("queue.empty")
    oldest = min(item.waiting_since for item in items)
    return say("queue.summary", n=len(items), wait=times.since(oldest, now))
