"""The privacy lists for everywhere: told, hidden, withdrawn, erased, and closed to other installations."""

from __future__ import annotations

import secrets

import pytest

from data import customers
from data.records import Conversation
from graph.lists import lists_for
from graph.vault import Vault
from redaction import Keyring, SealError
from tests.graph.marking import WORD, columns, kinds, mask, said
from tests.graph.shop import Shop


def test_the_lists_for_everywhere_tell_who_why_and_where_and_hide_masked_words(
    shop: Shop, asked: Conversation
) -> None:
    mask(shop, asked, everywhere=True)
    shop.desk.add_word("deny", shop.reviewer, "Green umbrella", "our storehouse")
    shop.desk.add_word("allow", shop.reviewer, "Louis Poulsen", "a maker of lamps")
    typed, marked = shop.desk.words("deny", shop.reviewer)
    assert (typed.value, typed.reason, typed.added_by, marked.conversation_id) == (
        None,
        "",
        "Maja Lund",
        asked.id,
    )
    assert "value.revealed" not in kinds(shop)
    typed, marked = shop.desk.words("deny", shop.reviewer, show=True)
    assert (typed.value, typed.reason, marked.value) == ("Green umbrella", "our storehouse", WORD)
    assert kinds(shop)[0] == "value.revealed"
    (left,) = shop.desk.words("allow", shop.reviewer)
    assert (left.value, left.reason, left.withdrawn_at) == ("Louis Poulsen", "a maker of lamps", None)
    assert not any(word in columns(shop) for word in ("green umbrella", "storehouse", "poulsen", "maker"))


def test_a_withdrawn_word_is_masked_no_more_and_stays_on_record(shop: Shop) -> None:
    shop.desk.add_word("deny", shop.reviewer, WORD, "")
    (word,) = shop.desk.words("deny", shop.reviewer)
    shop.desk.withdraw_word(word.id, shop.reviewer, "not personal")
    conversation, _ = shop.drafted("yellow submarine?")
    assert said(shop, conversation) == "yellow submarine?"
    (word,) = shop.desk.words("deny", shop.reviewer, show=True)
    assert (word.withdrawn_by, word.withdrawn_because) == ("Maja Lund", "not personal")


def test_a_word_goes_from_one_list_to_the_other(shop: Shop) -> None:
    shop.desk.add_word("deny", shop.reviewer, WORD, "")
    shop.desk.add_word("allow", shop.reviewer, WORD.upper(), "")
    assert [word.withdrawn_at is None for word in shop.desk.words("deny", shop.reviewer)] == [False]
    assert [word.withdrawn_at is None for word in shop.desk.words("allow", shop.reviewer)] == [True]


def test_an_erasure_takes_marks_and_the_key_to_them(shop: Shop, asked: Conversation) -> None:
    mask(shop, asked)
    shop.desk.add_word("deny", shop.reviewer, "green umbrella", "")
    customers.erase(shop.db, asked.customer_id, shop.reviewer.id)
    other = shop.open()
    shop.write(other, "green umbrella or yellow submarine?")
    shop.run()
    assert said(shop, other) == "<OTHER_1> or yellow submarine?"


def test_other_installations_cannot_read_the_lists(shop: Shop) -> None:
    shop.desk.add_word("deny", shop.reviewer, WORD, "")
    vault = Vault(shop.db, Keyring(secrets.token_bytes(32)))
    with pytest.raises(SealError):
        lists_for(vault, None)
