"""BM25 over a few thousand passages, in memory: what full-text search would do, without an extension."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

# Robertson & Zaragoza, "The Probabilistic Relevance Framework" (2009): usual values.
K1 = 1.2
B = 0.75

_WORD = re.compile(r"\w+")


def words(text: str) -> list[str]:
    """Split a text into words of any language, case folded."""
    return _WORD.findall(text.casefold())


class Index:
    """An inverted index; documents are known by their position."""

    def __init__(self, documents: Iterable[str]) -> None:
        self._postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        lengths = []
        for position, document in enumerate(documents):
            found = words(document)
            lengths.append(len(found))
            for word, count in Counter(found).items():
                self._postings[word].append((position, count))
        mean = (sum(lengths) / len(lengths) if lengths else 0.0) or 1.0
        self._norms = [K1 * (1 - B + B * length / mean) for length in lengths]

    def search(self, query: str, k: int) -> Sequence[tuple[int, float]]:
        """Return (position, score) of the `k` best documents that hold any of the query's words, best first."""
        scores: dict[int, float] = defaultdict(float)
        for word in set(words(query)):
            postings = self._postings.get(word, ())
            rarity = math.log(1 + (len(self._norms) - len(postings) + 0.5) / (len(postings) + 0.5))
            for position, count in postings:
                scores[position] += rarity * count * (K1 + 1) / (count + self._norms[position])
        return sorted(scores.items(), key=lambda found: (-found[1], found[0]))[:k]
