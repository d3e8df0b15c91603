"""Articles as drafts find them: cut in passages, each with its vector."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from data.records import Article, Passage
from graph.knowledge.cutting import split
from language import embedded, made_by
from language.vectors import Embeds

CUT = "1"  # raise it when texts are cut in another way, so that all are cut again


def recipe(reader: Embeds) -> str:
    """What besides an article's words decides its passages: how it is cut, and the network that makes their vectors."""
    return CUT + made_by(reader)


def content_hash(recipe: str, title: str, intents: Sequence[str], body: str) -> str:
    """Changes whenever an article's passages do."""
    content = "\n".join((recipe, title, ",".join(intents), body))
    return hashlib.sha256(content.encode()).hexdigest()


def passages(reader: Embeds, articles: Sequence[Article]) -> list[list[Passage]]:
    """Cut articles; each piece is embedded with the article's title and its heading before it, all in one go."""
    cut = [split(article.body) for article in articles]
    texts = [
        f"{article.title}. {heading}. {text}"
        for article, pieces in zip(articles, cut, strict=True)
        for heading, text in pieces
    ]
    vectors = iter(embedded(reader, texts))
    return [
        [
            _passage(article, ordinal, heading, text, next(vectors))
            for ordinal, (heading, text) in enumerate(pieces)
        ]
        for article, pieces in zip(articles, cut, strict=True)
    ]


def _passage(article: Article, ordinal: int, heading: str, text: str, vector: tuple[float, ...]) -> Passage:
    return Passage(
        id=f"{article.id}#{ordinal}",
        article_id=article.id,
        ordinal=ordinal,
        language=article.language,
        heading=heading or article.title,
        text=text,
        embedding=vector,
    )
