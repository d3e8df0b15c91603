"""The database follows the articles folder: what comes, changes and goes; while running, and by command."""

from __future__ import annotations

import logging
import os
import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from data import conversations, customers, drafts, knowledge, messages, turns
from data.database import Database, connect
from glassdesk.articles import Articles, Watch, index
from glassdesk.house import House
from glassdesk.knowledge import load_knowledge
from glassdesk.settings import load
from language import Reader
from tests.glassdesk.papers import pdf

CARE = "Wash wool cold and dry it flat. Never hang it."
COMPANY = Path("data/sample")


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    database = connect(f"duckdb:///{tmp_path / 'glassdesk.duckdb'}")
    yield database
    database.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "articles" / "en"
    place.mkdir(parents=True)
    (place / "care.md").write_text(CARE, "utf-8")
    (place / "terms.pdf").write_bytes(pdf(["The warranty covers three years from delivery."], title="Terms"))
    (place / "faq.csv").write_text("title,text\nOne,The first answer is here.\nTwo,The second one is here.\n")
    return tmp_path / "articles"


@pytest.fixture
def articles(db: Database, reader: Reader, folder: Path) -> Articles:
    return Articles(db, reader, folder)


def ids(db: Database) -> list[str]:
    return [article.id for article in knowledge.articles(db)]


def test_files_become_articles_and_passages(articles: Articles, db: Database) -> None:
    changes = articles.bring_in()
    assert sorted(changes.added) == ids(db) == ["en/care", "en/faq-one", "en/faq-two", "en/terms"]
    found = knowledge.bm25(db, "how many years of warranty", "en", 1)
    assert found[0][0].id == "en/terms#0" and found[0][0].heading == "p. 1"
    assert not articles.bring_in()


