"""Conversations that were found, as cards: where the words stand that were looked for, and what is known of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from console.markup import named
from console.texts import known, say
from console.views import times, words
from console.views.readable import readable
from data.folding import with_places
from data.records import ConversationRow, Found

LONGEST = 200  # characters of an excerpt
BEFORE = 50  # of them before the first hit


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of an excerpt's characters; `marked`: it was looked for."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class FoundCard:
    """One conversation in the list, in words."""

    id: str
    title: str
    state: str
    state_tone: str
    facts: str
    mood: str
    mood_tone: str
    when: str
    tags: tuple[str, ...]
    merged: str
    note: str
    language: str
    pieces: tuple[Piece, ...]


def cards(found: Found, terms: Sequence[str], zone: tzinfo, now: datetime) -> list[FoundCard]:
    """The cards of a page, in its order."""
    return [_card(row, found, terms, zone, now) for row in found.rows]


def excerpt(text: str, terms: Sequence[str], most: int = LONGEST) -> tuple[Piece, ...]:
    """The part of a text around the first word that was looked for, all of them marked in it."""
    shown = " ".join(named(readable(text)).split())
    spans = _spans(shown, terms)
    start = max(0, spans[0][0] - BEFORE) if spans and len(shown) > most else 0
    start = shown.find(" ", start) + 1 if start else 0
    end = min(len(shown), start + most)
    pieces = [Piece("… ", False)] if start else []
    for first, last in [span for span in spans if start <= span[0] < end]:
        pieces += [Piece(shown[start:first], False), Piece(shown[first:last], True)]
        start = last
    pieces.append(Piece(shown[start:end] + (" …" if end < len(shown) else ""), False))
    return tuple(piece for piece in pieces if piece.text)


def _spans(shown: str, terms: Sequence[str]) -> list[tuple[int, int]]:
    """Where terms stand, in order, joined where they overlap."""
    folded, places = with_places(shown)
    spans = []
    for term in terms:
        at = folded.find(term)
        while at >= 0:
            spans.append((places[at], places[at + len(term) - 1] + 1))
            at = folded.find(term, at + len(term))
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _card(row: ConversationRow, found: Found, terms: Sequence[str], zone: tzinfo, now: datetime) -> FoundCard:
    hit = found.hits.get(row.id)
    mood = words.mood(row.sentiment)
    return FoundCard(
        id=row.id,
        title=words.intent(row.intent) if row.intent else say("find.no_intent"),
        state=known("state", row.state),
        state_tone={"waiting_human": "warn", "human": "good"}.get(row.state, "calm"),
        facts=" · ".join(
            (
                words.language(row.language),
                known("channel", row.channel),
                say("find.messages", n=row.messages),
            )
        ),
        mood=f"{mood.sign} {mood.word}" if row.sentiment is not None else "",
        mood_tone=mood.tone,
        when=times.at(row.updated_at, zone, now),
        tags=tuple((row.tags or "").split()),
        merged=say("merge.mark") if row.merged_into else "",
        note=say("find.in_note") if hit is not None and hit.note else "",
        language=row.language,
        pieces=excerpt(hit.text if hit else row.last_text or "", terms),
    )
