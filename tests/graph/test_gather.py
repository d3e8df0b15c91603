"""Gathering: only the customer's own orders, only relevant passages and examples, from real rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from data import accounts, conversations, customers, examples, knowledge, messages, orders
from data.database import Database, connect
from data.ids import new_id
from data.records import Article, Conversation, Passage, Turn
from data.sample import load_articles, load_company
from graph.gather import Gatherer, condition_of
from graph.gather.orders import asked_about, candidates
from graph.gather.ranking import example_score
from graph.material import Material
from language import Reader
from tests.graph.drafting import TODAY, an_order, read, sample_orders, templates

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
MINE, THEIRS = "customer-1", "customer-2"
ON_ITS_WAY = replace(an_order("in_transit"), customer_id=MINE)
AT_HOME = replace(an_order("delivered"), customer_id=MINE)
FOREIGN = replace(an_order("late"), customer_id=THEIRS)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> Iterator[Database]:
    """A database with the sample company's Danish and English articles, its templates and three orders."""
    folder: Path = tmp_path_factory.mktemp("library")
    database = connect(f"duckdb:///{folder / 'glassdesk.duckdb'}")
    for page in load_articles():
        if page.language in ("da", "en"):
            _save_article(database, reader, page.language, page.slug, page.title, page.intents, page.body)
    for template in templates():
        if template.language in ("da", "en"):
            knowledge.save_template(database, template)
    for customer in (MINE, THEIRS):
        customers.add(database, customer_id=customer, wrapped_key=b"key", language="en")
    orders.save_all(database, [ON_ITS_WAY, AT_HOME, FOREIGN])
    yield database
    database.close()


def _save_article(
    db: Database, reader: Reader, language: str, slug: str, title: str, intents: tuple[str, ...], body: str
) -> None:
    id = f"{language}/{slug}"
    pieces = [piece.partition("\n") for piece in body.split("## ")]
    vectors = reader.embed([f"{title}. {head}. {text}" for head, _, text in pieces])
    passages = [
        Passage(f"{id}#{n}", id, n, language, head, text or head, tuple(map(float, vector)))
        for n, ((head, _, text), vector) in enumerate(zip(pieces, vectors, strict=True))
    ]
    knowledge.save_article(
        db, Article(id, slug, language, title, intents, body, str(hash(body)), NOW), passages
    )


def gather(
    db: Database, reader: Reader, text: str, language: str = "en", intent: str = "order_status",
    customer: str = MINE, conversation: Conversation | None = None,
) -> Material:  # fmt: skip
    conversation = conversation or conversations.open(
        db, customer_id=customer, channel="chat", language=language
    )
    turn = _turn(conversation)
    gatherer = Gatherer(db, reader, load_company())
    return gatherer.gather(turn, text, read(language, intent), conversation, now=NOW)


def _turn(conversation: Conversation) -> Turn:
    empty = dict.fromkeys(Turn.__slots__)
    known = {"id": new_id(), "conversation_id": conversation.id, "customer_id": conversation.customer_id}
    return Turn(**{**empty, **known, "first_seq": 2, "last_seq": 2, "reasons": ()})


@pytest.mark.parametrize("written", ["{0}", "{0}?", "nr. {1}", "nh {1}", "NH{1}", "#{1}"])
def test_an_order_is_found_however_its_number_is_written(
    library: Database, reader: Reader, written: str
) -> None:
    number = ON_ITS_WAY.number
    found = gather(library, reader, "Where is " + written.format(number, number.split("-")[1]))
    assert found.order_named and found.orders == (ON_ITS_WAY,) and found.condition == "in_transit"


def test_its_tracking_number_names_it_too(library: Database, reader: Reader) -> None:
    assert gather(library, reader, f"parcel {AT_HOME.tracking}").orders == (AT_HOME,)


