"""The reader: one text in, all labels out. Cue rules are the floor, the trained heads build on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np

from .cues import Hits, categories, cues
from .detection import LANGUAGES, detect
from .embedding import DIMENSIONS, vector
from .features import Floats, Sparse, dense, hashed
from .model import Model, load
from .text import plain, words
from .understanding import Emotion, Intent, Understanding, Urgency

# From this weight on, cues fire a rule without the model's consent.
FLOOR = 1.0
# Single words that bring a person wherever they stand alone, whatever the language of the conversation.
KEYWORDS = frozenset({"human", "mensch", "menneske", "mens", "människa", "manniska", "agent", "person"})
NEUTRAL, CLEAR = 0.2, 0.3
SHOWN = 3


@dataclass(frozen=True, slots=True)
class _Read:
    """One text, read once: what both labels and vectors are made of."""

    language: str
    words: Sequence[str]
    hits: Hits
    sparse: Sparse
    shares: Mapping[str, Mapping[str, float]]


class Reader:
    """Reads messages in five languages. Loads once, keeps no state between calls, safe across threads."""

    def __init__(self) -> None:
        self._model: Model = load()
        self._categories = categories("en")
        for language in LANGUAGES:
            cues(language)

    def understand(self, text: str, language: str | None = None) -> Understanding:
        """The labels of one text. `language` (one of LANGUAGES) saves the detection; anything else is detected."""
        read = self._read(text, language)
        human = self._decide("wants_human", read) or _keyword_alone(read.words)
        escalate = self._decide("must_escalate", read)
        injection = self._decide("injection", read)
        return Understanding(
            language=read.language,
            sentiment=_sentiment(read.shares["sentiment"]),
            emotion=cast(Emotion, _best(read.shares["emotion"])),
            intent=_intent(read),
            urgency=cast(Urgency, _best(read.shares["urgency"])),
            wants_human=human,
            must_escalate=escalate,
            injection=injection,
            reasons=tuple(_reasons(read, human, escalate, injection)),
        )

    def embed(self, texts: Sequence[str]) -> Floats:
        """Vectors of shape (len(texts), DIMENSIONS), float32, each of length 1; the same in every process."""
        vectors = np.zeros((len(texts), DIMENSIONS), np.float32)
        for number, text in enumerate(texts):
            read = self._read(text, None)
            vectors[number] = vector(read.sparse, read.shares["intent"])
        return vectors

    def _read(self, text: str, language: str | None) -> _Read:
        tongue = language if language in LANGUAGES else detect(text)
        seen = plain(text)
        found = words(seen)
        hits = cues(tongue).find(found)
        sparse = hashed(found).weighted(self._model.idf, self._model.share)
        shares = self._model.probabilities(sparse, dense(seen, found, hits, self._categories))
        return _Read(tongue, found, hits, sparse, shares)

    def _decide(self, head: str, read: _Read) -> bool:
        """Rule floor or model: either may say yes, so that a plain demand is never argued away."""
        sure = read.shares[head]["true"] >= self._model.thresholds[head]
        return bool(read.words) and (sure or flagged(head, read.hits))


def flagged(head: str, hits: Hits) -> bool:
    """Whether the cues alone say yes to `wants_human`, `must_escalate` or `injection`."""
    if head == "must_escalate":
        return any(score >= FLOOR for name, score in hits.scores.items() if name.startswith("escalate."))
    if head == "wants_human":
        return hits["wants_human"] - hits["not_human"] >= FLOOR
    return hits[head] >= FLOOR


def _keyword_alone(found: Sequence[str]) -> bool:
    """`HUMAN`, `mensch!!`, `menneske tak`: a message of one or two words that is the way to a person."""
    return 0 < len(found) <= 2 and not KEYWORDS.isdisjoint(found)


def _intent(read: _Read) -> Intent:
    """The likeliest intent; a bare greeting has none."""
    told = any(name.startswith("intent.") for name in read.hits.scores)
    return cast(Intent, _best(read.shares["intent"])) if told or len(read.words) > 2 else "other"


def _best(shares: Mapping[str, float]) -> str:
    return max(shares, key=lambda name: shares[name])


def _sentiment(shares: Mapping[str, float]) -> float:
    """Three classes as one number in -1..1, with a clear step between neutral and not (see Understanding)."""
    lean = shares["positive"] - shares["negative"]
    if _best(shares) == "neutral":
        return round(NEUTRAL * lean, 3)
    strength = CLEAR + (1 - CLEAR) * abs(lean)
    return round(strength if lean > 0 else -strength, 3)


def _reasons(read: _Read, human: bool, escalate: bool, injection: bool) -> list[str]:
    """Short English phrases for reviewers: which cue of which kind, or that the model judged by itself."""
    lines = []
    for raised, says, prefix in (
        (human, "asks for a person", "wants_human"),
        (escalate, "must go to a person", "escalate."),
        (injection, "addresses the AI", "injection"),
    ):
        if raised:
            lines += _cited(says, prefix, read.hits)
    lines += _cited("intent", f"intent.{_intent(read)}", read.hits, silent=True)
    lines += _cited("emotion", f"emotion.{_best(read.shares['emotion'])}", read.hits, silent=True)
    return lines


def _cited(says: str, prefix: str, hits: Hits, silent: bool = False) -> list[str]:
    lines = []
    for category, found in sorted(hits.matched.items(), key=lambda item: -hits[item[0]]):
        if category.startswith(prefix):
            kind = category.rpartition(".")[2].replace("_", " ")
            name = says if category == prefix and not silent else f"{says} ({kind})"
            lines.append(f"{name}: {', '.join(found[:SHOWN])}")
    return lines if lines or silent else [f"{says}: judged by the model, no cue word"]
