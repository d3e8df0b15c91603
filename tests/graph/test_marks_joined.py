"""Masking by hand where conversations were joined: they are read as one, so a mark counts in all of them."""

from __future__ import annotations

import pytest

from data import audit, conversations, notes
from data.records import Conversation
from graph import remasking
from graph.desk import NotThere
from redaction import RedactionError
from tests.graph.marking import WORD, columns, kinds, mask, said, unmask
from tests.graph.shop import Shop


def joined(shop: Shop, source: Conversation, text: str) -> Conversation:
    """Another conversation of the customer with this message, answered, that the source is joined to."""
    target = conversations.open(shop.db, customer_id=source.customer_id, channel="chat", language="en")
    shop.write(target, text)
    shop.run()
    shop.desk.approve(shop.claim(target).id, shop.reviewer)
    shop.run()
    shop.deliver()
    shop.desk.join(source.id, target.id, shop.reviewer)
    assert WORD in shown(shop, target)
    return target


def shown(shop: Shop, conversation: Conversation) -> str:
    return repr([one.redacted for one in shop.desk.whole(conversation.id)]).casefold()


@pytest.mark.parametrize("text", ["Hello, it is about the yellow submarine again.", "Hello."])
def test_a_marked_word_is_hidden_in_all_that_is_shown_and_kept(
    shop: Shop, asked: Conversation, text: str
) -> None:
    target = joined(shop, asked, text)
    with shop.parts.bus.subscribe(asked.id) as heard:
        mask(shop, target)
        assert heard.wait(0)
    assert WORD not in shown(shop, target) and WORD not in columns(shop)
    assert audit.verify(shop.db).ok


def test_marked_in_the_one_that_was_joined_it_is_hidden_in_the_other_too(
    shop: Shop, asked: Conversation
) -> None:
    target = joined(shop, asked, "It is about the yellow submarine.")
    mask(shop, asked)
    assert said(shop, target) == "It is about the <OTHER_1>." and WORD not in columns(shop)


def test_un_masking_shows_the_value_in_both_whatever_it_is_called_there(
    shop: Shop, asked: Conversation
) -> None:
    target = joined(shop, asked, "I am Birgitta Berg. My name is Ingrid Solberg too. The yellow submarine!")
    assert "<PERSON_2> too" in said(shop, target) and "<PERSON_1>." in said(shop, asked)
    unmask(shop, target, "<PERSON_2>")
    assert "ingrid solberg" in said(shop, asked).casefold() and "<PERSON_1>" not in said(shop, asked)
    assert shown(shop, target).count("ingrid solberg") == 2 and "birgitta" not in shown(shop, target)
    revealed = [one for one in audit.events(shop.db) if one.kind == "value.revealed"]
    assert {one.conversation_id: one.subject["placeholder"] for one in revealed} == {
        target.id: "<PERSON_2>",
        asked.id: "<PERSON_1>",
    }


def test_stopped_halfway_the_same_click_does_the_rest(
    shop: Shop, asked: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = joined(shop, asked, "Hello.")
    shop.desk.note(target.id, shop.reviewer, "They said yellow submarine.")
    done, again = list[str](), remasking.remasking.redact_again

    def stopping(db, conversation_id, *rest):  # type: ignore[no-untyped-def]
        if done:
            raise RedactionError("stopped")
        done.append(conversation_id)
        return again(db, conversation_id, *rest)

    with monkeypatch.context() as patched, pytest.raises(RedactionError):
        patched.setattr(remasking.remasking, "redact_again", stopping)
        mask(shop, target)
    assert done == [target.id] and WORD not in repr(notes.of_conversation(shop.db, target.id))
    assert WORD in shown(shop, target)
    mask(shop, target)
    assert WORD not in columns(shop)


def test_words_that_stand_in_none_of_them_change_nothing(shop: Shop, asked: Conversation) -> None:
    target = joined(shop, asked, "Hello.")
    before = kinds(shop)
    with pytest.raises(NotThere):
        mask(shop, target, "green umbrella")
    assert kinds(shop) == before
