"""Masking anew on both databases: all that is kept follows in one transaction, and what comes late is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from data import (
    audit,
    customers,
    decisions,
    desk,
    drafts,
    examples,
    messages,
    outbox,
    remasking,
    terms,
    turns,
)
from data.errors import CustomerErased, Stale
from data.ids import text_hash
from data.records import Conversation, Fresh, ListChange, MaskedAnew
from tests.data.test_terms import term

WORD = "Zorblax"


class Hide:
    """Puts `<OTHER_1>` for the word."""

    def __call__(self, text: str) -> str:
        return text.replace(WORD, "<OTHER_1>")

    def placeholders(self) -> Mapping[str, bytes]:
        return {"<OTHER_1>": b"sealed word"}


def redact(shop: Any, of: Conversation, text: str = f"I am {WORD}.") -> None:
    """Store every message of the customer as redacted."""
    for message in messages.of_conversation(shop.db, of.id):
        if message.redacted is None:
            messages.set_redacted(
                shop.db, message.id, redacted=text, findings=[], language="en", placeholders={}
            )


def again(shop: Any, of: Conversation, **more: Any) -> MaskedAnew:
    """Mask the word in the conversation."""
    stamp = terms.in_force(shop.db, of.id).stamp
    change = ListChange(stamp, term(shop, of))
    fresh = [
        Fresh(one.id, Hide()(one.redacted), [{"rule": "a reviewer's list"}])
        for one in messages.of_conversation(shop.db, of.id)
        if one.direction == "inbound" and one.redacted is not None
    ]
    given = {
        "change": change,
        "fresh": fresh,
        "hide": Hide(),
        "account_id": "ann",
        "now": shop.now(1),
        **more,
    }
    return remasking.redact_again(shop.db, of.id, **given)


def everything(shop: Any) -> str:
    """Every column of every row, as text."""
    sql = "SELECT table_name FROM information_schema.tables WHERE table_schema IN ('main', 'public')"
    names = [name for (name,) in shop.db.read(lambda cursor: cursor.rows(sql))]
    return "\n".join(
        str(shop.db.read(lambda cursor, name=name: cursor.rows(f"SELECT * FROM {name}"))) for name in names
    )


@pytest.fixture
def told(shop: Any) -> Conversation:
    """A conversation with the word in everything: a sent edit, an example, a note, an open draft with an edit begun."""
    of, draft = shop.drafted(f"Dear {WORD}, sorry.")
    redact(shop, of)
    first = shop.decide(draft, "edit", text=f"Dear {WORD}, very sorry.")
    shop.queue(shop.row(of, first))
    shop.deliver()
    turns.finish(shop.db, draft.turn_id)
    example = examples.add(
        shop.db, decision_id=first.id, customer_id=of.customer_id, language="en", intent="other", reasons=[],
        request=f"I am {WORD}.", draft=f"Dear {WORD}", reply=f"Dear {WORD}, yes", reviewer_id="ann", starred=False,
        embedding=[0.5],
    )  # fmt: skip
    shop.write(of)
    redact(shop, of)
    turn = shop.take()
    made = drafts.add(
        shop.db, turn_id=turn.id, version=1, text=f"Hi {WORD}. Bye.", language="en", drafter="offline", model="none",
        prompt_version="1", notes=[f"{WORD} wrote before"], examples=[example.id], guidance=f"greet {WORD}",
        sources=[{"kind": "example", "id": example.id, "title": "t", "text": f"Dear {WORD}", "score": 1.0}],
        checks=[{"name": "tone", "verdict": "warn", "evidence": f"{WORD} is loud", "spans": [[3, 10]]}],
        sentences=[{"text": f"Hi {WORD}. ", "source": None, "kind": "ai"}, {"text": "Bye.", "source": None, "kind": "ai"}],
    )  # fmt: skip
    drafts.set_interrupt(shop.db, made.id, "interrupt")
    desk.claim(shop.db, made.id, "ann", now=shop.now(1))
    desk.autosave(shop.db, made.id, "ann", f"Hello {WORD}", now=shop.now(1))
    return of


def test_after_it_the_word_stands_in_no_column(shop: Any, told: Conversation) -> None:
    assert everything(shop).count(WORD) > 12
    done = again(shop, told)
    assert WORD not in everything(shop)
    assert done.messages == 2 and done.texts > 5
    assert messages.placeholders(shop.db, told.id) == {"<OTHER_1>": b"sealed word"}
    assert audit.verify(shop.db).ok


def test_nor_does_it_in_a_byte_of_the_file_after_a_compaction(shop: Any, told: Conversation) -> None:
    from tests.data.test_erasure import stored

    again(shop, told)
    shop.db.tidy()
    shop.db.compact()
    assert WORD.encode() not in stored(shop.db)
    assert b"sealed word" in stored(shop.db)


def test_the_open_draft_is_stale_and_a_new_turn_answers_the_same(shop: Any, told: Conversation) -> None:
    old = drafts.of_conversation(shop.db, told.id)[-1]
    done = again(shop, told)
    turn = turns.get(shop.db, done.turn_id)
    was = turns.get(shop.db, old.turn_id)
    assert (turn.status, turn.first_seq, turn.last_seq) == ("pending", was.first_seq, was.last_seq)
    assert was.status == "superseded" and desk.get(shop.db, old.id).status == "stale"
    assert turns.take(shop.db, "w", now=shop.now(1)).id == turn.id
    with pytest.raises(Stale):
        shop.decide(old, text=old.text)


def test_pieces_of_a_draft_still_join_to_it_and_places_that_moved_are_dropped(
    shop: Any, told: Conversation
) -> None:
    again(shop, told)
    draft = drafts.of_conversation(shop.db, told.id)[-1]
    assert draft.text == "Hi <OTHER_1>. Bye." and draft.text_hash == text_hash(draft.text)
    assert "".join(piece["text"] for piece in draft.sentences) == draft.text
    assert draft.checks[0]["spans"] == [] and draft.sources[0]["kind"] == "example"


def test_a_decided_text_stays_provable(shop: Any, told: Conversation) -> None:
    was = decisions.of_conversation(shop.db, told.id)[0]
    again(shop, told)
    now = decisions.get(shop.db, was.id)
    assert (now.text, now.text_hash) == ("Dear <OTHER_1>, very sorry.", text_hash(now.text or ""))
    (event,) = [
        one for one in audit.events(shop.db) if one.kind == "text.masked" and "decision" in one.subject
    ]
    assert event.subject == {"decision": was.id, "was": was.text_hash} and event.content_hash == now.text_hash


def test_a_reply_that_was_decided_on_still_goes_out(shop: Any) -> None:
    of, draft = shop.drafted(f"Dear {WORD}, sorry.")
    redact(shop, of)
    row_id = shop.queue(shop.row(of, shop.decide(draft)))
    done = again(shop, of)
    seen = []
    shop.leave(lambda row, facts: seen.append((row.redacted, facts.text_matches, facts.turn_status)))
    assert done.turn_id is None and seen == [("Dear <OTHER_1>, sorry.", True, "decided")]
    assert outbox.sent(shop.db, row_id, "m", now=shop.now(1)).redacted == "Dear <OTHER_1>, sorry."


def test_a_reply_composed_from_the_old_text_is_refused_at_the_door(shop: Any) -> None:
    of, draft = shop.drafted(f"Dear {WORD}, sorry.")
    redact(shop, of)
    old = shop.row(of, shop.decide(draft))
    again(shop, of)
    with pytest.raises(Stale):
        shop.queue(old)
    assert outbox.of_conversation(shop.db, of.id) == []


def test_a_redraft_under_way_begins_anew(shop: Any) -> None:
    of, draft = shop.drafted(f"Dear {WORD}, sorry.")
    redact(shop, of)
    shop.decide(draft, "reject", guidance="shorter")
    assert turns.get(shop.db, again(shop, of).turn_id).status == "pending"
    assert turns.get(shop.db, draft.turn_id).status == "superseded"
    with pytest.raises(Stale):
        shop.draft(turns.get(shop.db, draft.turn_id), f"Hello {WORD}", 2)


def test_a_worker_that_holds_the_turn_can_store_no_draft_from_the_old_text(shop: Any) -> None:
    of = shop.conversation()
    shop.write(of)
    turn = shop.take()
    redact(shop, of)
    assert again(shop, of).turn_id not in (None, turn.id)
    with pytest.raises(Stale):
        shop.draft(turn, f"Dear {WORD}")


def test_a_turn_that_waits_for_its_worker_just_goes_on(shop: Any) -> None:
    of = shop.conversation()
    receipt = shop.write(of)
    redact(shop, of)
    assert again(shop, of).turn_id is None
    assert shop.take().id == receipt.turn_id


def test_an_example_of_the_old_text_is_refused(shop: Any) -> None:
    of, draft = shop.drafted(f"Dear {WORD}, sorry.")
    redact(shop, of)
    decision = shop.decide(draft)
    stamp = terms.in_force(shop.db, of.id).stamp
    again(shop, of)
    old = {
        "decision_id": decision.id, "customer_id": of.customer_id, "language": "en", "intent": "other", "reasons": [],
        "request": f"I am {WORD}", "draft": "x", "reply": "x", "reviewer_id": "ann", "starred": True, "embedding": [0.0],
    }  # fmt: skip
    with pytest.raises(Stale):
        examples.add(shop.db, **old, stamp=stamp)
    examples.add(shop.db, **{**old, "request": "new"}, stamp=terms.in_force(shop.db, of.id).stamp)


class Breaks(Hide):
    """Fails at its n-th text, as a process that dies there would."""

    def __init__(self, at: int) -> None:
        self.left = at

    def __call__(self, text: str) -> str:
        self.left -= 1
        if self.left < 0:
            raise KeyboardInterrupt
        return super().__call__(text)

    def placeholders(self) -> Mapping[str, bytes]:
        if self.left < 100:
            raise KeyboardInterrupt
        return super().placeholders()


def test_ended_at_any_point_it_is_done_or_not(shop: Any, told: Conversation) -> None:
    before = everything(shop)
    for at in range(0, 40, 3):
        with pytest.raises(KeyboardInterrupt):
            again(shop, told, hide=Breaks(at))
    assert everything(shop) == before
    again(shop, told, hide=Breaks(1000))
    assert WORD not in everything(shop)


def test_what_changed_meanwhile_makes_it_begin_again(shop: Any, told: Conversation) -> None:
    with pytest.raises(Stale, match="lists"):
        again(shop, told, change=ListChange("old", term(shop, told)))
    with pytest.raises(Stale, match="other redacted messages"):
        again(shop, told, fresh=[])
    assert WORD in everything(shop) and terms.in_force(shop.db, told.id).terms == ()


def test_a_message_redacted_at_the_same_moment_is_never_left_with_the_word(
    shop: Any, at_once: Callable[..., list[Any]]
) -> None:
    for _ in range(6):
        of = shop.conversation()
        shop.write(of)
        redact(shop, of)
        late = shop.write(of)
        stamp = terms.in_force(shop.db, of.id).stamp
        store = {"redacted": f"still {WORD}", "findings": [], "language": "en", "placeholders": {}}
        outcomes = at_once(
            lambda late=late, stamp=stamp, store=store: messages.set_redacted(
                shop.db, late.message_id, **store, stamp=stamp
            ),
            lambda of=of: again(shop, of),
        )
        texts = [one.redacted for one in messages.of_conversation(shop.db, of.id)]
        stale = [isinstance(one, Stale) for one in outcomes]
        # One of the two was first; the other one, if it came with what it had read before, is told so.
        assert sum(stale) <= 1 and (any(stale) or not any(WORD in (text or "") for text in texts))
        assert stale[1] or not any(WORD in (text or "") for text in texts)


def test_an_erased_customer_is_left_alone(shop: Any, told: Conversation) -> None:
    customers.erase(shop.db, told.customer_id, "ann")
    with pytest.raises(CustomerErased):
        again(shop, told)


def test_it_is_in_the_audit_with_ids_only(shop: Any, told: Conversation) -> None:
    done = again(shop, told)
    kinds = [event.kind for event in audit.events(shop.db, conversation_id=told.id)]
    assert {"term.added", "conversation.masked", "turn.superseded", "text.masked"} <= set(kinds)
    (event,) = [one for one in audit.events(shop.db) if one.kind == "conversation.masked"]
    assert event.actor == "ann" and event.subject["turn"] == done.turn_id and event.subject["messages"] == 2
