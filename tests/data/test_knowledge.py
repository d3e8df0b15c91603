"""Knowledge and examples: found by their words, in use or not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data import examples, knowledge
from data.bm25 import Index, words
from data.errors import NotFound
from data.ids import clock
from data.records import Article, Passage, Template


def save(db, slug: str, *texts: str, language: str = "en", title: str = "Help") -> Article:
    id = f"{language}/{slug}"
    article = Article(id, slug, language, title, ("returns",), "\n".join(texts), str(hash(texts)), clock())
    passages = [
        Passage(f"{id}#{number}", id, number, language, "", text, (0.25, -1.0))
        for number, text in enumerate(texts)
    ]
    knowledge.save_article(db, article, passages)
    return article


def test_an_article_is_saved_in_place_of_the_old_one(db):
    save(db, "returns", "old", "older")
    article = save(db, "returns", "new")
    assert knowledge.articles(db) == [replace(article, version=2)]
    (passage,) = knowledge.passages(db, "en")
    assert (passage.text, passage.embedding) == ("new", (0.25, -1.0))
    assert knowledge.passages(db, "da") == []


def test_bm25_finds_the_passage_that_fits_best(db):
    save(db, "returns", "You may return goods within 30 days.", "Refunds take five days.", title="Returns")
    save(db, "care", "Wash wool cold.", "Dry flat, never in the sun.", title="Care")
    save(db, "pflege", "Wolle kalt waschen.", language="de")
    found = knowledge.bm25(db, "How do I WASH my wool sweater?", "en", 2)
    assert found[0][0].text == "Wash wool cold." and found[0][1] > 0
    assert [passage.article_id for passage, _ in knowledge.bm25(db, "returns", "en")] == ["en/returns"] * 2
    assert knowledge.bm25(db, "zebra", "en") == knowledge.bm25(db, "wool", "sv") == []


def test_bm25_sees_a_changed_article(db):
    save(db, "care", "Wash wool cold.")
    assert knowledge.bm25(db, "wool", "en")
    save(db, "care", "Silk only.")
    assert not knowledge.bm25(db, "wool", "en")
    assert knowledge.bm25(db, "silk", "en")


def test_rare_words_weigh_more_than_common_ones():
    index = Index(["the the the parcel", "the refund", "the", "the"])
    assert [position for position, _ in index.search("the refund", 2)] == [1, 0]
    assert Index([]).search("anything", 3) == []


def test_words_of_any_language_are_folded():
    assert words("Straße ÄRGER pakke_nr <PERSON_1>") == ["strasse", "ärger", "pakke_nr", "person_1"]


def test_templates_are_kept_by_language(db):
    template = Template("en/late", "late", "en", "delivery", "late", None, "Late parcel", "Sorry, {name}")
    for each in (
        template,
        replace(template, body="We are sorry"),
        replace(template, id="da/late", language="da"),
    ):
        knowledge.save_template(db, each)
    assert [t.body for t in knowledge.templates(db, "en")] == ["We are sorry"]
    assert len(knowledge.templates(db)) == 2


def add(db, decision_id="d1", **more):
    given = {
        "customer_id": "c1",
        "language": "en",
        "intent": "returns",
        "reasons": ["tone"],
        "request": "<PERSON_1> wants a refund",
        "draft": "No.",
        "reply": "Gladly.",
        "reviewer_id": "ann",
        "starred": False,
        "embedding": [0.1, 0.2],
    }
    return examples.add(db, decision_id=decision_id, **(given | more))


def test_a_decision_is_one_example(db):
    example = add(db)
    assert add(db, reply="other") == example == examples.listing(db)[0]
    assert (example.embedding, example.reasons, example.active) == ((0.1, 0.2), ("tone",), True)


def test_an_example_can_be_switched_off_and_on(db):
    example, other = add(db), add(db, "d2", language="da")
    assert {e.id for e in examples.active(db)} == {example.id, other.id}
    examples.switch(db, example.id, False, "sue", "wrong tone")
    assert [e.id for e in examples.active(db)] == [other.id]
    assert {e.id: e.active for e in examples.listing(db)} == {example.id: False, other.id: True}
    examples.switch(db, example.id, True, "sue")
    assert [e.id for e in examples.active(db, "en", "returns")] == [example.id]
    assert examples.active(db, "en", "delivery") == []
    with pytest.raises(NotFound):
        examples.switch(db, "nothing", False, "sue")


def test_vectors_of_another_network_are_found_and_made_anew_once(db):
    old, new = add(db, made_by="old"), add(db, "d2", made_by="new")
    assert examples.outdated(db, "new", 9) == [(old.id, old.request)]
    examples.renew(db, {(old.id, "other words by now"): [9.0]}, "new")
    assert examples.outdated(db, "new", 9) == [(old.id, old.request)]
    examples.renew(db, {(old.id, old.request): [9.0]}, "new")
    assert examples.outdated(db, "new", 9) == []
    assert {one.id: one.embedding for one in examples.listing(db)} == {old.id: (9.0,), new.id: (0.1, 0.2)}
