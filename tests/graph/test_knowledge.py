"""Writing articles and templates: judged, versioned, in force for the next draft; files change beneath; nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from data import accounts, knowledge, versions
from data.database import Database, connect
from data.errors import Superseded
from data.records import Account
from data.sample import load_company, load_phrases
from glassdesk.articles import Articles
from graph.gather.gatherer import company_facts
from graph.knowledge.item import Item, Words, new_item
from graph.knowledge.judging import Judge
from graph.knowledge.writing import Knowledge, UnfitKnowledge
from graph.modules import Modules
from language import Reader

BODY = "You may send goods back within {{ company.return_days }} days."


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    database = connect(f"duckdb:///{tmp_path / 'desk.duckdb'}")
    yield database
    database.close()


@pytest.fixture
def writing(db: Database, reader: Reader) -> Knowledge:
    return Knowledge(db, reader, Modules.load(), load_phrases(), company_facts(load_company()))


@pytest.fixture
def signe(db: Database) -> Account:
    return accounts.add(db, username="signe", display_name="Signe Holm", role="supervisor")


def template(writing: Knowledge, account: Account, body: str = BODY) -> Item:
    item = new_item("template", "en", "Returns", [])
    details = {"intent": "return_refund", "condition": "any", "emotion": None}
    writing.save(item, account, Words("Returns", body, details), 0)
    found = writing.item("template", "en/returns-en")
    assert found is not None
    return found


def article(writing: Knowledge, account: Account, body: str = "Wash wool cold and dry it flat.") -> Item:
    item = new_item("article", "en", "Wool care", [])
    writing.save(item, account, Words("Wool care", body, {"intents": ["product_question"]}), 0)
    found = writing.item("article", "en/wool-care")
    assert found is not None
    return found


def test_an_article_is_found_as_soon_as_it_is_saved(writing: Knowledge, signe: Account, db: Database) -> None:
    item = article(writing, signe)
    found = knowledge.bm25(db, "wash wool", "en")
    assert found[0][0].id == "en/wool-care#0" and len(found[0][0].embedding) == 384 and item.held
    writing.save(
        item, signe, replace(item.words, body="Silk is washed by hand, in cold water."), 1, "silk now"
    )
    assert knowledge.bm25(db, "silk", "en") and not knowledge.bm25(db, "wool dry flat", "en")[1:]
    assert [one.why for one in writing.history(item)] == ["silk now", ""]


def test_errors_stand_in_the_way_and_nothing_is_written(writing: Knowledge, signe: Account) -> None:
    item = template(writing, signe)
    for body, code in (
        ("Dear {{ order.nummer }}", "unknown_field"),
        ("Sorry, [[{{ order.number }}", "unclosed"),
        ("Hello <PERSON_1>", "placeholder"),
        ("Your order {{ order.number }} is late.", "no_order"),
        ("", "no_text"),
    ):
        with pytest.raises(UnfitKnowledge) as problem:
            writing.save(item, signe, replace(item.words, body=body), item.version)
        assert code in [one.code for one in problem.value.problems]
    assert len(writing.history(item)) == 1


def test_warnings_are_for_thought(writing: Knowledge, signe: Account) -> None:
    item = template(writing, signe)
    login = {"intent": "login_account", "condition": "any", "emotion": None}
    said = "We give you a voucher. See [here](nowhere.md). I am a human being, I feel your pain."
    found = {one.code: one for one in writing.judge(item, replace(item.words, body=said, details=login))}
    assert found["promise_compensation"].about == "voucher" and found["broken_link"].about == "nowhere.md"
    assert all(one.severity == "warning" for one in found.values())
    assert writing.judge(item, item.words) == ()


@pytest.mark.parametrize(
    ("said", "link"),
    [("See https://[your-shop]/returns for more.", "https://[your-shop"), ("[here](http://[x)", "http://[x")],
)
def test_a_link_that_is_no_address_is_for_thought(said: str, link: str) -> None:
    found = Judge("article", "en", Modules.load()).problems(Words("T", said, {"intents": ["other"]}))
    assert [(one.code, one.severity, one.about) for one in found] == [("broken_link", "warning", link)]


def test_of_two_editors_the_second_sees_the_first(writing: Knowledge, signe: Account) -> None:
    item = template(writing, signe)
    writing.save(item, signe, replace(item.words, body="Hers."), 1)
    with pytest.raises(Superseded) as problem:
        writing.save(item, signe, replace(item.words, body="His."), 1)
    writing.save(item, signe, replace(item.words, body="His."), problem.value.newest, "on top of hers")
    assert [one.body for one in writing.history(item)] == ["His.", "Hers.", BODY]


def test_an_earlier_version_comes_back_and_an_archived_one_too(
    writing: Knowledge, signe: Account, db: Database
) -> None:
    item = article(writing, signe)
    writing.archive(item, signe, 1, "out of date")
    assert knowledge.bm25(db, "wool", "en") == [] and knowledge.passages(db) == []
    archived = writing.item("article", item.id)
    assert archived is not None and archived.archived
    restored = writing.restore(archived, signe, 1, 2, "needed after all")
    assert (restored.number, restored.based_on) == (3, 1) and knowledge.bm25(db, "wool", "en")


@pytest.mark.parametrize("done", ["restore", "archive"])
def test_what_is_typed_outlives_what_else_is_done_with_the_item(
    writing: Knowledge, signe: Account, db: Database, done: str
) -> None:
    item = article(writing, signe)
    writing.save(item, signe, replace(item.words, body="Second words about wool."), 1)
    item = writing.item("article", item.id) or item
    writing.typed(item, signe, replace(item.words, body="An hour of typing."), 2)
    if done == "restore":
        writing.restore(item, signe, 1, 2, "back")
    else:
        writing.archive(item, signe, 2, "old")
    kept = versions.unfinished(db, "article", item.id, signe.id)
    assert kept is not None and (kept.body, kept.based_on) == ("An hour of typing.", 2)
    writing.save(item, signe, replace(item.words, body=kept.body), 3)
    assert versions.unfinished(db, "article", item.id, signe.id) is None


def test_a_file_changes_beneath_what_a_person_wrote_until_it_may_decide_again(
    writing: Knowledge, signe: Account, db: Database, reader: Reader, tmp_path: Path
) -> None:
    folder = tmp_path / "articles"
    (folder / "en").mkdir(parents=True)
    (folder / "en/care.md").write_text("Wash wool cold.", "utf-8")
    follows = Articles(db, reader, folder)
    follows.bring_in()
    item = writing.item("article", "en/care")
    assert item is not None and item.path == "en/care.md"
    writing.save(item, signe, replace(item.words, body="Never wash wool."), 1)
    (folder / "en/care.md").write_text("Wash wool at thirty degrees.", "utf-8")
    assert follows.bring_in().changed == ("en/care",) and not follows.bring_in()
    held = writing.item("article", "en/care")
    assert held is not None and held.words.body == "Never wash wool." and held.version == 2
    assert [one.origin for one in writing.history(held)] == ["file", "person", "file"]
    writing.follow_file(held, signe, 3, "the file is right")
    assert not follows.bring_in() and knowledge.bm25(db, "thirty", "en")
    now = writing.item("article", "en/care")
    assert now is not None and (now.held, now.version) == (False, 4)


def test_what_a_person_wrote_outlives_its_file_and_gets_vectors_of_a_new_network(
    writing: Knowledge, signe: Account, db: Database, reader: Reader, tmp_path: Path
) -> None:
    article(writing, signe)
    folder = tmp_path / "articles"
    (folder / "en").mkdir(parents=True)
    (folder / "en/other.md").write_text("Something else altogether.", "utf-8")
    Articles(db, reader, folder).bring_in()
    (folder / "en/other.md").unlink()
    (folder / "en/third.md").write_text("Something third altogether.", "utf-8")

    class Other:
        """Stands for a network with other weights: the same vectors, turned round."""

        def embed(self, texts):
            return reader.embed(texts)[:, ::-1]

    before = {piece.id: piece.embedding for piece in knowledge.passages(db)}
    changes = Articles(db, Other(), folder).bring_in()  # type: ignore[arg-type]
    after = {piece.id: piece.embedding for piece in knowledge.passages(db)}
    assert changes.removed == ("en/other",) and after["en/wool-care#0"] == before["en/wool-care#0"][::-1]


def test_a_template_is_shown_filled_in(writing: Knowledge, signe: Account) -> None:
    item = template(writing, signe)
    made, mail = writing.filled(
        item, replace(item.words, body=BODY + "[[mail: Write to us.]] {{ article.title }}")
    )
    assert "within 30 days. Write" not in made.chat.text and "Write to us." in made.mail.text
    assert "‹article.title›" in made.mail.text and mail.startswith("Hello") and made.mail.text in mail
    late = Words(
        "Late",
        "Order {{ order.number }} was due {{ order.promised_on }}.",
        {"intent": "x", "condition": "late"},
    )
    assert "‹" not in writing.filled(item, late)[0].mail.text
