"""Labels as people read them: languages, intents, moods, urgency, who wrote it. Never by colour alone."""

from __future__ import annotations

from dataclasses import dataclass

from console.texts import known, say

NEGATIVE, POSITIVE = -0.25, 0.25
VERY_NEGATIVE = -0.6


@dataclass(frozen=True, slots=True)
class Word:
    """A label: a sign, a word and a tone for the style sheet (good, calm, warn, bad)."""

    sign: str
    word: str
    tone: str


def language(code: str | None) -> str:
    """The name of a language."""
    return known("language", code) if code else say("unknown")


def intent(name: str | None) -> str:
    """What the customer wants."""
    return known("intent", name) if name else say("unknown")


def mood(sentiment: float | None, emotion: str | None = None) -> Word:
    """How the customer sounds: sign and word, from sentiment (-1..1) and, where known, the emotion."""
    if sentiment is None:
        return Word("·", say("mood.unknown"), "calm")
    named = known("emotion", emotion) if emotion and emotion != "neutral" else ""
    if sentiment <= VERY_NEGATIVE:
        return Word("▼▼", named or say("mood.very_negative"), "bad")
    if sentiment < NEGATIVE:
        return Word("▼", named or say("mood.negative"), "warn")
    if sentiment > POSITIVE:
        return Word("▲", named or say("mood.positive"), "good")
    return Word("●", named or say("mood.neutral"), "calm")


def urgency(name: str | None) -> Word:
    """How soon this needs an answer."""
    signs = {"urgent": ("!!", "bad"), "critical": ("!!", "bad"), "high": ("!", "warn")}
    sign, tone = signs.get(name or "", ("", "calm"))
    return Word(sign, known("urgency", name) if name else say("unknown"), tone)


def author(direction: str, kind: str, authorship: str | None) -> str:
    """Who wrote a message."""
    if direction == "inbound":
        return say("author.customer")
    return say("author.notice") if kind == "notice" else known("author", authorship or "ai")
