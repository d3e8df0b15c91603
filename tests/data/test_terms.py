"""The privacy lists as rows: added, withdrawn, never changed, and gone with the customer they came from."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from data import audit, customers, messages, terms
from data.errors import NotFound, Stale
from data.ids import new_id
from data.records import Conversation, ListChange, Term


def term(shop: Any, of: Conversation | None = None, **more: Any) -> Term:
    """A word that is to be masked: in a conversation, or without one everywhere."""
    given = {
        "id": new_id(), "kind": "deny", "scope": "conversation" if of else "everywhere",
        "conversation_id": of.id if of else None, "customer_id": of.customer_id if of else None,
        "value_hash": of.id if of else "hash", "sealed_value": b"sealed word", "sealed_reason": None, "account_id": "ann",
        "created_at": shop.now(1), **more,
    }  # fmt: skip
    return Term(**given)


def add(shop: Any, new: Term, *withdrawn: str) -> None:
    held = terms.in_force(shop.db)
    terms.change(shop.db, ListChange(held.stamp, new, withdrawn), "ann")


def ids(shop: Any, conversation_id: str | None = None) -> list[str]:
    return [one.id for one in terms.in_force(shop.db, conversation_id).terms]


def test_a_word_is_in_force_until_it_is_withdrawn_and_both_are_audited(shop: Any) -> None:
    new = term(shop)
    add(shop, new)
    assert ids(shop) == [new.id] and terms.get(shop.db, new.id) == new
    terms.withdraw(shop.db, new.id, "bo", b"sealed why")
    terms.withdraw(shop.db, new.id, "bo", None)
    assert ids(shop) == []
    kinds = [(event.kind, event.actor, event.subject["kind"]) for event in audit.events(shop.db)]
    assert kinds == [("term.withdrawn", "bo", "deny"), ("term.added", "ann", "deny")]
    with pytest.raises(NotFound):
        terms.withdraw(shop.db, "nothing", "bo", None)


def test_the_listing_tells_who_when_and_why_also_of_withdrawn_words(shop: Any) -> None:
    first, second = term(shop, sealed_reason=b"why"), term(shop, value_hash="other")
    add(shop, first)
    add(shop, second)
    terms.withdraw(shop.db, first.id, "bo", b"why not", now=shop.now(9))
    rows = terms.listing(shop.db, "deny")
    assert [row.id for row in rows] == [second.id, first.id]
    assert (rows[1].sealed_reason, rows[1].sealed_withdrawal) == (b"why", b"why not")
    assert rows[1].withdrawn_at == shop.now() and rows[0].withdrawn_at is None
    assert terms.listing(shop.db, "allow") == []


def test_a_conversation_sees_its_own_words_and_those_for_everywhere(shop: Any) -> None:
    one, two = shop.conversation(), shop.conversation()
    everywhere, here = term(shop), term(shop, one)
    add(shop, everywhere)
    shop.db.write(
        lambda cursor: terms.apply(
            cursor, ListChange(terms.stamp(cursor, one.id), here), "ann", one.id, shop.now()
        )
    )
    assert ids(shop, one.id) == [everywhere.id, here.id]
    assert ids(shop, two.id) == ids(shop) == [everywhere.id]


def test_a_change_made_from_old_lists_is_refused(shop: Any) -> None:
    old = terms.in_force(shop.db).stamp
    add(shop, term(shop))
    with pytest.raises(Stale):
        terms.change(shop.db, ListChange(old, term(shop, value_hash="b")), "ann")
    assert len(ids(shop)) == 1


def test_the_same_word_twice_is_one_and_taking_the_other_lists_place_withdraws(shop: Any) -> None:
    first = term(shop)
    add(shop, first)
    add(shop, term(shop))
    assert ids(shop) == [first.id]
    left = term(shop, kind="allow")
    add(shop, left, first.id)
    assert ids(shop) == [left.id]


def test_two_who_add_the_same_word_at_once_can_withdraw_it_at_once(shop: Any, at_once: Any) -> None:
    stamp = terms.in_force(shop.db).stamp
    new = [ListChange(stamp, term(shop)) for _ in range(3)]
    at_once(*[lambda one=one: terms.change(shop.db, one, "ann") for one in new])
    found = ids(shop)
    assert found
    terms.withdraw(shop.db, found[0], "bo", None)
    assert ids(shop) == []


def test_an_erasure_takes_the_words_that_came_from_the_customer(shop: Any) -> None:
    of, other = shop.conversation(), shop.conversation()
    here, marked_there, typed = term(shop, of), term(shop, of, scope="everywhere"), term(shop, value_hash="b")
    elsewhere = term(shop, other, value_hash="c")
    for new in (here, marked_there, typed, elsewhere):
        shop.db.write(lambda cursor, new=new: terms.apply(
            cursor, ListChange(terms.stamp(cursor, new.conversation_id), replace(new, value_hash=new.id)), "ann",
            new.conversation_id, shop.now(),
        ))  # fmt: skip
    terms.withdraw(shop.db, marked_there.id, "bo", b"why")
    before = terms.in_force(shop.db, of.id).stamp
    customers.erase(shop.db, of.customer_id, "ann")
    assert ids(shop, of.id) == [typed.id] and terms.in_force(shop.db, of.id).stamp != before
    assert ids(shop, other.id) == [typed.id, elsewhere.id]
    assert shop.scalar("SELECT count(*) FROM term_withdrawal") == 0 and audit.verify(shop.db).ok


def test_a_message_redacted_with_old_lists_is_not_kept(shop: Any) -> None:
    of = shop.conversation()
    receipt = shop.write(of)
    stamp = terms.in_force(shop.db, of.id).stamp
    add(shop, term(shop))
    found = {"redacted": "x", "findings": [], "language": "en", "placeholders": {"<OTHER_1>": b"v"}}
    with pytest.raises(Stale):
        messages.set_redacted(shop.db, receipt.message_id, **found, stamp=stamp)
    assert (
        messages.get(shop.db, receipt.message_id).redacted is None
        and messages.placeholders(shop.db, of.id) == {}
    )
    messages.set_redacted(shop.db, receipt.message_id, **found, stamp=terms.in_force(shop.db, of.id).stamp)
    assert messages.get(shop.db, receipt.message_id).redacted == "x"