def test_nothing_of_anothers_order_is_passed_on(library: Database, reader: Reader) -> None:
    found = gather(library, reader, f"Where is {FOREIGN.number}? I live in the same house.")
    assert found.foreign_order and not found.orders and found.condition == "none"
    assert FOREIGN.number not in repr(found) and str(FOREIGN.tracking) not in repr(found)


def test_a_foreign_number_without_its_letters_is_foreign_too(library: Database, reader: Reader) -> None:
    assert gather(library, reader, f"order {FOREIGN.number.split('-')[1]}").foreign_order


def test_a_number_that_does_not_exist_is_told_from_a_foreign_one(library: Database, reader: Reader) -> None:
    found = gather(library, reader, "Where is NH-29999?")
    assert found.unknown_order and not found.foreign_order and not found.orders


def test_without_a_number_the_order_that_fits_the_request_comes_first(
    library: Database, reader: Reader
) -> None:
    assert gather(library, reader, "Where is my parcel?").orders[0] == ON_ITS_WAY
    assert gather(library, reader, "It is broken", intent="complaint_damaged").orders[0] == AT_HOME
    assert not gather(library, reader, "Where is my parcel?").order_named


def test_an_item_that_is_mentioned_outweighs_the_state(library: Database, reader: Reader) -> None:
    item = str(AT_HOME.items[0]["name"])
    assert gather(library, reader, f"Where is my {item}?").orders[0] == AT_HOME


def test_a_number_named_earlier_in_the_conversation_still_counts(library: Database, reader: Reader) -> None:
    talk = conversations.open(library, customer_id=MINE, channel="chat", language="en")
    receipt = messages.receive(
        library, message_id=new_id(), conversation_id=talk.id, sealed_text=b"x", content_hash="h"
    )
    messages.set_redacted(
        library,
        receipt.message_id,
        redacted=f"About {AT_HOME.number}",
        findings=[],
        language="en",
        placeholders={},
    )
    found = gather(library, reader, "Any news?", conversation=talk)
    assert found.order_named and found.orders == (AT_HOME,)


def test_placeholders_and_dates_are_no_order_numbers() -> None:
    assert candidates("<PHONE_1234> and <PERSON_27934>") == []


@pytest.mark.parametrize(
    ("changes", "condition"),
    [
        ({"promised_on": TODAY}, "in_transit"),
        ({"promised_on": TODAY - timedelta(days=1)}, "late"),
        ({"status": "packed", "promised_on": TODAY}, "processing"),
        ({"status": "delayed", "promised_on": TODAY}, "in_transit"),
        ({"status": "delivered", "delivered_on": TODAY}, "delivered"),
        ({"status": "delivered", "delivered_on": None}, "unclear"),
        ({"status": "in_transit", "delivered_on": TODAY}, "unclear"),
        ({"status": "cancelled"}, "cancelled"),
    ],
)
def test_the_state_of_an_order(changes: dict[str, object], condition: str) -> None:
    assert condition_of(replace(ON_ITS_WAY, **changes), TODAY) == condition  # type: ignore[arg-type]


def test_passages_answer_the_question_in_the_customers_language(library: Database, reader: Reader) -> None:
    found = gather(library, reader, "Hvilken gas passer til gasblusset i frost?", "da", "product_question")
    assert found.passages[0].item.article_id == "da/camping-stove-guide"
    assert found.titles["da/camping-stove-guide"] and 0 < found.passages[0].score <= 1


def test_english_passages_stand_in_for_a_language_without_articles(library: Database, reader: Reader) -> None:
    found = gather(library, reader, "Retour, refund, return label", "sv", "return_refund")
    assert found.passages and {scored.item.language for scored in found.passages} == {"en"}


def test_what_no_article_speaks_of_brings_no_sure_passage(library: Database, reader: Reader) -> None:
    found = gather(library, reader, "Do you sell grand pianos or trombones?", intent="product_question")
    assert all(scored.score < 0.5 for scored in found.passages)


