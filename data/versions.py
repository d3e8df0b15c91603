"""Every version of articles and templates, and what people have typed of the next one. Versions are never changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from data.cursor import Cursor
from data.database import Database
from data.errors import NotFound, Superseded
from data.records import Article, KnowledgeKind, Template, Unfinished, Version, VersionOrigin
from data.rows import columns, insert, insert_all, many, one

_VERSION = f"SELECT {columns(Version)} FROM knowledge_version"
_ITEM = "kind = $1 AND item_id = $2"


def history(db: Database, kind: KnowledgeKind, item_id: str) -> list[Version]:
    """Return all versions of an article or template, newest first."""
    sql = f"{_VERSION} WHERE {_ITEM} ORDER BY number DESC"
    return db.read(lambda cursor: many(cursor, Version, sql, kind, item_id))


def get(db: Database, kind: KnowledgeKind, item_id: str, number: int) -> Version:
    """Return one version; raises `NotFound`."""
    sql = f"{_VERSION} WHERE {_ITEM} AND number = $3"
    found = db.read(lambda cursor: one(cursor, Version, sql, kind, item_id, number))
    if found is None:
        raise NotFound("version", f"{item_id} {number}")
    return found


def beneath(db: Database) -> dict[tuple[KnowledgeKind, str], int]:
    """Return the newest file version's number of each item that has one, by kind and id."""
    sql = "SELECT kind, item_id, max(number) FROM knowledge_version WHERE origin = 'file' GROUP BY kind, item_id"
    return {(kind, id): number for kind, id, number in db.read(lambda cursor: cursor.rows(sql))}


def keep(db: Database, edit: Unfinished) -> None:
    """Keep what somebody has typed, in place of what they typed before."""

    def work(cursor: Cursor) -> None:
        drop(cursor, edit.kind, edit.item_id, edit.account_id)
        insert(cursor, "knowledge_edit", edit)

    db.write(work, quiet=True)


def unfinished(db: Database, kind: KnowledgeKind, item_id: str, account_id: str) -> Unfinished | None:
    """Return what somebody has typed of an item and not saved, if anything."""
    sql = f"SELECT {columns(Unfinished)} FROM knowledge_edit WHERE {_ITEM} AND account_id = $3"
    return db.read(lambda cursor: one(cursor, Unfinished, sql, kind, item_id, account_id))


def begun(db: Database, account_id: str) -> list[Unfinished]:
    """Return all that somebody has typed and not saved, newest first."""
    sql = f"SELECT {columns(Unfinished)} FROM knowledge_edit WHERE account_id = $1 ORDER BY saved_at DESC"
    return db.read(lambda cursor: many(cursor, Unfinished, sql, account_id))


def discard(db: Database, kind: KnowledgeKind, item_id: str, account_id: str) -> None:
    """Throw away what somebody has typed of an item."""
    db.write(lambda cursor: drop(cursor, kind, item_id, account_id), quiet=True)


def drop(cursor: Cursor, kind: KnowledgeKind, item_id: str, account_id: str) -> None:
    """Throw away what somebody has typed, inside a transaction."""
    cursor.run(f"DELETE FROM knowledge_edit WHERE {_ITEM} AND account_id = $3", kind, item_id, account_id)


def follow(cursor: Cursor, version: Version) -> None:
    """Append the version that comes right after the newest one. Raises `Superseded` when another came in between."""
    found = one(
        cursor,
        Version,
        f"{_VERSION} WHERE {_ITEM} ORDER BY number DESC LIMIT 1",
        version.kind,
        version.item_id,
    )
    if (found.number if found else 0) != version.number - 1:
        raise Superseded(version.item_id, found.number if found else 0)
    insert(cursor, "knowledge_version", version)


def append(cursor: Cursor, new: Sequence[Version]) -> None:
    """Append versions whose numbers were taken from `numbers` in this transaction."""
    insert_all(cursor, "knowledge_version", new)


def numbers(cursor: Cursor, kind: KnowledgeKind) -> dict[str, int]:
    """Return the number of the newest version of each item of a kind."""
    sql = "SELECT item_id, max(number) FROM knowledge_version WHERE kind = $1 GROUP BY item_id"
    return dict(cursor.rows(sql, kind))


def newest(
    cursor: Cursor, kind: KnowledgeKind, origin: VersionOrigin, ids: Iterable[str]
) -> dict[str, Version]:
    """Return the newest version of this origin of each of these items."""
    sql = f"{_VERSION} WHERE {_ITEM} AND origin = $3 ORDER BY number DESC LIMIT 1"
    found = ((id, one(cursor, Version, sql, kind, id, origin)) for id in ids)
    return {id: version for id, version in found if version is not None}


def of_article(article: Article, number: int) -> Version:
    """Return a file's article as its next version."""
    details = {"intents": list(article.intents)}
    return Version(
        "article", article.id, number, "file", False, article.title, article.body, details, None, "", None,
        article.updated_at,
    )  # fmt: skip


def details_of(template: Template) -> dict[str, str | None]:
    """Return what a template's version keeps beside its words."""
    return {"intent": template.intent, "condition": template.condition, "emotion": template.emotion}
