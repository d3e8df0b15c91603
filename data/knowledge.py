"""What the company knows: articles in passages, ready replies, and finding passages by their words."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from data.bm25 import Index
from data.cursor import Cursor, Row
from data.database import Database
from data.records import Article, Passage, Template
from data.rows import columns, insert_all, many, replace_all


def save_article(db: Database, article: Article, passages: Sequence[Passage]) -> None:
    """Keep an article and its passages in place of what was there under its id."""
    save_articles(db, [(article, passages)])


def save_articles(
    db: Database, new: Sequence[tuple[Article, Sequence[Passage]]], same: Sequence[Article] = ()
) -> None:
    """Keep articles, all or none: new ones with their passages, and what is new of the `same` ones.

    same: articles whose text hasn't changed; their passages stay.
    """

    def work(cursor: Cursor) -> None:
        for article, _ in new:
            cursor.run("DELETE FROM passage WHERE article_id = $1", article.id)
        replace_all(cursor, "article", "id", [*(article for article, _ in new), *same])
        insert_all(cursor, "passage", [passage for _, pieces in new for passage in pieces])

    db.write(work, quiet=True)


def remove_articles(db: Database, ids: Sequence[str]) -> None:
    """Take articles out with their passages. Drafts that cite them keep the text that they quote."""

    def work(cursor: Cursor) -> None:
        for id in ids:
            cursor.run("DELETE FROM passage WHERE article_id = $1", id)
            cursor.run("DELETE FROM article WHERE id = $1", id)

    db.write(work, quiet=True)


def articles(db: Database) -> list[Article]:
    """Return all articles by language and slug."""
    sql = f"SELECT {columns(Article)} FROM article ORDER BY language, slug"
    return db.read(lambda cursor: many(cursor, Article, sql))


def passages(db: Database, language: str | None = None) -> list[Passage]:
    """Return all passages, or those in one language, in reading order."""
    return db.read(lambda cursor: _passages(cursor, language))


def save_template(db: Database, template: Template) -> None:
    """Keep a template in place of what was there under its id."""
    save_templates(db, [template])


def save_templates(db: Database, new: Sequence[Template]) -> None:
    """Keep templates, all or none; those that are kept as they are already cost nothing."""
    known = {template.id: template for template in templates(db)}
    fresh = [template for template in new if known.get(template.id) != template]
    if fresh:
        db.write(lambda cursor: replace_all(cursor, "template", "id", fresh), quiet=True)


def templates(db: Database, language: str | None = None) -> list[Template]:
    """Return all templates, or those in one language."""
    sql = f"""SELECT {columns(Template)} FROM template WHERE (CAST($1 AS TEXT) IS NULL OR language = $1)
              ORDER BY language, slug"""
    return db.read(lambda cursor: many(cursor, Template, sql, language))


def bm25(db: Database, query: str, language: str, k: int = 8) -> list[tuple[Passage, float]]:
    """Return the `k` passages in a language that fit a query's words best, with their BM25 scores, best first.

    The article's title counts as part of each passage. The index is built again when an article has changed.
    """
    shelf = db.read(lambda cursor: _shelf(db, cursor, language))
    return [(shelf.passages[position], score) for position, score in shelf.index.search(query, k)]


@dataclass(frozen=True, slots=True)
class _Shelf:
    """One language's passages and their index, as of the content that `state` names."""

    state: tuple[Row, ...]
    passages: list[Passage]
    index: Index


_shelves: WeakKeyDictionary[Database, dict[str, _Shelf]] = WeakKeyDictionary()
_lock = threading.Lock()

# What changes when any article, or the way it is cut, does.
_STATE = """SELECT a.id, a.content_hash, a.updated_at, (SELECT count(*) FROM passage p WHERE p.article_id = a.id)
            FROM article a WHERE a.language = $1 ORDER BY a.id"""


def _shelf(db: Database, cursor: Cursor, language: str) -> _Shelf:
    state = tuple(cursor.rows(_STATE, language))
    with _lock:
        known = _shelves.setdefault(db, {}).get(language)
    if known is not None and known.state == state:
        return known
    titles: dict[str, str] = dict(cursor.rows("SELECT id, title FROM article WHERE language = $1", language))
    found = _passages(cursor, language)
    index = Index(f"{titles.get(each.article_id, '')} {each.heading} {each.text}" for each in found)
    shelf = _Shelf(state, found, index)
    with _lock:
        _shelves[db][language] = shelf
    return shelf


def _passages(cursor: Cursor, language: str | None) -> list[Passage]:
    sql = f"""SELECT {columns(Passage)} FROM passage WHERE (CAST($1 AS TEXT) IS NULL OR language = $1)
              ORDER BY article_id, ordinal"""
    return many(cursor, Passage, sql, language)
