"""Brings the database in line with the articles folder: new and changed files in, removed ones out."""

from __future__ import annotations

import hashlib
import threading
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from pathlib import Path

from data import knowledge, versions
from data.database import Database
from data.knowledge import Kept
from data.records import Article
from glassdesk.articles import folder as folders
from glassdesk.articles.folder import Broken, File
from glassdesk.articles.page import BrokenFile, Page
from graph.knowledge.passages import content_hash, passages, recipe
from language import Reader

TOGETHER = 100  # articles of one transaction, whole files each


@dataclass(frozen=True, slots=True)
class Changes:
    """What one look at the folder changed: articles' ids, and the files that couldn't be read."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    broken: tuple[Broken, ...] = ()
    articles: int = 0  # that there are now

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)

    def __str__(self) -> str:
        return f"{len(self.added)} added, {len(self.changed)} changed, {len(self.removed)} removed"


class Articles:
    """The folder's articles in the database. One look at a time; a file that hasn't changed isn't read again."""

    def __init__(self, db: Database, reader: Reader, folder: Path) -> None:
        self._db = db
        self._reader = reader
        self.folder = folder
        self._lock = threading.Lock()
        self._seen: tuple[tuple[str, tuple[int, int]], ...] | None = None
        self._made_by: str | None = None

    def moved(self) -> bool:
        """Whether any file has come, gone or changed since the last look. Cheap: only the folder is listed."""
        return self._stamps(list(folders.files(self.folder))) != self._seen

    def bring_in(self, *, all_may_go: bool = False) -> Changes:
        """Read what is new or changed and take out what has gone.

        A broken file's articles stay as they were. A folder that has become empty or isn't there takes nothing out
        unless `all_may_go`: more often than not a drive isn't mounted.
        """
        with self._lock:
            found = list(folders.files(self.folder))
            known = knowledge.articles(self._db)
            if not found and any(article.path for article in known) and not all_may_go:
                self._seen = self._stamps(found)
                reason = "the folder is empty or isn't there; its articles stay as they were"
                return Changes(broken=(Broken(str(self.folder), reason),), articles=len(known))
            look = _Look(self._db, self._reader, known, self._recipe())
            for file in found:
                look.at(file)
            changes = look.done()
            self._seen = self._stamps(found)
            return changes

    def _recipe(self) -> str:
        """What besides a file decides its passages: how files are cut, and the network that makes their vectors."""
        if self._made_by is None:
            self._made_by = recipe(self._reader)
        return self._made_by

    @staticmethod
    def _stamps(found: list[File]) -> tuple[tuple[str, tuple[int, int]], ...]:
        return tuple((file.path, file.stamp) for file in found)


class _Look:
    """One look at all files."""

    def __init__(self, db: Database, reader: Reader, known: list[Article], recipe: str) -> None:
        self._db, self._reader, self._recipe = db, reader, recipe
        self._known = {article.id: article for article in known}
        self._of: dict[str, list[Article]] = defaultdict(list)
        for article in known:
            self._of[article.path or ""].append(article)
        self._taken: dict[str, str] = {}
        self._waiting: list[Kept] = []
        self._added: list[str] = []
        self._changed: list[str] = []
        self._broken: list[Broken] = []

    def at(self, file: File) -> None:
        """Bring one file's articles in, unless its bytes are those that were read last."""
        before = self._of[file.path]
        try:
            raw = folders.raw(file)
            file_hash = hashlib.sha256(self._recipe.encode() + raw).hexdigest()
            unchanged = bool(before) and all(article.file_hash == file_hash for article in before)
            if unchanged and not any(article.id in self._taken for article in before):
                self._keep(before, file)
                return
            pages = folders.read(file, raw)
            folders.fresh(pages, file, self._taken)
        except BrokenFile as problem:
            self._broken.append(Broken(file.path, str(problem)))
            self._keep([article for article in before if article.id not in self._taken], file)
            return
        for page in pages:
            self._add(_article(page, file.path, file_hash, self._recipe))
        if len(self._waiting) >= TOGETHER:
            self._save()

    def done(self) -> Changes:
        """Save what waits, and take out what no file stands for any more; what a person wrote stays without one."""
        for article in self._known.values():
            if article.held and article.id not in self._taken:
                self._add_held(article, None)
        self._save()
        gone = sorted(id for id in self._known.keys() - self._taken.keys() if not self._known[id].held)
        if gone:
            gone = knowledge.remove_articles(self._db, gone)
        here = len(self._known.keys() - set(gone) | set(self._taken))
        return Changes(tuple(self._added), tuple(self._changed), tuple(gone), tuple(self._broken), here)

    def _keep(self, articles: list[Article], file: File) -> None:
        self._taken.update((article.id, file.path) for article in articles)

    def _add(self, article: Article) -> None:
        """Take a file's article up; only one whose text has changed is cut and embedded anew."""
        before = self._known.get(article.id)
        if before is not None and before.held:
            self._add_held(replace(before, path=article.path, file_hash=article.file_hash), article)
            return
        found = replace(article, version=before.version if before else 0)
        if before is not None and before.content_hash == article.content_hash:
            self._waiting.append(Kept(found))
            return
        said = before is None or not _says(before, article)  # else only the network has changed
        self._waiting.append(Kept(found, (), article if said else None))
        (self._changed if before else self._added).append(article.id)

    def _add_held(self, article: Article, file: Article | None) -> None:
        """Take up what lies beneath a person's version, which stays in force; it may need vectors of another network."""
        hashed = content_hash(self._recipe, article.title, article.intents, article.body)
        anew = not article.archived and hashed != article.content_hash
        new = file if file is not None and not self._is_known(file) else None
        if anew or file is not None:
            self._waiting.append(Kept(replace(article, content_hash=hashed), () if anew else None, new))
        if anew or new:
            self._changed.append(article.id)

    def _is_known(self, file: Article) -> bool:
        """Whether the newest version that a file gave of this article says the same."""
        found = [one for one in versions.history(self._db, "article", file.id) if one.origin == "file"]
        return bool(found) and versions.of_article(file, 0).says(found[0])

    def _save(self) -> None:
        """Keep what waits in one transaction. Whole files only: one that isn't kept is read again at the next look."""
        waiting, self._waiting = self._waiting, []
        cut = [kept.article for kept in waiting if kept.passages is not None]
        pieces = dict(zip((article.id for article in cut), passages(self._reader, cut), strict=True))
        whole = [replace(kept, passages=pieces.get(kept.article.id)) for kept in waiting]
        if whole:
            knowledge.save_articles(self._db, whole)


def _says(one: Article, other: Article) -> bool:
    return (one.title, one.intents, one.body) == (other.title, other.intents, other.body)


def _article(page: Page, path: str, file_hash: str, recipe: str) -> Article:
    return Article(
        id=page.id,
        slug=page.slug,
        language=page.language,
        title=page.title,
        intents=page.intents,
        body=page.body,
        content_hash=content_hash(recipe, page.title, page.intents, page.body),
        updated_at=datetime.combine(page.updated, time(), UTC),
        path=path,
        file_hash=file_hash,
    )
