"""Brings the database in line with the articles folder: new and changed files in, removed ones out."""

from __future__ import annotations

import hashlib
import threading
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from pathlib import Path

from data import knowledge
from data.database import Database
from data.records import Article, Passage
from glassdesk.articles import folder as folders
from glassdesk.articles.cutting import split
from glassdesk.articles.folder import Broken, File
from glassdesk.articles.page import BrokenFile, Page
from language import Reader, embedded, made_by

CUT = "1"  # raise it when files are read or cut in another way, so that all are read again
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
            if not found and known and not all_may_go:
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
            self._made_by = CUT + made_by(self._reader)
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
        self._waiting = _Waiting()
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
        self._add([_article(page, file.path, file_hash, self._recipe) for page in pages])
        if len(self._waiting) >= TOGETHER:
            self._save()

    def done(self) -> Changes:
        """Save what waits, and take out what no file stands for any more."""
        self._save()
        gone = sorted(self._known.keys() - self._taken.keys())
        if gone:
            knowledge.remove_articles(self._db, gone)
        return Changes(
            tuple(self._added), tuple(self._changed), tuple(gone), tuple(self._broken), len(self._taken)
        )

    def _keep(self, articles: list[Article], file: File) -> None:
        self._taken.update((article.id, file.path) for article in articles)

    def _add(self, articles: list[Article]) -> None:
        """Take a file's articles up; only those whose text has changed are cut and embedded anew."""
        for article in articles:
            before = self._known.get(article.id)
            if before is not None and before.content_hash == article.content_hash:
                self._waiting.same.append(article)
                continue
            self._waiting.new.append(article)
            (self._changed if before else self._added).append(article.id)

    def _save(self) -> None:
        """Keep what waits in one transaction. Whole files only: one that isn't kept is read again at the next look."""
        waiting, self._waiting = self._waiting, _Waiting()
        if len(waiting):
            pieces = passages(self._reader, waiting.new)
            knowledge.save_articles(self._db, list(zip(waiting.new, pieces, strict=True)), waiting.same)


@dataclass(slots=True)
class _Waiting:
    """Articles of whole files that have been read and aren't saved yet."""

    new: list[Article] = field(default_factory=list)
    same: list[Article] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.new) + len(self.same)


def passages(reader: Reader, articles: Sequence[Article]) -> list[list[Passage]]:
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


def _article(page: Page, path: str, file_hash: str, recipe: str) -> Article:
    content = "\n".join((recipe, page.title, ",".join(page.intents), page.body))
    return Article(
        id=page.id,
        slug=page.slug,
        language=page.language,
        title=page.title,
        intents=page.intents,
        body=page.body,
        content_hash=hashlib.sha256(content.encode()).hexdigest(),
        updated_at=datetime.combine(page.updated, time(), UTC),
        path=path,
        file_hash=file_hash,
    )
