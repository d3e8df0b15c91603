"""Finding conversations by words and by what is known of them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from data import conversations, customers, decisions, messages, migrate, notes, remasking, search, tags, turns
from data import terms as lists
from data.database import connect
from data.folding import fold, terms, with_places
from data.ids import clock
from data.records import Fresh, ListChange, Wanted
from tests.data.test_migrations import numbers


def tell(shop, conversation, text: str) -> str:
    """A customer's message, redacted."""
    receipt = shop.write(conversation)
    messages.set_redacted(
        shop.db, receipt.message_id, redacted=text, findings=[], language="en", placeholders={}
    )
    return receipt.message_id


def found(shop, text: str = "", **wanted) -> list[str]:
    return [row.id for row in search.find(shop.db, Wanted(text=text, **wanted)).rows]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Größe", "grosse"),
        ("ÆRØ fåtölj", "aero fatolj"),
        ("Two\n\n lines", "two lines"),
        ("don’t", "don't"),
        ("ﬁne", "fine"),
    ],
)
def test_case_diacritics_and_line_breaks_do_not_matter(text, folded):
    made, places = with_places(text)
    assert made == fold(text) == folded and len(places) == len(made)
    assert places == sorted(places) and places[-1] < len(text)


def test_words_and_phrases_are_looked_for_each_once():
    assert terms('Lamp  „späte Lieferung" lamp ""') == ("lamp", "spate lieferung")


@pytest.mark.parametrize("wanted", ['"lamp broken', 'lamp broken"', "„lamp broken", '"" lamp "broken'])
def test_a_quotation_that_is_not_closed_is_looked_for_as_words(wanted):
    assert terms(wanted) == ("lamp", "broken")


def test_all_words_stand_in_the_conversation_and_phrases_stand_together(shop):
    lamp, chair = shop.conversation(), shop.conversation()
    tell(shop, lamp, "The lamp is broken.")
    tell(shop, lamp, "When does a new\none arrive?")
    tell(shop, chair, "A new lamp beside the chair arrives.")
    assert found(shop, "LAMP arrive") == [chair.id, lamp.id]
    assert found(shop, '"new one"') == [lamp.id]
    assert found(shop, "lamp chair missing") == []
    assert found(shop, "100%") == found(shop, "_") == []


def test_the_text_that_fits_best_is_the_hit(shop):
    one = shop.conversation()
    tell(shop, one, "A lamp.")
    tell(shop, one, "The lamp is broken.")
    tell(shop, one, "Broken!")
    page = search.find(shop.db, Wanted(text="lamp broken"))
    assert page.hits[one.id].text == "The lamp is broken." and not page.hits[one.id].note
    notes.add(shop.db, conversation_id=one.id, account_id="ann", text="The broken lamp was a gift: lamp")
    page = search.find(shop.db, Wanted(text="gift"))
    assert page.hits[one.id].note and [row.id for row in page.rows] == [one.id]


def test_pages_know_how_many_there_are(shop):
    for _ in range(3):
        tell(shop, shop.conversation(), "lamp")
    first = search.find(shop.db, Wanted(text="lamp"), limit=2)
    last = search.find(shop.db, Wanted(text="lamp"), limit=2, offset=2)
    behind = search.find(shop.db, Wanted(text="lamp"), limit=2, offset=4)
    assert [len(page.rows) for page in (first, last, behind)] == [2, 1, 0]
    assert [page.total for page in (first, last, behind)] == [3, 3, 3]
    assert search.find(shop.db, Wanted(text="nothing")).total == 0


def test_conversations_are_narrowed_by_what_is_known_of_them(shop):
    late, draft = shop.drafted()
    labels = {"emotion": "anger", "urgency": "high", "wants_human": False, "must_escalate": False}
    turns.set_triage(shop.db, draft.turn_id, language="en", sentiment=-0.8, intent="delivery_delay",
                     injection=False, reasons=(), **labels)  # fmt: skip
    decision = shop.decide(draft)
    other = shop.conversation(channel="api")
    tags.add(shop.db, [other.id], "vip", "bob")
    assert decisions.get(shop.db, decision.id).reviewer_id == "ann"
    assert found(shop, reviewer="ann") == found(shop, intent="delivery_delay") == [late.id]
    assert found(shop, mood=(-1.0, -0.6)) == [late.id] and found(shop, mood=(-0.2, 1.0)) == []
    assert found(shop, channel="api") == found(shop, tag="vip") == [other.id]
    assert found(shop, since=shop.now() + timedelta(days=1)) == []
    assert search.find(shop.db, Wanted(tag="vip")).rows[0].tags == "vip"
    assert found(shop, mood=(-1.0, -0.6), intent="delivery_delay", reviewer="ann", state="ai", language="en") == [
        late.id
    ]  # fmt: skip


