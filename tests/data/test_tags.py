"""Tags may hold a word that is masked or erased later: they leave no trace of it."""

from __future__ import annotations

from typing import Any

from data import audit, customers, remasking, tags, terms
from data.records import Conversation, ListChange
from tests.data.test_remasking import Hide, everything

TAG = "zorblax-lamp"


class HideTag(Hide):
    """Puts `<OTHER_1>` for the word in any case."""

    def __call__(self, text: str) -> str:
        return text.lower().replace("zorblax", "<OTHER_1>") if "zorblax" in text.lower() else text


def tagged(shop: Any) -> Conversation:
    of = shop.conversation()
    assert tags.add(shop.db, [of.id], TAG, "ann") == [of.id] and tags.add(shop.db, [of.id], "vip", "ann")
    return of


def test_a_tag_that_goes_stays_in_no_table_and_the_audit_neither(shop: Any) -> None:
    of = tagged(shop)
    remasking.redact_again(
        shop.db, of.id, ListChange(terms.in_force(shop.db, of.id).stamp), [], HideTag(), "ann"
    )
    assert tags.of(shop.db, of.id) == ("vip",) and "zorblax" not in everything(shop).lower()
    customers.erase(shop.db, tagged(shop).customer_id, "ann")
    assert "zorblax" not in everything(shop).lower()


def test_the_audit_says_how_many_tags_there_are(shop: Any) -> None:
    of = tagged(shop)
    tags.remove(shop.db, [of.id], TAG, "bob")
    told = [(event.actor, event.subject) for event in audit.events(shop.db) if event.kind.endswith("tagged")]
    assert told == [("bob", {"tags": 1}), ("ann", {"tags": 2}), ("ann", {"tags": 1})]
