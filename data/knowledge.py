"""What the company knows: articles in passages, ready replies, and finding passages by their words."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from weakref import WeakKeyDictionary

from data import audit, versions
from data.bm25 import Index
from data.cursor import Cursor, Row
from data.database import Database
from data.ids import clock, text_hash
from data.records import Article, Passage, Template, Version
from data.rows import columns, insert_all, many, replace_all

_TEMPLATES = f"SELECT {columns(Template)} FROM template"


@dataclass(frozen=True, slots=True)
class Kept:
    """What a look at a file makes of an article. `article` is as it is to be in force, its `version` the one that was
    seen before (0: none).

    passages: None where they stay as they are. file: the file's words, if they are to be a version of their own;
    they are in force unless the article is held by a person.
    """

    article: Article
    passages: Sequence[Passage] | None = None
    file: Article | None = None


def save_article(db: Database, article: Article, passages: Sequence[Passage]) -> None:
    """Keep an article of a file and its passages in place of what was there under its id."""
    before = {known.id: known.version for known in articles(db)}
    save_articles(db, [Kept(replace(article, version=before.get(article.id, 0)), passages, article)])


def save_articles(db: Database, new: Sequence[Kept]) -> None:
    """Keep what files say of articles, all or none. One that a person has saved since it was seen is left alone."""

    def work(cursor: Cursor) -> None:
        there: dict[str, int] = dict(cursor.rows("SELECT id, version FROM article"))
        fresh = [kept for kept in new if there.get(kept.article.id, 0) == kept.article.version]
        numbers = versions.numbers(cursor, "article") if any(kept.file for kept in fresh) else {}
        _put(cursor, [_numbered(kept, numbers) for kept in fresh])
        files = [kept.file for kept in fresh if kept.file is not None]
        versions.append(cursor, [versions.of_article(file, numbers.get(file.id, 0) + 1) for file in files])

    db.write(work, quiet=True)


def _numbered(kept: Kept, numbers: Mapping[str, int]) -> Kept:
    if kept.file is None or kept.article.held:
        return kept
    return replace(kept, article=replace(kept.article, version=numbers.get(kept.article.id, 0) + 1))


def _put(cursor: Cursor, new: Sequence[Kept]) -> None:
    for kept in new:
        if kept.passages is not None:
            cursor.run("DELETE FROM passage WHERE article_id = $1", kept.article.id)
    replace_all(cursor, "article", "id", [kept.article for kept in new])
    insert_all(cursor, "passage", [piece for kept in new for piece in kept.passages or ()])


def write_article(
    db: Database, article: Article, passages: Sequence[Passage], version: Version, *, typed: bool = True
) -> None:
    """Put a person's version of an article in force, with its passages. Raises `Superseded` and writes nothing then.

    typed: these are the words that its writer was typing, which are no longer kept as such.
    """

    def work(cursor: Cursor) -> None:
        _written(cursor, version, typed)
        _put(cursor, [Kept(replace(article, version=version.number), passages)])

    db.write(work)


def write_template(db: Database, template: Template, version: Version, *, typed: bool = True) -> None:
    """Put a person's version of a template in force; as `write_article`."""

    def work(cursor: Cursor) -> None:
        _written(cursor, version, typed)
        replace_all(cursor, "template", "id", [replace(template, version=version.number)])

    db.write(work)


def _written(cursor: Cursor, version: Version, typed: bool) -> None:
    versions.follow(cursor, version)
    account_id = version.account_id or "system"
    if typed:
        versions.drop(cursor, version.kind, version.item_id, account_id)
    subject = {version.kind: version.item_id, "version": version.number, "archived": version.archived}
    words = text_hash(f"{version.title}\n{version.body}")
    audit.append(
        cursor,
        actor=account_id,
        kind="knowledge.written",
        subject=subject,
        content_hash=words,
        now=version.saved_at,
    )


def remove_articles(db: Database, ids: Sequence[str]) -> list[str]:
    """Take files' articles out with their passages, and return the ids of those that went.

    One that a person has saved meanwhile stays. Drafts that cite them keep the text that they quote.
    """

    def work(cursor: Cursor) -> list[str]:
        gone = [id for id in ids if cursor.changed("DELETE FROM article WHERE id = $1 AND NOT held", id)]
        for id in gone:
            cursor.run("DELETE FROM passage WHERE article_id = $1", id)
        return gone

    return db.write(work, quiet=True)


def articles(db: Database) -> list[Article]:
    """Return all articles by language and slug."""
    sql = f"SELECT {columns(Article)} FROM article ORDER BY language, slug"
    return db.read(lambda cursor: many(cursor, Article, sql))


def passages(db: Database, language: str | None = None) -> list[Passage]:
    """Return all passages, or those in one language, in reading order."""
    return db.read(lambda cursor: _passages(cursor, language))


def save_template(db: Database, template: Template) -> None:
    """Keep a template of a file in place of what was there under its id."""
    save_templates(db, [template])


def save_templates(
    db: Database, new: Sequence[Template], *, whole: bool = False, now: datetime | None = None
) -> None:
    """Keep the templates of a file, all or none. Those that are as they were cost nothing; one that a person has
    written stays in force, and the file's is a version beneath it.

    whole: these are all that the file has, so what it had before and nobody has written goes. Its versions stay.
    """
    at = clock(now)

    def work(cursor: Cursor) -> None:
        known = {template.id: template for template in many(cursor, Template, _TEMPLATES)}
        held = [each.id for each in known.values() if each.held]
        files = versions.newest(cursor, "template", "file", held) if held else {}
        fresh = [each for each in new if _is_new(each, known.get(each.id), files.get(each.id))]
        numbers = versions.numbers(cursor, "template") if fresh else {}
        noted = [_of_file(each, numbers.get(each.id, 0) + 1, at) for each in fresh]
        versions.append(cursor, noted)
        for id in known.keys() - {each.id for each in new} if whole else ():
            cursor.run("DELETE FROM template WHERE id = $1 AND NOT held", id)
        replace_all(
            cursor, "template", "id",
            [replace(each, version=version.number) for each, version in zip(fresh, noted, strict=True) if each.id not in held],
        )  # fmt: skip

    db.write(work, quiet=True)


def _is_new(template: Template, known: Template | None, file: Version | None) -> bool:
    """Whether a file's template differs from what is kept of that file."""
    if known is None:
        return True
    if not known.held:
        return replace(template, version=known.version) != known
    words = (template.title, template.body, versions.details_of(template))
    return file is None or (file.title, file.body, file.details) != words


def _of_file(template: Template, number: int, now: datetime) -> Version:
    details = versions.details_of(template)
    return Version(
        "template",
        template.id,
        number,
        "file",
        False,
        template.title,
        template.body,
        details,
        None,
        "",
        None,
        now,
    )


def templates(db: Database, language: str | None = None, *, archived: bool = False) -> list[Template]:
    """Return all templates, or those in one language; those that drafts don't see only if asked for."""
    sql = f"{_TEMPLATES} WHERE (CAST($1 AS TEXT) IS NULL OR language = $1) AND ($2 OR NOT archived) ORDER BY language, slug"
    return db.read(lambda cursor: many(cursor, Template, sql, language, archived))


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