def test_the_newest_request_counts_for_intent(shop):
    one, draft = shop.drafted()
    rest = {"language": "en", "sentiment": 0.0, "emotion": "neutral", "urgency": "normal", "wants_human": False,
            "must_escalate": False, "injection": False, "reasons": ()}  # fmt: skip
    turns.set_triage(shop.db, draft.turn_id, intent="invoice", **rest)
    shop.decide(draft)
    turns.finish(shop.db, draft.turn_id)
    shop.write(one)
    newer = shop.take()
    turns.set_triage(shop.db, newer.id, intent="returns", **rest)
    assert found(shop, intent="returns") == [one.id] and found(shop, intent="invoice") == []


def test_what_was_sent_is_found_and_what_was_masked_is_not(shop):
    one, draft = shop.drafted("We send a turquoise sofa to Odense.")
    message = messages.of_conversation(shop.db, one.id)[0]
    messages.set_redacted(
        shop.db, message.id, redacted="Sofa for Odense", findings=[], language="en", placeholders={}
    )
    notes.add(shop.db, conversation_id=one.id, account_id="ann", text="Odense is far.")
    tags.add(shop.db, [one.id], "odense", "ann")
    shop.queue(shop.row(one, shop.decide(draft)))
    shop.deliver()
    assert found(shop, "turquoise") == found(shop, "odense") == [one.id]

    class Hide:
        def __call__(self, text: str) -> str:
            return text.replace("Odense", "<OTHER_1>").replace("odense", "<OTHER_1>")

        def placeholders(self):
            return {"<OTHER_1>": b"sealed"}

    stamp = _stamp(shop, one.id)
    fresh = [Fresh(message.id, "Sofa for <OTHER_1>", [])]
    remasking.redact_again(shop.db, one.id, ListChange(stamp), fresh, Hide(), "ann")
    assert found(shop, "odense") == [] and found(shop, "turquoise other_1") == [one.id]
    assert notes.of_conversation(shop.db, one.id)[0].text == "<OTHER_1> is far."
    assert tags.of(shop.db, one.id) == ()


def _stamp(shop, conversation_id: str) -> str:
    return lists.in_force(shop.db, conversation_id).stamp


def test_nothing_of_an_erased_customer_is_found(shop):
    one = shop.conversation()
    tell(shop, one, "My lamp")
    notes.add(shop.db, conversation_id=one.id, account_id="ann", text="lamp note", mentions=["bob"])
    tags.add(shop.db, [one.id], "lamp", "ann")
    customers.erase(shop.db, one.customer_id, "ann")
    assert found(shop, "lamp") == [] and found(shop, tag="lamp") == []
    assert notes.of_conversation(shop.db, one.id)[0].text == "[erased]"
    assert shop.scalar("SELECT count(*) FROM message_search") == 0


def test_messages_of_an_earlier_program_are_found(bare_url, monkeypatch):
    steps = migrate._steps()
    monkeypatch.setattr(migrate, "_steps", lambda: {1: steps[1]})
    old, at = connect(bare_url), clock()
    sql = """INSERT INTO message (id, conversation_id, seq, direction, kind, redacted, content_hash, created_at)
             VALUES ('m', 'c', 1, 'inbound', 'customer', $1, 'h', $2)"""
    text = "Größe?\n\nDie FÜNF Stühle für Ærø, s’il vous plaît"
    old.write(lambda cursor: cursor.run(sql, text, at))
    old.close()
    monkeypatch.undo()
    db = connect(bare_url)
    assert numbers(db) == list(steps)
    kept = db.read(
        lambda cursor: cursor.row("SELECT message_id, conversation_id, folded FROM message_search")
    )
    assert kept == ("m", "c", fold(text))
    db.close()


def test_a_list_without_words_is_as_before(shop):
    first = shop.conversation(now=shop.now(10))
    second = shop.conversation(now=shop.now(20))
    assert [row.id for row in conversations.listing(shop.db)] == [second.id, first.id]
    assert found(shop, first.id) == [first.id]


def test_a_search_that_is_tried_again_asks_the_same(shop):
    conversation = shop.conversation()
    shop.db.shows_to("ann")  # asks what is remembered first, then the database: the work runs twice
    found = [search.find(shop.db, Wanted(), limit=5, offset=0) for _ in range(2)]
    assert [row.id for row in found[0].rows] == [row.id for row in found[1].rows] == [conversation.id]
    shop.db.shows_to("")
