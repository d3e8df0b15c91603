"""What drafts quote of another customer's example goes with that customer, whoever comes first."""

from __future__ import annotations

import json
from typing import Any

import pytest

from data import audit, customers, desk, drafts, examples, quoted, turns
from data.customers import ERASED
from data.postgres import REWRITTEN
from data.records import Draft, Example, Turn
from data.rows import dump_json
from glassdesk.teaching import decision_lines
from tests.data.test_remasking import everything

REPLY = "Dear <PERSON_1>, Zorblax was ill."


@pytest.fixture
def example(shop: Any) -> Example:
    """An edited reply that became an example."""
    of, draft = shop.drafted()
    decision = shop.decide(draft, "edit", text=REPLY)
    shop.queue(shop.row(of, decision))
    shop.deliver()
    turns.finish(shop.db, draft.turn_id)
    labels = {"language": "en", "intent": "other", "reasons": [], "reviewer_id": "ann", "starred": False}
    texts = {"request": "I am ill.", "draft": "x", "reply": REPLY, "embedding": [0.5]}
    return examples.add(shop.db, decision_id=decision.id, customer_id=of.customer_id, **labels, **texts)


def other(shop: Any) -> Turn:
    """A turn of somebody else."""
    shop.write(shop.conversation())
    return shop.take()


def quote(shop: Any, turn: Turn, example: Example) -> Draft:
    """Somebody else's draft, which cites the example's reply and an article."""
    return shop.draft(turn, "Hello.", examples=[example.id], sources=[
        {"kind": "example", "id": example.id, "title": "Edit of 20 November", "text": REPLY, "score": 0.9},
        {"kind": "article", "id": "a#1", "title": "Returns", "text": "Free of charge.", "score": 0.5},
    ])  # fmt: skip


def plant(shop: Any, draft: Draft) -> None:
    """A canary made of that draft, which shows what its source says."""
    sql = """INSERT INTO canary (id, follows, draft_id, draft_hash, conversation_id, language, fault, place, was,
             planted, truth, text, checks, planted_at) VALUES ('c', 'f', $1, 'h', $2, 'en', 'name', 0, '', 'x', $3,
             'Hello x.', '[]', $4)"""
    truth = f"{draft.sources[0]['title']}: {REPLY}"
    shop.db.write(
        lambda cursor: cursor.run(sql, draft.id, draft.conversation_id, truth, shop.now()), quiet=True
    )


def test_an_erased_customers_reply_stands_in_no_other_draft_and_no_export(shop, example):
    draft = quote(shop, other(shop), example)
    plant(shop, draft)
    desk.claim(shop.db, draft.id, "ann", now=shop.now(1))
    shop.decide(draft, "reject")
    customers.erase(shop.db, example.customer_id, "ann")
    assert "Zorblax" not in everything(shop)
    assert "Zorblax" not in json.dumps(list(decision_lines(shop.db, "shop")))
    cited = drafts.get(shop.db, draft.id).sources
    assert [(one["id"], one["text"]) for one in cited] == [(example.id, ERASED), ("a#1", "Free of charge.")]
    assert audit.verify(shop.db).ok


def test_a_draft_that_was_being_written_meanwhile_keeps_nothing_of_it(shop, example):
    turn = other(shop)
    customers.erase(shop.db, example.customer_id, "ann")
    assert quote(shop, turn, example).sources[0]["text"] == ERASED
    assert "Zorblax" not in everything(shop)


def test_a_draft_and_an_erasure_at_once_leave_nothing(shop, example, at_once):
    turn = other(shop)
    failed = at_once(
        lambda: quote(shop, turn, example), lambda: customers.erase(shop.db, example.customer_id, "ann")
    )
    assert not [one for one in failed if isinstance(one, Exception)]
    assert "Zorblax" not in everything(shop)


def test_a_draft_quotes_an_example_as_it_reads_since_a_word_was_masked(shop, example):
    turn = other(shop)
    masked = "UPDATE example SET reply = 'Dear <PERSON_1>, <OTHER_1> was ill.' WHERE id = $1"
    shop.db.write(lambda cursor: cursor.run(masked, example.id), quiet=True)
    assert quote(shop, turn, example).sources[0]["text"] == "Dear <PERSON_1>, <OTHER_1> was ill."


def test_erasing_again_mends_what_an_earlier_version_left(shop, example):
    draft = quote(shop, other(shop), example)
    customers.erase(shop.db, example.customer_id, "ann")
    sql = "UPDATE draft SET sources = $2 WHERE id = $1"
    shop.db.write(lambda cursor: cursor.run(sql, draft.id, dump_json(draft.sources)), quiet=True)
    customers.erase(shop.db, example.customer_id, "ann")
    assert "Zorblax" not in everything(shop)


def test_every_table_that_an_erasure_blanks_is_rewritten_on_postgresql():
    words = [sql.split() for sql in customers._FORGET]
    changed = {first[1] if first[0] == "UPDATE" else first[2] for first in words}
    assert len(changed) > 15 and changed <= set(REWRITTEN)


def test_what_cites_no_example_is_left_as_it_is(shop):
    sources = [{"kind": "article", "id": "a#1", "title": "t", "text": "x", "score": 1.0}]
    assert shop.db.write(lambda cursor: quoted.current(cursor, sources)) == sources
