"""Masking by hand, from the click to the customer: what a person marks counts at once, everywhere it was kept."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from data import (
    audit,
    conversations,
    desk,
    drafts,
    examples,
    takeovers,
    turns,
)
from data.records import Conversation
from graph.desk import NotThere, UnfitWords, UnknownPlaceholder
from graph.masking import Masking
from graph.vault import Vault
from tests.graph.marking import QUESTION, REPLY, WORD, columns, kinds, mask, said, unmask
from tests.graph.shop import Shop, wait_for


def test_a_marked_word_is_hidden_and_the_reply_is_drafted_again_without_it(
    shop: Shop, asked: Conversation
) -> None:
    old = shop.claim(asked)
    mask(shop, asked)
    assert said(shop, asked).count("<OTHER_") == 2 and WORD not in said(shop, asked).casefold()
    assert desk.get(shop.db, old.id).status == "stale"
    shop.writer.reply = "Dear <PERSON_1>, <OTHER_1> stands on your parcel."
    assert shop.run() == 1
    assert WORD not in repr(shop.writer.asked[-1]).casefold()
    shop.desk.approve(shop.claim(asked).id, shop.reviewer)
    shop.run()
    shop.deliver()
    assert shop.read_by_customer(asked)[0].endswith(
        "\n\nDear Ingrid Solberg, yellow submarine stands on your parcel."
    )


def test_each_finding_keeps_its_rule_and_placeholder_and_no_words(shop: Shop, asked: Conversation) -> None:
    mask(shop, asked)
    found = shop.messages(asked)[0].findings or ()
    assert [one["placeholder"] for one in found] == ["<OTHER_1>", "<OTHER_2>", "<PERSON_1>"]
    assert found[0]["rule"] == "a reviewer's list" and found[2]["rule"] and 0 < found[2]["score"] <= 1
    assert "Ingrid" not in repr(found)


def test_the_word_is_in_no_column_and_no_byte_of_any_file(shop: Shop, asked: Conversation) -> None:
    shop.desk.edit(shop.claim(asked).id, shop.reviewer, REPLY + " Yours, the yellow submarine team.")
    shop.run()
    shop.deliver()
    shop.write(asked, "And when? yellow submarine, I said.")
    shop.run()
    shop.desk.autosave(shop.claim(asked).id, shop.reviewer, "Soon, yellow submarine.")
    (example,) = examples.listing(shop.db)
    assert WORD in example.request and columns(shop).count(WORD) > 10

    mask(shop, asked)
    assert WORD not in columns(shop)
    (example,) = examples.listing(shop.db)
    assert example.active and "<OTHER_1>" in example.request and "<OTHER_1>" in example.reply
    shop.writer.reply = "Soon."
    runner = shop.runner()
    runner.run_until_idle()
    runner._journeys.sweep()
    runner.close()
    shop.db.compact()
    for path in shop.folder.iterdir():
        assert WORD.encode() not in path.read_bytes().lower(), path.name
    assert audit.verify(shop.db).ok


def test_what_was_approved_still_reaches_the_customer_word_for_word(shop: Shop, asked: Conversation) -> None:
    shop.desk.approve(shop.claim(asked).id, shop.reviewer)
    mask(shop, asked)
    shop.run()
    assert [row.status for row in shop.deliver()] == ["sending"]
    assert shop.read_by_customer(asked)[0].endswith("\n\n" + REPLY)
    assert WORD not in columns(shop)


def test_staff_who_type_the_word_get_its_placeholder(shop: Shop, asked: Conversation) -> None:
    mask(shop, asked)
    shop.run()
    draft = shop.claim(asked)
    shop.desk.autosave(draft.id, shop.reviewer, "Dear yellow submarine")
    assert desk.get(shop.db, draft.id).edit_text == "Dear <OTHER_1>"


def test_always_counts_in_the_next_conversation_and_here_alone_does_not(
    shop: Shop, asked: Conversation
) -> None:
    shop.write(asked, "Also: the gate code is green umbrella, please.")
    shop.run()
    mask(shop, asked)
    mask(shop, asked, "green umbrella", everywhere=True)
    other = shop.open()
    shop.write(other, "Where is my order? Is green umbrella or yellow submarine in stock?")
    shop.run()
    assert "green umbrella" not in said(shop, other) and WORD in said(shop, other)


def test_what_was_marked_here_can_be_marked_for_everywhere_without_being_seen(
    shop: Shop, asked: Conversation
) -> None:
    mask(shop, asked)
    mask(shop, asked, "<OTHER_1>", everywhere=True)
    other = shop.open()
    shop.write(other, "Where is yellow submarine?")
    shop.run()
    assert said(shop, other) == "Where is <OTHER_1>?"
    with pytest.raises(NotThere):
        mask(shop, asked, "<PERSON_1>", everywhere=True)


def test_another_process_knows_the_lists_at_once(shop: Shop, asked: Conversation) -> None:
    vault = Vault(shop.db, shop.parts.vault._keyring)
    elsewhere = replace(shop, parts=replace(shop.parts, vault=vault))
    first, second = shop.open(), shop.open()
    elsewhere.write(first, "yellow submarine?")
    elsewhere.run()
    mask(shop, asked, everywhere=True)
    elsewhere.write(second, "yellow submarine?")
    elsewhere.run()
    assert (said(shop, first), said(shop, second)) == ("yellow submarine?", "<OTHER_1>?")


def test_told_in_another_conversation_of_the_customer_a_marked_word_stays_hidden(
    shop: Shop, asked: Conversation
) -> None:
    mask(shop, asked)
    other = conversations.open(shop.db, customer_id=asked.customer_id, channel="chat", language="en")
    masking = Masking(shop.db, shop.parts.vault, shop.parts.redactor)
    assert masking.told("They asked for yellow submarine.", other, "en") == "They asked for <OTHER_1>."
    assert (
        masking.told("They asked for yellow submarine.", shop.open(), "en")
        == "They asked for yellow submarine."
    )


def test_un_masking_shows_the_value_and_is_a_reveal(shop: Shop, asked: Conversation) -> None:
    unmask(shop, asked, "<PERSON_1>")
    assert "My name is Ingrid Solberg." in said(shop, asked)
    assert {"value.revealed", "term.added", "conversation.masked"} <= set(kinds(shop))
    assert "Solberg" not in repr(audit.events(shop.db))
    shop.writer.reply = "Dear Ingrid Solberg, it is on its way."
    shop.run()
    assert shop.claim(asked).text == shop.writer.reply
    other = shop.open()
    shop.write(other, "My name is Ingrid Solberg.")
    shop.run()
    assert said(shop, other) == "My name is <PERSON_1>."


def test_un_masked_always_it_is_left_in_the_next_conversation_too(shop: Shop, asked: Conversation) -> None:
    unmask(shop, asked, "<PERSON_1>", everywhere=True)
    other = shop.open()
    shop.write(other, "My name is Ingrid Solberg.")
    shop.run()
    assert said(shop, other) == "My name is Ingrid Solberg."


@pytest.mark.parametrize("everywhere", [False, True])
def test_back_and_forth_the_same_value_keeps_its_placeholder(
    shop: Shop, asked: Conversation, everywhere: bool
) -> None:
    mask(shop, asked, everywhere=everywhere)
    masked = said(shop, asked)
    assert "write <OTHER_1> on it" in masked
    for name in ("<OTHER_1>", "<PERSON_1>"):
        unmask(shop, asked, name, everywhere=everywhere)
    assert said(shop, asked) == QUESTION
    mask(shop, asked, "Ingrid Solberg", everywhere=everywhere)
    assert "My name is <PERSON_1>." in said(shop, asked)
    mask(shop, asked, everywhere=everywhere)
    assert said(shop, asked) == masked


def test_the_nearer_list_wins(shop: Shop, asked: Conversation) -> None:
    shop.desk.add_word("allow", shop.reviewer, WORD, "a product")
    mask(shop, asked)
    assert "<OTHER_1>" in said(shop, asked)
    shop.desk.add_word("deny", shop.reviewer, WORD, "a gate word after all")
    unmask(shop, asked, "<OTHER_1>")
    assert WORD in said(shop, asked)
    other = shop.open()
    shop.write(other, "yellow submarine?")
    shop.run()
    assert said(shop, other) == "<OTHER_1>?"


def test_asking_for_a_hidden_word_tells_nothing(shop: Shop, asked: Conversation) -> None:
    before = audit.events(shop.db)
    for words in ("Ingrid Solberg", "Solberg", "Birgitta Berg", "Person 1", "PERSON_1"):
        with pytest.raises(NotThere) as refusal:
            mask(shop, asked, words)
        assert words not in str(refusal.value)
    assert audit.events(shop.db) == before


@pytest.mark.parametrize("words", ["x", " . ", "", "yellow submarine " * 40])
def test_words_that_fit_no_list_are_refused(shop: Shop, asked: Conversation, words: str) -> None:
    with pytest.raises((UnfitWords, NotThere)):
        mask(shop, asked, words)
    with pytest.raises(UnfitWords):
        shop.desk.add_word("deny", shop.reviewer, words, "")


def test_an_everyday_word_can_be_hidden_here_but_not_everywhere_by_a_click(
    shop: Shop, asked: Conversation
) -> None:
    with pytest.raises(UnfitWords, match="everyday"):
        mask(shop, asked, "parcel", everywhere=True)
    mask(shop, asked, "parcel")
    assert "my <OTHER_1>?" in said(shop, asked)


def test_only_what_hides_something_can_be_un_masked(shop: Shop) -> None:
    conversation = shop.open()
    shop.write(conversation, "I typed <PERSON_9> myself.")
    shop.run()
    assert said(shop, conversation) == "I typed <LITERAL_1> myself."
    for name in ("<PERSON_4>", "<LITERAL_1>", "yellow submarine"):
        with pytest.raises(UnknownPlaceholder):
            unmask(shop, conversation, name)


def test_while_the_drafter_writes_its_draft_from_the_old_words_is_dropped(shop: Shop) -> None:
    conversation = shop.open()
    shop.write(conversation, QUESTION)
    shop.writer.go_on = threading.Event()
    worker = threading.Thread(target=shop.run)
    worker.start()
    assert shop.writer.started.wait(20)
    mask(shop, conversation)
    shop.writer.reply = "It is on its way."
    shop.writer.go_on.set()
    worker.join(20)
    wait_for(lambda: drafts.of_conversation(shop.db, conversation.id))
    shop.run()
    (draft,) = drafts.of_conversation(shop.db, conversation.id)
    assert len(shop.writer.asked) == 2 and "<OTHER_1>" in shop.writer.asked[1].text
    assert turns.get(shop.db, draft.turn_id).status == "review" and WORD not in columns(shop)


def test_while_a_person_answers_words_can_be_marked_too(shop: Shop) -> None:
    conversation = shop.open()
    shop.desk.start_takeover(conversation.id, shop.reviewer)
    shop.write(conversation, "It is yellow submarine, please.")
    shop.desk.messages(conversation.id)
    shop.desk.say(conversation.id, shop.reviewer, "Is it yellow submarine?")
    mask(shop, conversation)
    assert shop.rows(conversation)[-1].redacted == "Is it <OTHER_1>?"
    assert takeovers.open_for(shop.db, conversation.id) and shop.run() == 0
    shop.deliver()
    assert shop.read_by_customer(conversation)[-1].endswith("Is it yellow submarine?")


def test_a_change_rings_the_bell(shop: Shop, asked: Conversation) -> None:
    with shop.parts.bus.subscribe(asked.id) as heard:
        mask(shop, asked)
        assert heard.wait(0)