def test_templates_fit_language_intent_and_state(library: Database, reader: Reader) -> None:
    found = gather(library, reader, ON_ITS_WAY.number)
    assert [(t.language, t.intent, t.condition) for t in found.templates] == [
        ("en", "order_status", "in_transit")
    ]
    asked = gather(library, reader, "Where is it?", customer="nobody")
    assert [t.condition for t in asked.templates] == ["none"]


def _teach(
    db: Database, reader: Reader, request: str, customer: str = THEIRS, intent: str = "order_status"
) -> str:
    staff = accounts.by_username(db, "mette") or accounts.add(
        db, username="mette", display_name="Mette Kjær", role="reviewer"
    )
    (vector,) = reader.embed([request])
    return examples.add(
        db, decision_id=new_id(), customer_id=customer, language="en", intent=intent, reasons=["tone"],
        request=request, draft="A.", reply="B.", reviewer_id=staff.id, starred=False,
        embedding=[float(x) for x in vector], now=NOW - timedelta(days=3),
    ).id  # fmt: skip


def test_examples_come_by_relevance_with_their_teacher_and_what_must_not_travel(
    library: Database, reader: Reader
) -> None:
    near = _teach(library, reader, "Where is my parcel, it should have come by now?")
    _teach(library, reader, "Which gas cartridge fits the stove?", intent="product_question")
    found = gather(library, reader, "Where is my parcel? It should be here by now")
    assert [scored.item.id for scored in found.examples] == [near]
    origin = found.origins[near]
    assert (
        origin.reviewer == "Mette Kjær"
        and "mette" in origin.private
        and FOREIGN.number.casefold() in origin.private
    )


def test_an_example_that_is_switched_off_teaches_no_more(library: Database, reader: Reader) -> None:
    id = _teach(library, reader, "Can I still change the delivery address?", intent="address_change")
    asked = ("Can I still change the delivery address?", "en", "address_change")
    assert [scored.item.id for scored in gather(library, reader, *asked).examples] == [id]
    account = accounts.by_username(library, "mette")
    assert account
    examples.switch(library, id, False, account.id, "test")
    assert not gather(library, reader, *asked).examples


def test_similarity_outweighs_age_language_and_intent(library: Database, reader: Reader) -> None:
    vector = reader.embed(["Where is my parcel?"])[0]
    id = _teach(library, reader, "How do I fold a kayak?", intent="other")
    (example,) = (one for one in examples.active(library) if one.id == id)
    same = replace(example, intent="order_status", embedding=tuple(map(float, vector)), created_at=NOW)
    scores = [
        example_score(vector, changed, read(), NOW)
        for changed in (
            same,
            replace(same, created_at=NOW - timedelta(days=365)),
            replace(same, language="da"),
            replace(same, intent="warranty"),
            replace(same, embedding=(0.0,) * len(same.embedding)),
        )
    ]
    assert scores == sorted(scores, reverse=True) and scores[0] > 0.99 and scores[-1] == 0


def test_a_changed_article_is_found_at_once(library: Database, reader: Reader) -> None:
    gatherer = Gatherer(library, reader)
    talk = conversations.open(library, customer_id=MINE, channel="chat", language="en")
    asked = (_turn(talk), "Do you sell trombones and sousaphones?", read(intent="product_question"), talk)
    before = {scored.item.article_id for scored in gatherer.gather(*asked).passages}
    _save_article(
        library, reader, "en", "brass", "Brass", ("product_question",), "We sell trombones and sousaphones."
    )
    assert "en/brass" not in before
    assert gatherer.gather(*asked).passages[0].item.article_id == "en/brass"


def test_every_sample_order_has_one_state_and_is_found_by_its_number() -> None:
    own = [order for order in sample_orders() if order.customer_id == sample_orders()[0].customer_id]
    for order in own:
        found = asked_about(
            own, [f"it is about {order.number} please"], "other", date(2026, 11, 21), lambda _: None
        )
        assert found.orders == (order,)
