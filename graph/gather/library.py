"""Passages of the company's articles that answer a message: two searches, fused by rank, then only what is relevant."""

from __future__ import annotations

from collections.abc import Container, Sequence

from data import knowledge
from data.database import Database
from data.records import Passage
from graph.gather.ranking import CANDIDATES, PASSAGES, fuse, relevance
from graph.gather.shelf import Shelf, Shelves
from graph.gather.view import LIVE, View
from graph.material import Scored
from language import Understanding

FALLBACK = "en"


class Library:
    """Finds passages. Articles are remembered until they change."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._shelves = Shelves(db)

    def passages(
        self, text: str, vector: Sequence[float], understanding: Understanding, view: View = LIVE
    ) -> tuple[tuple[Scored[Passage], ...], dict[str, str]]:
        """The best passages, and their articles' titles by article id.

        In the customer's language; in English when that has none, and in any other when English has none either.
        """
        articles = knowledge.articles(self._db)
        titles = {article.id: article.title for article in articles}
        seen = {article.id for article in view.articles(articles)}
        topical = {article.id for article in articles if understanding.intent in article.intents}
        others = sorted({article.language for article in articles})
        for language in dict.fromkeys((understanding.language, FALLBACK, *others)):
            best = self._best(text, vector, language, self._shelves.of(language, articles), topical, seen)
            if best:
                return best, {found.item.article_id: titles[found.item.article_id] for found in best}
        return (), {}

    def _best(
        self,
        text: str,
        vector: Sequence[float],
        language: str,
        shelf: Shelf,
        topical: Container[str],
        seen: Container[str],
    ) -> tuple[Scored[Passage], ...]:
        shown = [passage for passage in shelf.passages if passage.article_id in seen]
        wanted = CANDIDATES + len(shelf.passages) - len(shown)  # some of the best may not be seen
        found = (passage for passage, _ in knowledge.bm25(self._db, text, language, wanted))
        lexical = [passage for passage in found if passage.article_id in seen][:CANDIDATES]
        similar, covered = shelf.similar(vector), shelf.coverage(text)
        semantic = sorted(shown, key=lambda passage: -similar[passage.id])[:CANDIDATES]
        scored = [
            Scored(
                passage,
                relevance(
                    rank,
                    similar.get(passage.id, 0.0),
                    covered.get(passage.id, 0.0),
                    passage.article_id in topical,
                ),
            )
            for passage, rank in fuse(lexical, semantic)
        ]
        relevant = [found for found in scored if found.score > 0]
        return tuple(sorted(relevant, key=lambda found: -found.score)[:PASSAGES])