def test_only_what_has_changed_is_embedded_again(
    articles: Articles, db: Database, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles.bring_in()
    made: list[str] = []
    cut = index.passages

    def noted(reader, new):
        made.extend(article.id for article in new)
        return cut(reader, new)

    monkeypatch.setattr(index, "passages", noted)
    (folder / "en/faq.csv").write_text("title,text\nOne,The first answer is here.\nTwo,Another second one.\n")
    changes = articles.bring_in()
    assert changes.changed == ("en/faq-two",) and made == ["en/faq-two"] and not articles.moved()
    assert (
        "Another" in [piece.text for piece in knowledge.passages(db) if piece.article_id == "en/faq-two"][0]
    )
    assert not Articles(db, Reader(), folder).bring_in() and made == ["en/faq-two"]


def test_a_start_that_ends_half_way_loses_nothing_and_the_next_one_goes_on(
    articles: Articles, db: Database, reader: Reader, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "TOGETHER", 2)
    saved, keep = [], knowledge.save_articles

    def once(db, new):
        if saved:
            raise KeyboardInterrupt
        saved.extend(kept.article.id for kept in new)
        keep(db, new)

    monkeypatch.setattr(knowledge, "save_articles", once)
    with pytest.raises(KeyboardInterrupt):
        articles.bring_in()
    assert ids(db) == sorted(saved) == ["en/care", "en/faq-one", "en/faq-two"]  # whole files
    monkeypatch.setattr(knowledge, "save_articles", keep)
    assert Articles(db, reader, folder).bring_in().added == ("en/terms",)


def test_what_has_gone_is_found_no_more_but_drafts_keep_their_words(
    articles: Articles, db: Database, folder: Path
) -> None:
    articles.bring_in()
    cited = {"kind": "article", "id": "en/care#0", "title": "Care", "text": CARE, "score": 0.9}
    conversation = _drafted(db, cited)
    (folder / "en/care.md").unlink()
    assert articles.bring_in().removed == ("en/care",)
    assert knowledge.bm25(db, "wash wool", "en") == [] and "en/care" not in ids(db)
    (draft,) = drafts.of_conversation(db, conversation)
    assert draft.sources[0]["text"] == CARE


def _drafted(db: Database, source: dict[str, object]) -> str:
    """A conversation with a draft that cites this; gives its id."""
    customers.add(db, customer_id="c", wrapped_key=b"k", language="en")
    opened = conversations.open(db, customer_id="c", channel="chat", language="en")
    messages.receive(
        db, message_id="m", conversation_id=opened.id, sealed_text=b"s", content_hash="h", settle_seconds=0
    )
    turn = turns.take(db, "worker")
    assert turn is not None
    drafts.add(
        db, turn_id=turn.id, version=1, text="Wash it cold.", language="en", drafter="offline", model="none",
        prompt_version="1", sources=[source],
    )  # fmt: skip
    return opened.id


def test_a_broken_file_keeps_what_was_read_last(articles: Articles, db: Database, folder: Path) -> None:
    articles.bring_in()
    (folder / "en/terms.pdf").write_bytes(b"%PDF-1.4 half saved")
    (broken,) = articles.bring_in().broken
    assert broken.path == "en/terms.pdf" and "en/terms" in ids(db)
    (folder / "en/terms.pdf").unlink()
    assert articles.bring_in().removed == ("en/terms",)


def test_a_folder_that_is_gone_takes_nothing_along_unless_told_so(
    articles: Articles, db: Database, folder: Path
) -> None:
    articles.bring_in()
    shutil.rmtree(folder)
    changes = articles.bring_in()
    assert len(ids(db)) == 4 and not changes and "stay as they were" in changes.broken[0].reason
    assert len(articles.bring_in(all_may_go=True).removed) == 4 and ids(db) == []


def test_another_network_makes_new_vectors(articles: Articles, db: Database, folder: Path) -> None:
    articles.bring_in()

    class Other:
        """Stands for a network with other weights: the same vectors, turned round."""

        def __init__(self) -> None:
            self._reader = Reader()

        def embed(self, texts):
            return self._reader.embed(texts)[:, ::-1]

    before = {piece.id: piece.embedding for piece in knowledge.passages(db)}
    changes = Articles(db, Other(), folder).bring_in()  # type: ignore[arg-type]
    after = {piece.id: piece.embedding for piece in knowledge.passages(db)}
    assert len(changes.changed) == 4 and all(before[id] == after[id][::-1] for id in before)


def test_a_renamed_file_moves_its_article(articles: Articles, db: Database, folder: Path) -> None:
    articles.bring_in()
    os.rename(folder / "en/care.md", folder / "en/wool.md")
    changes = articles.bring_in()
    assert (changes.added, changes.removed) == (("en/wool",), ("en/care",))


def test_while_running_the_folder_is_followed(
    articles: Articles, db: Database, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    articles.bring_in()
    watch = Watch(articles, seconds=0.05)
    watch.start()
    (folder / "en/silk.md").write_text("Silk is washed by hand, in cold water.", "utf-8")
    (folder / "en/torn.pdf").write_bytes(b"%PDF torn")
    end = time.monotonic() + 20
    while "en/silk" not in ids(db) and time.monotonic() < end:
        time.sleep(0.05)
    time.sleep(0.3)
    assert "en/silk" in ids(db) and not watch.problems() and "1 added" in caplog.text
    watch.stop()
    assert caplog.text.count("en/torn.pdf") == 1  # not at every look
    assert not any(thread.name == "articles" for thread in threading.enumerate())


@pytest.fixture
def company(tmp_path: Path) -> Path:
    place = tmp_path / "company"
    shutil.copytree(COMPANY, place, ignore=shutil.ignore_patterns("*.py", "__pycache__", "articles"))
    (place / "articles/en").mkdir(parents=True)
    (place / "articles/en/care.md").write_text(CARE, "utf-8")
    return place


def test_the_house_follows_its_companys_folder(tmp_path: Path, company: Path) -> None:
    house = House.open(load(data_dir=tmp_path / "var", company_dir=company, articles_seconds=1))
    try:
        changes, templates = load_knowledge(house, company)
        assert changes.added == ("en/care",) and templates
        house.start()
        (company / "articles/en/care.md").write_text("Wash silk by hand, never wool.", "utf-8")
        end = time.monotonic() + 30
        while not knowledge.bm25(house.db, "silk", "en") and time.monotonic() < end:
            time.sleep(0.1)
        assert knowledge.bm25(house.db, "silk", "en") and not house.problems()
    finally:
        house.close()


def test_a_template_that_is_taken_out_of_its_file_is_drafted_from_no_more(
    tmp_path: Path, company: Path
) -> None:
    house = House.open(load(data_dir=tmp_path / "var", company_dir=company))
    try:
        _, number = load_knowledge(house, company)
        file = company / "templates.yaml"
        entries = yaml.safe_load(file.read_text("utf-8"))
        file.write_text(yaml.safe_dump(entries[1:], allow_unicode=True), "utf-8")
        assert load_knowledge(house, company)[1] == number - 1
        assert entries[0]["slug"] not in {one.slug for one in knowledge.templates(house.db)}
        assert len(knowledge.templates(house.db)) == number - 1
    finally:
        house.close()


def test_changes_read_like_a_sentence() -> None:
    changes = index.Changes(added=("a",), removed=("b", "c"))
    assert str(changes) == "1 added, 0 changed, 2 removed" and not replace(changes, added=(), removed=())
