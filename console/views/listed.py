"""The privacy lists in words: what is on them, who put it there, when and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo

from console.markup import plain, tag
from console.texts import say
from console.views import times
from graph.desk import Word


def merged(words: Sequence[Word], shown: Mapping[str, Word]) -> list[Word]:
    """The words as they are now, those that were revealed with what was revealed."""
    return [
        word if word.value is not None or word.id not in shown else _with(word, shown[word.id])
        for word in words
    ]


def in_use(words: Sequence[Word]) -> list[Word]:
    """Those that count."""
    return [word for word in words if word.withdrawn_at is None]


def withdrawn(words: Sequence[Word]) -> list[Word]:
    """Those that don't count any more."""
    return [word for word in words if word.withdrawn_at is not None]


def line_html(word: Word, zone: tzinfo, now: datetime) -> str:
    """One word with its story, as safe HTML."""
    value = plain(word.value) if word.value is not None else say("lists.hidden")
    kind = "gd-listed" if word.value is not None else "gd-listed gd-quiet"
    return tag("p", tag("b" if word.value else "span", value), classes=kind) + tag(
        "p", plain(story(word, zone, now)), classes="gd-quiet gd-listed"
    )


def story(word: Word, zone: tzinfo, now: datetime) -> str:
    """Who put it there, when and why, and the same of its withdrawal."""
    at = times.at(word.added_at, zone, now)
    key = "lists.marked" if word.conversation_id else "lists.typed"
    parts = [say(key, name=word.added_by or "?", at=at)]
    if word.reason:
        parts.append(say("lists.why", reason=word.reason))
    if word.withdrawn_at is not None:
        at = times.at(word.withdrawn_at, zone, now)
        parts.append(say("lists.withdrawn_by", name=word.withdrawn_by or "?", at=at))
        if word.withdrawn_because:
            parts.append(say("lists.why", reason=word.withdrawn_because))
    return " · ".join(parts)


def _with(word: Word, shown: Word) -> Word:
    """The row as it is now with the words as they were shown."""
    return Word(
        id=word.id,
        value=shown.value,
        conversation_id=word.conversation_id,
        added_by=word.added_by,
        added_at=word.added_at,
        reason=shown.reason,
        withdrawn_by=word.withdrawn_by,
        withdrawn_at=word.withdrawn_at,
        withdrawn_because=shown.withdrawn_because,
    )
