"""Loads a company folder's articles and templates into the database; what has not changed is left alone."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime, time
from pathlib import Path

from data import knowledge
from data.records import Article, Passage, Template
from data.sample import SampleArticle, load_articles, load_templates
from glassdesk.house import House

_SECTION = re.compile(r"(?m)^##\s+(.+)$")


def load_knowledge(house: House, folder: Path | None) -> tuple[int, int]:
    """Bring articles and templates up to date; returns how many articles changed and how many templates there are."""
    place = (folder,) if folder else ()
    known = {article.id: article.content_hash for article in knowledge.articles(house.db)}
    changed = [
        article
        for article in map(_article, load_articles(*place))
        if known.get(article.id) != article.content_hash
    ]
    for article in changed:
        knowledge.save_article(house.db, article, passages(house, article))
    templates = load_templates(*place)
    for template in templates:
        knowledge.save_template(
            house.db,
            Template(
                id=f"{template.language}/{template.slug}",
                slug=template.slug,
                language=template.language,
                intent=template.intent,
                condition=template.when,
                emotion=template.emotion,
                title=template.title,
                body=template.body,
            ),
        )
    return len(changed), len(templates)


def passages(house: House, article: Article) -> list[Passage]:
    """Cut an article at its `##` headings; each piece is embedded with the article's title before it."""
    pieces = split(article.body)
    vectors = house.reader.embed([f"{article.title}. {heading}. {text}" for heading, text in pieces])
    return [
        Passage(
            id=f"{article.id}#{ordinal}",
            article_id=article.id,
            ordinal=ordinal,
            language=article.language,
            heading=heading or article.title,
            text=text,
            embedding=tuple(float(value) for value in vector),
        )
        for ordinal, ((heading, text), vector) in enumerate(zip(pieces, vectors, strict=True))
    ]


def split(body: str) -> list[tuple[str, str]]:
    """(heading, text) of each section; text before the first heading has an empty heading."""
    parts = _SECTION.split(body)
    pairs = [("", parts[0]), *zip(parts[1::2], parts[2::2], strict=True)]
    return [(heading.strip(), text.strip()) for heading, text in pairs if text.strip()]


def _article(page: SampleArticle) -> Article:
    content = "\n".join((page.title, ",".join(page.intents), page.body))
    return Article(
        id=f"{page.language}/{page.slug}",
        slug=page.slug,
        language=page.language,
        title=page.title,
        intents=page.intents,
        body=page.body,
        content_hash=hashlib.sha256(content.encode()).hexdigest(),
        updated_at=datetime.combine(page.updated, time(), UTC),
    )
