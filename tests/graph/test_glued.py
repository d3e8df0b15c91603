"""Placeholders with a letter behind or before them stay masked, at rest and on their way to a model."""

from __future__ import annotations

import pytest

from data import conversations, desk, examples, outbox
from data.records import Conversation
from graph.glued import opened
from graph.masking import Masking
from graph.replay.shadow import Shadow
from tests.graph.marking import WORD, columns, mask, unmask
from tests.graph.shop import Shop

GLUED = (
    "<OTHER_1>s",
    "Gelb<OTHER_1>",
    "<OTHER_1><OTHER_1>",
    "<OTHER_1>\u200bs",
    "<OTHER_1><b>s</b>",
    "&#115;<OTHER_1>",
)


@pytest.fixture
def masking(shop: Shop) -> Masking:
    return Masking(shop.db, shop.parts.vault, shop.parts.redactor)


def marked(shop: Shop, asked: Conversation) -> Conversation:
    """The conversation with its word masked by hand, and drafted anew."""
    mask(shop, asked)
    shop.writer.reply = "Dear <PERSON_1>, <OTHER_1> stands on your parcel."
    shop.run()
    return asked


@pytest.mark.parametrize("glued", GLUED)
def test_a_placeholder_that_touches_a_word_stays_masked(shop: Shop, asked: Conversation, glued: str) -> None:
    draft = shop.claim(marked(shop, asked))
    typed = f"Dear <PERSON_1>, {glued} parcel is on its way."
    shop.desk.autosave(draft.id, shop.reviewer, typed)
    assert desk.get(shop.db, draft.id).edit_text == typed
    assert WORD not in columns(shop)


def test_an_edit_with_one_is_kept_and_learnt_masked_and_reaches_the_customer(
    shop: Shop, asked: Conversation
) -> None:
    draft = shop.claim(marked(shop, asked))
    shop.desk.edit(draft.id, shop.reviewer, "Dear <PERSON_1>, your <OTHER_1>s parcel is on its way.")
    shop.run()
    assert WORD not in columns(shop)
    assert "<OTHER_1>s parcel" in examples.listing(shop.db)[0].reply
    shop.deliver()
    assert shop.read_by_customer(asked)[0].endswith("your yellow submarines parcel is on its way.")
    assert not outbox.pending(shop.db) and WORD not in columns(shop)


def test_what_the_customer_typed_like_a_placeholder_is_told_apart(shop: Shop, masking: Masking) -> None:
    of, _ = shop.drafted("I typed <PERSON_1> myself. My name is Ingrid Solberg.")
    text = "<LITERAL_1> and <PERSON_1>, <LITERAL_1>s and <PERSON_1>s."
    assert masking.typed(text, of, "en") == text
    assert masking.typed(text + " <KEPT_1>", of, "en", unfinished=True) == text + " <KEPT_1>"


def test_a_value_that_a_longer_finding_swallows_comes_back_whole(shop: Shop, masking: Masking) -> None:
    of, _ = shop.drafted("My name is Solberg.")
    typed = masking.typed("Her address is ann.<PERSON_1>2@example.com now.", of, "en")
    values = shop.parts.vault.placeholders(of.id, of.customer_id)
    assert "example.com" not in typed and "Solberg" not in typed
    assert "KEPT" not in repr(values) and not any("<PERSON_1>" in value for value in values.values())


def test_an_escape_before_one_gives_nothing_away(shop: Shop, asked: Conversation, masking: Masking) -> None:
    marked(shop, asked)
    assert masking.typed("See \\<OTHER_1>s", asked, "en", unfinished=True) == "See \\<OTHER_1>s"


def test_told_in_another_conversation_it_gets_that_ones_placeholder(
    shop: Shop, asked: Conversation, masking: Masking
) -> None:
    values = shop.parts.vault.placeholders(marked(shop, asked).id, asked.customer_id)
    other = conversations.open(shop.db, customer_id=asked.customer_id, channel="chat", language="en")
    masking.typed("I spoke with Birgitta Holm.", other, "en")
    told = masking.told("<PERSON_1>s <OTHER_1>s, <OTHER_1>", other, "en", values=values)
    there = shop.parts.vault.placeholders(other.id, asked.customer_id)
    assert told == "<PERSON_2>s <OTHER_1>s, <OTHER_1>"
    assert (there["<PERSON_2>"], there["<OTHER_1>"]) == ("Ingrid Solberg", WORD)


def test_a_replay_tells_of_it_no_more_than_the_desk(
    shop: Shop, asked: Conversation, masking: Masking
) -> None:
    values = shop.parts.vault.placeholders(marked(shop, asked).id, asked.customer_id)
    other = conversations.open(shop.db, customer_id=asked.customer_id, channel="chat", language="en")
    shadow = Shadow(masking.db, masking.vault, masking.redactor)
    told = shadow.told("<OTHER_1>s or <OTHER_1>", other, "en", values=values)
    assert told == "<OTHER_1>s or <OTHER_1>" and not shop.parts.vault.placeholders(
        other.id, other.customer_id
    )


def test_un_masked_it_is_read_where_it_stands_free(shop: Shop, asked: Conversation, masking: Masking) -> None:
    unmask(shop, marked(shop, asked), "<OTHER_1>")
    assert masking.typed("<OTHER_1>s or <OTHER_1>", asked, "en") == f"<OTHER_1>s or {WORD}"


def test_free_placeholders_are_restored_and_unknown_ones_stay() -> None:
    found = opened("(<PERSON_1>), <PERSON_1>'s, <PERSON_2>s", {"<PERSON_1>": "Ida"})
    assert found.text == "(Ida), Ida's, <PERSON_2>s" and not found.glued
