"""Which drafts cite what, and what became of them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from data import Database, cited, knowledge, outcomes
from tests.data.conftest import MORNING, Shop
from tests.data.test_versions import TEMPLATE

SOURCES = (
    {"kind": "article", "id": "en/care#0", "title": "Care", "text": "Cold.", "score": 1.0},
    {"kind": "article", "id": "en/care#2", "title": "Care", "text": "Flat.", "score": 1.0},
    {"kind": "template", "id": TEMPLATE.id, "title": "Late", "text": "Sorry.", "score": 1.0},
    {"kind": "order", "id": "NL-1", "title": "Order", "text": "late", "score": 1.0},
)


def test_a_draft_counts_once_for_an_article_whatever_of_it_it_cites(shop: Shop, db: Database) -> None:
    knowledge.save_template(db, TEMPLATE)
    _, sent = shop.drafted(sources=SOURCES)
    shop.decide(sent)
    _, edited = shop.drafted(sources=SOURCES[:1])
    shop.decide(edited, "edit", text="Another reply altogether.")
    _, rejected = shop.drafted(sources=SOURCES[2:])
    shop.decide(rejected, "reject")
    shop.drafted(sources=SOURCES[2:])
    article, template = cited.fares(db, MORNING)
    assert (article.part, article.drafts, article.unchanged, article.edited, article.judged) == (
        "en/care",
        2,
        1,
        1,
        2,
    )
    assert (template.drafts, template.unchanged, template.rejected, template.judged) == (3, 1, 1, 2)
    assert [(one.part, one.drafts) for one in cited.of_passages(db, "en/care", MORNING)] == [
        ("en/care#0", 2),
        ("en/care#2", 1),
    ]
    assert [(one.part, one.drafts) for one in cited.of_versions(db, "template", TEMPLATE.id)] == [("1", 3)]
    assert cited.fares(db, MORNING + timedelta(days=1)) == []


def test_customers_reactions_are_counted(shop: Shop, db: Database) -> None:
    conversation, draft = shop.drafted(sources=SOURCES)
    shop.queue(shop.row(conversation, shop.decide(draft)))
    shop.deliver()
    (message_id,) = outcomes.thumbs(db, conversation.id)
    outcomes.rate(db, conversation.id, message_id, False)
    article, _ = cited.fares(db, MORNING)
    assert (article.heard, article.badly) == (1, 1) and article.outcome == pytest.approx(-0.6)


def test_decisions_tell_what_their_drafts_were_made_of(shop: Shop, db: Database) -> None:
    _, draft = shop.drafted(sources=SOURCES)
    decision = shop.decide(draft)
    found = cited.items_of(db, [decision.id, "none"])
    assert found == {("template", TEMPLATE.id): 1, ("article", "en/care"): 1} and cited.items_of(db, []) == {}


def test_a_passage_belongs_to_its_article() -> None:
    assert cited.item_of("article", "en/how-to#1#12") == "en/how-to#1"
    assert (
        cited.item_of("article", "en/plain") == "en/plain" and cited.item_of("template", "en/a#1") == "en/a#1"
    )
