"""Writing articles and templates: judged, kept as versions, cut and embedded, in force for the next draft.

What a person writes lies on top of a file of the company's folder: it stays in force when the file changes, the file's
new words are kept as a version beneath it, and one click lets the file decide again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from data import knowledge, versions
from data.database import Database
from data.records import Account, Article, KnowledgeKind, Passage, Template, Unfinished, Version
from data.sample import Phrases
from graph.knowledge import preview
from graph.knowledge.cutting import split
from graph.knowledge.item import Item, Words, of_article, of_template, words_of
from graph.knowledge.judging import Judge, Problem
from graph.knowledge.passages import content_hash, passages, recipe
from graph.modules import Modules
from language.vectors import Embeds


class UnfitKnowledge(ValueError):
    """The words can't stand like this; nothing was written. `problems` says why."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Safe to share between threads. phrases: by language; facts: the company's, by field of templates."""

    db: Database
    reader: Embeds
    modules: Modules
    phrases: Mapping[str, Phrases]
    facts: Mapping[str, str]

    def items(self, kind: KnowledgeKind) -> list[Item]:
        """All articles or templates, archived ones too."""
        if kind == "article":
            return [of_article(article) for article in knowledge.articles(self.db)]
        return [of_template(template) for template in knowledge.templates(self.db, archived=True)]

    def item(self, kind: KnowledgeKind, id: str) -> Item | None:
        """One of them."""
        return next((item for item in self.items(kind) if item.id == id), None)

    def judge(self, item: Item, words: Words) -> tuple[Problem, ...]:
        """What is wrong with new words for an item."""
        known = [article.id for article in knowledge.articles(self.db) if not article.archived]
        return Judge(item.kind, item.language, self.modules, known).problems(words)

    def typed(self, item: Item, account: Account, words: Words, based_on: int) -> Unfinished:
        """Keep what somebody is typing; it is theirs alone until they save it."""
        details = dict(words.details)
        edit = Unfinished(
            item.kind, item.id, account.id, words.title, words.body, details, based_on, datetime.now(UTC)
        )
        versions.keep(self.db, edit)
        return edit

    def save(
        self,
        item: Item,
        account: Account,
        words: Words,
        based_on: int,
        why: str = "",
        *,
        origin_of: int | None = None,
    ) -> Version:
        """Put words in force as the version after `based_on`, the newest one that was seen.

        Raises UnfitKnowledge, and Superseded when somebody else saved meanwhile; nothing is written or lost then.
        """
        clean = replace(
            words, title=" ".join(words.title.split()), body=words.body.strip().replace("\r\n", "\n")
        )
        errors = tuple(problem for problem in self.judge(item, clean) if problem.severity == "error")
        if errors:
            raise UnfitKnowledge(errors)
        seen = based_on if origin_of is None else origin_of
        version = self._version(item, account, clean, based_on, why, seen)
        self._put(replace(item, words=clean, held=True, archived=False), version, typed=origin_of is None)
        return version

    def restore(self, item: Item, account: Account, number: int, based_on: int, why: str) -> Version:
        """Put an earlier version in force again, as a new one."""
        old = versions.get(self.db, item.kind, item.id, number)
        return self.save(item, account, words_of(old), based_on, why, origin_of=number)

    def archive(self, item: Item, account: Account, based_on: int, why: str) -> Version:
        """Drafts don't see it any more; restoring a version brings it back. Raises Superseded."""
        version = replace(self._version(item, account, item.words, based_on, why, based_on), archived=True)
        self._put(replace(item, held=True, archived=True), version)
        return version

    def follow_file(self, item: Item, account: Account, based_on: int, why: str) -> Version | None:
        """Let the file decide again: its newest words are in force. None where no file ever gave any."""
        number = versions.beneath(self.db).get((item.kind, item.id))
        if number is None or item.path is None:
            return None
        old = versions.get(self.db, item.kind, item.id, number)
        version = self._version(item, account, words_of(old), based_on, why, number)
        self._put(replace(item, words=words_of(old), held=False, archived=False), version)
        return version

    def history(self, item: Item) -> list[Version]:
        """All its versions, newest first."""
        return versions.history(self.db, item.kind, item.id)

    def cut(self, words: Words) -> list[tuple[str, str]]:
        """An article's passages as drafts would cite them: heading and text."""
        return [(heading or words.title, text) for heading, text in split(words.body)]

    def filled(self, item: Item, words: Words) -> tuple[preview.Shown, str]:
        """A template filled in with an invented order, and the whole mail around it."""
        phrases = self.phrases[item.language]
        condition = str(words.details.get("condition") or "any")
        made = preview.shown(words.body, condition, phrases, self.facts, datetime.now(UTC).date())
        return made, preview.framed(made.mail.text, phrases, self.facts)

    def _version(
        self, item: Item, account: Account, words: Words, based_on: int, why: str, seen: int
    ) -> Version:
        return Version(
            kind=item.kind,
            item_id=item.id,
            number=based_on + 1,
            origin="person",
            archived=False,
            title=words.title,
            body=words.body,
            details=dict(words.details),
            account_id=account.id,
            why=" ".join(why.split()),
            based_on=seen or None,
            saved_at=datetime.now(UTC),
        )

    def _put(self, item: Item, version: Version, *, typed: bool = False) -> None:
        """Only a save uses up what its writer was typing; a restore, say, leaves that to be gone on with."""
        if item.kind == "template":
            knowledge.write_template(self.db, _template(item), version, typed=typed)
            return
        article = self._article(item, version.saved_at)
        pieces: list[Passage] = [] if item.archived else passages(self.reader, [article])[0]
        knowledge.write_article(self.db, article, pieces, version, typed=typed)

    def _article(self, item: Item, now: datetime) -> Article:
        """The row; the file's bytes count as unread, so that the next look at the folder sees what it means now."""
        words = item.words
        return Article(
            id=item.id,
            slug=item.slug,
            language=item.language,
            title=words.title,
            intents=words.intents,
            body=words.body,
            content_hash=content_hash(recipe(self.reader), words.title, words.intents, words.body),
            updated_at=now,
            path=item.path,
            file_hash=None,
            held=item.held,
            archived=item.archived,
        )


def _template(item: Item) -> Template:
    details = item.words.details
    return Template(
        id=item.id,
        slug=item.slug,
        language=item.language,
        intent=str(details["intent"]),
        condition=str(details.get("condition") or "any"),
        emotion=details.get("emotion") or None,
        title=item.words.title,
        body=item.words.body,
        held=item.held,
        archived=item.archived,
    )
