"""The reader: one text in; labels, personal data or a vector out. One pass of the network serves all three.

Cue words add to the network's judgement, and are the floor for what must not be missed: either may say yes.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from threading import Lock
from typing import Any, cast

import numpy as np

from .commitment import load_commitment
from .cues import Hits, cues
from .detection import LANGUAGES, detect
from .encoder import DIMENSIONS, Encoder, Floats, Pass
from .evidence import flagged, weigh
from .heads import load
from .reasons import reasons
from .spans import FLOOR, Span, spans
from .text import natural, plain, words
from .understanding import CLEAR, NEUTRAL, STRONG, Emotion, Intent, Understanding, Urgency

FLAGS = ("wants_human", "must_escalate", "injection")
# Single words that bring a person wherever they stand alone, whatever the language of the conversation.
KEYWORDS = frozenset({"human", "mensch", "menneske", "mens", "människa", "manniska", "agent", "person"})
REMEMBERED = 32  # passes; a message is redacted, labelled and looked up within seconds


Probabilities = Mapping[str, Mapping[Any, float]]


@dataclass(frozen=True, slots=True)
class Reading:
    """All that is known of one text.

    `probabilities`: for each label (as in `Understanding`; sentiment in five classes, -2..2) each class's probability,
    from network and cues together: the rule floor may still have said yes.
    """

    understanding: Understanding
    embedding: Floats
    probabilities: Probabilities


@dataclass(frozen=True, slots=True)
class _Seen:
    """One text, read once: its words, the cues in them, each label's probabilities, its vector."""

    language: str
    words: Sequence[str]
    hits: Hits
    shares: Probabilities
    vector: Floats


class Reader:
    """Reads messages in five languages. Loads once, safe across threads; remembers the last passes, never a text."""

    def __init__(self, normal: Callable[[str], str] | None = None) -> None:
        """`normal`: gives a text the form in which its labels are read, without markup above all. Where `find` is given texts in the
        same form, one pass of the network serves both.
        """
        self._normal = normal or (lambda text: text)
        self._encoder = Encoder()
        self._heads = load()
        self._commitment = load_commitment()
        self._passes: OrderedDict[bytes, Pass] = OrderedDict()
        self._lock = Lock()
        for language in LANGUAGES:
            cues(language)

    def read(self, text: str, language: str | None = None) -> Reading:
        """Labels and vector of one text, of one pass."""
        seen = self._look(text, language)
        return Reading(_understood(seen, self._raised(seen)), seen.vector, seen.shares)

    def find(self, text: str, floor: float = FLOOR) -> tuple[Span, ...]:
        """The words of `text` that may be personal data, with a score of at least `floor`; see `Span`.

        Texts of any length are read whole. Thresholds by type are the caller's.
        """
        return spans(text, self._pass(text), self._heads.types, floor)

    def embed(self, texts: Sequence[str]) -> Floats:
        """Vectors of shape (len(texts), DIMENSIONS), float32, each of length 1; the same in every process."""
        vectors = np.zeros((len(texts), DIMENSIONS), np.float32)
        for number, text in enumerate(texts):
            vectors[number] = self._pass(natural(text)).vector
        return vectors

    def promising(self, sentences: Sequence[str]) -> tuple[bool, ...]:
        """Whether each sentence of a reply seems to promise something, in whatever words (see `commitment`)."""
        if not sentences:
            return ()
        found = self._commitment(self.embed([sentence.strip().rstrip(".!") for sentence in sentences]))
        return tuple(bool(chance >= self._commitment.threshold) for chance in found)

    def understand(self, text: str, language: str | None = None) -> Understanding:
        """The labels of one text. `language` (one of LANGUAGES) saves the detection; anything else is detected."""
        seen = self._look(text, language)
        return _understood(seen, self._raised(seen))

    def _look(self, text: str, language: str | None) -> _Seen:
        tongue = language if language in LANGUAGES else detect(text)
        found = words(plain(text))
        hits = cues(tongue).find(found)
        read = self._pass(natural(self._normal(text)))
        shares = {
            label: weigh(label, chances, hits, self._heads.labels[label].cues)
            for label, chances in self._heads.probabilities(read.labels).items()
        }
        return _Seen(tongue, found, hits, shares, read.vector)

    def _raised(self, seen: _Seen) -> dict[str, bool]:
        """The yes-or-no labels. Rule floor or network may say yes, so that a plain demand is never argued away."""
        thresholds = {label: self._heads.labels[label].threshold for label in FLAGS}
        raised = {
            label: bool(seen.words) and (seen.shares[label][True] >= threshold or flagged(label, seen.hits))
            for label, threshold in thresholds.items()
        }
        raised["wants_human"] |= _keyword_alone(seen.words)
        return raised

    def _pass(self, text: str) -> Pass:
        """The network's pass over a text; the last REMEMBERED are kept by the text's hash."""
        key = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        with self._lock:
            if key in self._passes:
                self._passes.move_to_end(key)
                return self._passes[key]
        read = self._encoder(text)
        with self._lock:
            self._passes[key] = read
            if len(self._passes) > REMEMBERED:
                self._passes.popitem(last=False)
        return read


def _understood(seen: _Seen, raised: Mapping[str, bool]) -> Understanding:
    intent, emotion = _intent(seen), _best(seen.shares["emotion"])
    chances = {label: seen.shares[label][True] for label in FLAGS}
    return Understanding(
        language=seen.language,
        sentiment=sentiment(seen.shares["sentiment"]),
        emotion=cast(Emotion, emotion),
        intent=cast(Intent, intent),
        urgency=cast(Urgency, _best(seen.shares["urgency"])),
        wants_human=raised["wants_human"],
        must_escalate=raised["must_escalate"],
        injection=raised["injection"],
        reasons=reasons(seen.hits, intent, emotion, raised, chances),
    )


def sentiment(shares: Mapping[int, float]) -> float:
    """Five classes (-2..2) as one number in -1..1 that tells the likeliest side and strength; see `Understanding`."""
    sides = {side: sum(_side(shares, side)) for side in (-1, 0, 1)}
    side = max(sides, key=lambda each: sides[each])
    if side == 0:
        return round(NEUTRAL * (sides[1] - sides[-1]), 3)
    mild, strong = shares[side], shares[2 * side]
    reach = (STRONG, 1.0, strong) if strong > mild else (CLEAR, STRONG - 0.001, mild + strong)
    return round(side * (reach[0] + (reach[1] - reach[0]) * reach[2]), 3)


def _side(shares: Mapping[int, float], side: int) -> tuple[float, ...]:
    return (shares[side], shares[2 * side]) if side else (shares[0],)


def _keyword_alone(found: Sequence[str]) -> bool:
    """`HUMAN`, `mensch!!`, `menneske tak`: a message of one or two words that is the way to a person."""
    return 0 < len(found) <= 2 and not KEYWORDS.isdisjoint(found)


def _intent(seen: _Seen) -> str:
    """The likeliest intent; a bare greeting has none."""
    told = any(name.startswith("intent.") for name in seen.hits.scores)
    return _best(seen.shares["intent"]) if told or len(seen.words) > 2 else "other"


def _best(shares: Mapping[Any, float]) -> Any:
    return max(shares, key=lambda each: shares[each])
