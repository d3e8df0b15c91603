"""The passages of one language, ready to be searched by meaning and by shared words.

A shelf is built once and again only when an article has changed: parsing vectors costs more than searching them.
"""

from __future__ import annotations

import math
import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from data import knowledge
from data.database import Database
from data.records import Article, Passage
from graph.gather.words import stems

State = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Passages with a matrix of their unit vectors, their words' stems, and how rare each stem is."""

    state: State
    passages: tuple[Passage, ...]
    matrix: np.ndarray
    stems: Mapping[str, frozenset[str]]
    rarity: Mapping[str, float]

    def similar(self, vector: Sequence[float]) -> dict[str, float]:
        """Cosine to every passage; 0 where its vector was made by another version of the model."""
        asked = unit(np.asarray(vector, dtype=np.float32))
        if not self.passages or self.matrix.shape[1] != asked.shape[0]:
            return {passage.id: 0.0 for passage in self.passages}
        scores = self.matrix @ asked
        return {passage.id: float(score) for passage, score in zip(self.passages, scores, strict=True)}

    def coverage(self, question: str) -> dict[str, float]:
        """How much of what a question talks about each passage mentions: 0..1, rare words weigh more."""
        asked = stems(question)
        rarest = math.log(1 + len(self.passages))
        weights = {stem: self.rarity.get(stem, rarest) for stem in asked}
        total = sum(weights.values())
        if not total:
            return {passage.id: 0.0 for passage in self.passages}
        return {
            id: sum(weights[stem] for stem in asked & mentioned) / total
            for id, mentioned in self.stems.items()
        }


class Shelves:
    """One shelf a language, shared by threads."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._known: dict[str, Shelf] = {}
        self._lock = threading.Lock()

    def of(self, language: str, articles: Sequence[Article]) -> Shelf:
        """The shelf of a language as of these articles."""
        own = [article for article in articles if article.language == language]
        state = tuple((article.id, article.content_hash) for article in own)
        with self._lock:
            known = self._known.get(language)
        if known is not None and known.state == state:
            return known
        shelf = build(state, knowledge.passages(self._db, language), {a.id: a.title for a in own})
        with self._lock:
            self._known[language] = shelf
        return shelf


def build(state: State, passages: Sequence[Passage], titles: Mapping[str, str]) -> Shelf:
    """A shelf of these passages; the title of its article counts as part of each."""
    mentioned = {
        each.id: stems(f"{titles.get(each.article_id, '')} {each.heading} {each.text}") for each in passages
    }
    counts = Counter(stem for found in mentioned.values() for stem in found)
    rarity = {stem: math.log((1 + len(passages)) / (0.5 + count)) for stem, count in counts.items()}
    return Shelf(state, tuple(passages), _matrix(passages), mentioned, rarity)


def unit(vector: np.ndarray) -> np.ndarray:
    """The vector with length 1; zeros stay zeros."""
    size = float(np.linalg.norm(vector))
    return vector / size if size else vector


def _matrix(passages: Sequence[Passage]) -> np.ndarray:
    """One row a passage; a row of zeros where the length differs from the first one's."""
    width = len(passages[0].embedding) if passages else 0
    rows = [p.embedding if len(p.embedding) == width else (0.0,) * width for p in passages]
    matrix = np.asarray(rows, dtype=np.float32).reshape(len(rows), width)
    sizes = np.linalg.norm(matrix, axis=1, keepdims=True)
    scaled: np.ndarray = np.divide(matrix, sizes, out=np.zeros_like(matrix), where=sizes > 0)
    return scaled
