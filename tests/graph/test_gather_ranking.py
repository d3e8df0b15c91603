"""What gathering leaves out: examples of other languages and subjects, ill-taken ones, passages beside the point."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from data import accounts, examples, knowledge
from data.database import Database, connect
from data.ids import new_id
from glassdesk.articles import Articles
from graph.gather import lessons
from graph.gather.library import Library
from graph.gather.ranking import EXAMPLE_FAR, EXAMPLE_NEAR, example_score
from language import Reader, Understanding
from tests.graph.drafting import read

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
LATE = "My parcel is late, where is it?"


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    database = connect(f"duckdb:///{tmp_path / 'glassdesk.duckdb'}")
    accounts.add(database, username="mette", display_name="Mette Kjær", role="reviewer")
    yield database
    database.close()


def teach(
    db: Database, vector: Sequence[float], language: str = "en", intent: str = "delivery_delay", days: int = 1
) -> str:
    return examples.add(
        db, decision_id=new_id(), customer_id="other", language=language, intent=intent, reasons=[],
        request=LATE, draft="A.", reply="B.", reviewer_id="mette", starred=False, embedding=vector,
        now=NOW - timedelta(days=days),
    ).id  # fmt: skip


def taught(db: Database, vector: Sequence[float], asked: Understanding) -> list[str]:
    return [scored.item.id for scored in lessons.similar(db, vector, asked, NOW)]


def test_an_example_of_another_language_comes_only_when_the_own_has_none(
    db: Database, reader: Reader
) -> None:
    vector = [float(x) for x in reader.embed([LATE])[0]]
    german = teach(db, vector, "de")
    assert taught(db, vector, read("en", "delivery_delay")) == [german]
    english = teach(db, vector, "en")
    assert taught(db, vector, read("en", "delivery_delay")) == [english]
    assert taught(db, vector, read("de", "delivery_delay")) == [german]


def test_an_example_about_something_else_stays_away(db: Database, reader: Reader) -> None:
    asked, other = reader.embed([LATE, "Which gas cartridge fits the camping stove in frost?"])
    teach(db, [float(x) for x in other], intent="product_question")
    assert float(asked @ other) < EXAMPLE_FAR and taught(db, asked, read("en", "delivery_delay")) == []


def test_an_example_of_the_same_intent_must_still_be_near(db: Database, reader: Reader) -> None:
    vector = reader.embed([LATE])[0]
    teach(db, [float(x) for x in -vector])
    assert float(vector @ -vector) < EXAMPLE_NEAR and taught(db, vector, read("en", "delivery_delay")) == []


def test_a_reply_that_customers_took_well_comes_before_one_they_took_badly(
    db: Database, reader: Reader
) -> None:
    vector = reader.embed([LATE])[0]
    teach(db, [float(x) for x in vector])
    (example,) = examples.active(db)
    near = replace(example, embedding=tuple(float(x) for x in vector + 0.4 * aside(vector)))
    scores = [
        example_score(vector, near, read("en", "delivery_delay"), NOW, outcome) for outcome in (-1, 0, 1, 9)
    ]
    assert scores[0] < scores[1] < scores[2] == scores[3] <= 1 and lessons.outcome_of(example) == 0


def aside(vector: np.ndarray) -> np.ndarray:
    """A direction that has nothing to do with this one."""
    noise = np.random.default_rng(7).normal(size=vector.shape)
    noise -= (noise @ vector) * vector
    return noise / np.linalg.norm(noise)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> Iterator[Library]:
    """Three English articles and a Danish one."""
    folder = tmp_path_factory.mktemp("articles")
    (folder / "en").mkdir()
    (folder / "da").mkdir()
    put = {
        "en/wool.md": "---\nintents: [product_question]\n---\n# Wool\nWash wool cold and dry it flat, away from the sun.",
        "en/returns.md": "---\nintents: [return_refund]\n---\n# Returns\nPrint the return label and hand the parcel in.",
        "en/stove.md": "---\nintents: [product_question]\n---\n# Stove\nUse screw cartridges with the camping stove.",
        "da/kaffe.md": "# Kaffemaskinen\nAfkalk kaffemaskinen hver måned med eddike.",
    }
    for name, text in put.items():
        (folder / name).write_text(text, "utf-8")
    database = connect(f"duckdb:///{folder / 'library.duckdb'}")
    Articles(database, reader, folder).bring_in()
    assert len(knowledge.articles(database)) == 4
    yield Library(database)
    database.close()


def found(
    library: Library, reader: Reader, text: str, language: str = "en", intent: str = "product_question"
) -> set[str]:
    passages, titles = library.passages(text, reader.embed([text])[0], read(language, intent))
    assert titles.keys() == {scored.item.article_id for scored in passages}
    return set(titles)


def test_a_passage_beside_the_point_stays_away(library: Library, reader: Reader) -> None:
    assert "en/returns" not in found(library, reader, "How do I wash my wool blanket?")
    assert found(library, reader, "Do you have any vacancies for welders?", intent="other") == set()


def test_passages_of_a_third_language_stand_in_when_there_are_no_others(
    library: Library, reader: Reader
) -> None:
    assert found(library, reader, "Kaffemaskinen: afkalka med eddike?", "sv", "other") == {"da/kaffe"}
    assert "da/kaffe" not in found(library, reader, "Which cartridges fit the camping stove?")


def test_gathering_finds_no_passage_where_there_are_no_articles(db: Database, reader: Reader) -> None:
    assert Library(db).passages("Where?", reader.embed(["Where?"])[0], read()) == ((), {})
