"""An article or a template as people write it: the same few fields for both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from data.records import Article, KnowledgeKind, Template, Version
from data.versions import details_of

_NOT_SLUG = re.compile(r"[^\w.]+")


@dataclass(frozen=True, slots=True)
class Words:
    """What can be written: title, text, and what it is for.

    details: an article's `intents`; a template's `intent`, `condition` and `emotion`.
    """

    title: str
    body: str
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def intents(self) -> tuple[str, ...]:
        """The use cases it is for."""
        found = self.details.get("intents", [self.details.get("intent")])
        return tuple(intent for intent in found if intent)


@dataclass(frozen=True, slots=True)
class Item:
    """What is in force. version: its number. path: the file it lies on top of, or came from; None without one.

    held: a person's words are in force, not the file's. changed_at: of an article, when its words were last changed.
    """

    kind: KnowledgeKind
    id: str
    slug: str
    language: str
    words: Words
    version: int
    held: bool
    archived: bool
    path: str | None = None
    changed_at: datetime | None = None

    @property
    def group(self) -> str:
        """What its translations have in common: the slug, of a template without the language."""
        return self.slug.removesuffix(f"-{self.language}") if self.kind == "template" else self.slug


def of_article(article: Article) -> Item:
    """An article as an item."""
    words = Words(article.title, article.body, {"intents": list(article.intents)})
    return Item(
        "article", article.id, article.slug, article.language, words, article.version, article.held, article.archived,
        article.path, article.updated_at,
    )  # fmt: skip


def of_template(template: Template, path: str = "templates.yaml") -> Item:
    """A template as an item; the company's all stand in one file."""
    words = Words(template.title, template.body, details_of(template))
    return Item(
        "template", template.id, template.slug, template.language, words, template.version, template.held,
        template.archived, path,
    )  # fmt: skip


def new_item(kind: KnowledgeKind, language: str, title: str, taken: Iterable[str], group: str = "") -> Item:
    """An item that isn't there yet. group: of the items it translates; else its title names it."""
    there = set(taken)
    base = group or _NOT_SLUG.sub("-", title.casefold()).strip("-.") or "page"
    for number in range(1, len(there) + 2):
        stem = base if number == 1 else f"{base}-{number}"
        slug = f"{stem}-{language}" if kind == "template" else stem
        if f"{language}/{slug}" not in there:
            break
    return Item(kind, f"{language}/{slug}", slug, language, Words(title, ""), 0, True, False)


def words_of(version: Version) -> Words:
    """What a version says."""
    return Words(version.title, version.body, version.details)
