"""Cue files are well formed, alike in five languages, and match as their notation says."""

from __future__ import annotations

import pytest

from language import EMOTIONS, INTENTS, LANGUAGES
from language.cues import categories, cues
from language.text import words


def found(language: str, text: str) -> dict[str, list[str]]:
    return cues(language).find(words(text)).matched


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_category(language):
    names = set(categories(language))
    assert names == set(categories("en"))
    assert {f"intent.{intent}" for intent in INTENTS} <= names
    assert {f"emotion.{emotion}" for emotion in EMOTIONS if emotion != "neutral"} <= names


def test_a_star_stands_for_endings_and_dots_for_words_between():
    assert "refund…" in found("en", "I want to be refunded")["intent.return_refund"]
    assert "sent … back" in found("en", "I sent the lamp back")["intent.return_refund"]
    assert "sent … back" not in found("en", "sent the big old ugly lamp back").get("intent.return_refund", [])


def test_a_leading_star_stands_for_beginnings():
    assert "…redaktion" in found("de", "Die Lokalredaktion weiß es")["escalate.press"]


def test_the_same_cue_counts_once():
    assert cues("en").find(words("furious furious furious"))["emotion.anger"] == 2
