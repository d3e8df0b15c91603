"""How often the right passage is among the first three: by words, by meaning, fused, and as drafts get them.

    python -m benchmarks retrieval

Asked are the sample inbox's messages, redacted. Right is a passage of an article about the message's intent, as a careful
reader labelled it. Same language: the articles of the message's own language; across: those of each other language.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from data import knowledge
from data.database import Database, connect
from data.records import Article, Passage
from data.sample import InboxMessage, load_inbox
from data.sample.people import HERE
from glassdesk.articles import Articles
from graph.gather.library import Library
from graph.gather.ranking import CANDIDATES, fuse
from graph.gather.shelf import Shelves
from language import LANGUAGES, Reader
from redaction import Redactor

FIRST = 3
SEARCHES = ("words", "meaning", "fused", "as shown")
Place = tuple[str, str, str]  # same or across, search, intent


@dataclass(slots=True)
class Tally:
    """Hits and tries by place; how many passages drafts were shown."""

    hits: dict[Place, int] = field(default_factory=lambda: defaultdict(int))
    tries: dict[Place, int] = field(default_factory=lambda: defaultdict(int))
    shown: list[int] = field(default_factory=list)

    def count(self, where: str, search: str, intent: str, hit: bool) -> None:
        """One question, answered or not."""
        for of in (intent, "all"):
            self.tries[where, search, of] += 1
            self.hits[where, search, of] += hit

    def share(self, where: str, search: str, intent: str) -> str:
        """Recall as a column."""
        tries = self.tries[where, search, intent]
        return f"{self.hits[where, search, intent] / tries:>9.2f}" if tries else f"{'':>9}"


def main() -> None:
    """Print the table."""
    reader = Reader()
    with tempfile.TemporaryDirectory() as folder:
        db = connect(f"duckdb://{folder}/articles.duckdb")
        try:
            Articles(db, reader, HERE / "articles").bring_in()
            _print(_measured(db, reader, load_inbox()))
        finally:
            db.close()


def _measured(db: Database, reader: Reader, inbox: Iterable[InboxMessage]) -> Tally:
    redactor, library, tally = Redactor(finder=reader.find), Library(db), Tally()
    articles = knowledge.articles(db)
    shelves = Shelves(db)
    for message in inbox:
        right = {article.id for article in articles if message.expected.intent in article.intents}
        if not right:
            continue
        text = redactor.redact(message.text, message.language).text
        (vector,) = reader.embed([text])
        for language in LANGUAGES:
            where = "same" if language == message.language else "across"
            for search, found in _found(db, shelves, articles, text, vector, language).items():
                tally.count(where, search, message.expected.intent, _hit(found, right))
        shown, _ = library.passages(text, vector, reader.understand(text, message.language))
        tally.shown.append(len(shown))
        tally.count("same", "as shown", message.expected.intent, _hit([one.item for one in shown], right))
    return tally


def _found(
    db: Database,
    shelves: Shelves,
    articles: Sequence[Article],
    text: str,
    vector: Sequence[float],
    language: str,
) -> Mapping[str, Sequence[Passage]]:
    shelf = shelves.of(language, articles)
    lexical = [passage for passage, _ in knowledge.bm25(db, text, language, CANDIDATES)]
    similar = shelf.similar(vector)
    semantic = sorted(shelf.passages, key=lambda passage: -similar[passage.id])[:CANDIDATES]
    fused = [passage for passage, _ in fuse(lexical, semantic)]
    return {"words": lexical, "meaning": semantic, "fused": fused}


def _hit(found: Sequence[Passage], right: Collection[str]) -> bool:
    return any(passage.article_id in right for passage in found[:FIRST])


def _print(tally: Tally) -> None:
    intents = sorted({intent for _, _, intent in tally.tries} - {"all"})
    across = SEARCHES[:3]
    print(f"{'recall@3':<18}{'n':>4}" + "".join(f"{name:>9}" for name in (*SEARCHES, *across)))
    print(f"{'':<22}{'same language':>18}{'across':>36}")
    for intent in (*intents, "all"):
        columns = [tally.share("same", search, intent) for search in SEARCHES]
        columns += [tally.share("across", search, intent) for search in across]
        print(f"{intent:<18}{tally.tries['same', 'words', intent]:>4}" + "".join(columns))
    mean = sum(tally.shown) / max(1, len(tally.shown))
    none = sum(not number for number in tally.shown)
    print(
        f"\nDrafts are shown {mean:.1f} passages on average, and none for {none} of {len(tally.shown)} messages."
    )
