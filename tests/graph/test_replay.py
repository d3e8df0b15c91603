"""A replay knows nothing of later: examples, orders, articles, conversations. And it changes no row."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from data import audit, conversations, examples, knowledge, messages, orders, sent, tone_rules
from data.records import Article, Conversation, NewRule, Order, Passage
from graph.checks import run as run_checks
from graph.gather import Gatherer
from graph.material import DrafterUnavailable, DraftRequest, DraftTooLarge
from graph.modules import Modules, Wording
from graph.replay.as_of import rules_at
from graph.replay.pairs import Pair
from graph.replay.replaying import Replayer, ReplayParts, Side
from graph.replay.shadow import Shadow
from tests.graph.shop import REPLY, Shop, Writer

RETURN = (
    "Hello, I would like to return the lamp that I bought. How do I send it back? My name is Ingrid Solberg."
)
EDITED = "Dear customer, please send it back with the label in the parcel."


@dataclass
class Played:
    """A shop whose replies can be replayed; each side remembers what it was asked."""

    shop: Shop
    a: Writer
    b: Writer

    def edit(self, text: str = RETURN, conversation: Conversation | None = None) -> Conversation:
        """A message whose draft is edited and sent, so that an example is made."""
        opened = conversation or self.shop.open(name="Ingrid Solberg")
        self.shop.write(opened, text)
        self.shop.run()
        self.shop.desk.edit(self.shop.claim(opened).id, self.shop.reviewer, EDITED)
        self.shop.run()
        self.shop.deliver()
        return opened

    def replay(self) -> dict[str, Pair]:
        """By conversation; of several turns the last."""
        db = self.shop.db
        shadow = Shadow(db, self.shop.parts.vault, self.shop.parts.redactor)
        modules = Modules.load()
        parts = ReplayParts(
            db,
            Gatherer(db, self.shop.parts.reader, masking=shadow),
            run_checks,
            lambda moment: modules.with_additions(rules_at(db, moment)),
        )
        bare = Side("without", self.a, examples=False, rules=False)
        replayer = Replayer(parts, bare, Side("with", self.b))
        return {reply.turn.conversation_id: replayer.pair(reply) for reply in sent.replies(db)}

    def asked(self, conversation: Conversation) -> DraftRequest:
        """What the side with examples was asked last about a conversation."""
        return next(one for one in reversed(self.b.asked) if one.conversation_id == conversation.id)


@pytest.fixture
def played(shop: Shop) -> Played:
    return Played(shop, Writer(), Writer())


def test_no_example_of_later_or_of_the_same_conversation_is_ever_used(played: Played) -> None:
    first, second = played.edit(), played.edit()
    played.edit(conversation=first)  # again in the first conversation, after both
    third = played.edit()
    kept = {example.decision_id: example.id for example in examples.listing(played.shop.db)}
    made = {reply.decision.conversation_id: [] for reply in sent.replies(played.shop.db)}
    for reply in sent.replies(played.shop.db):
        made[reply.decision.conversation_id].append(kept[reply.decision.id])
    played.replay()

    def seen(conversation: Conversation) -> set[str]:
        return {scored.item.id for scored in played.asked(conversation).material.examples}

    assert seen(second) == set(made[first.id][:1])
    assert seen(first) == set(made[second.id])  # asked again: neither its own example nor the third's
    assert seen(third) == {*made[first.id], *made[second.id]}
    assert all(not request.material.examples for request in played.a.asked)


def test_an_example_that_was_switched_off_later_was_still_in_use(played: Played) -> None:
    played.edit()
    second = played.edit()
    example = examples.listing(played.shop.db)[-1]
    examples.switch(played.shop.db, example.id, False, played.shop.reviewer.id)
    played.replay()
    assert [scored.item.id for scored in played.asked(second).material.examples] == [example.id]


def test_rules_are_those_in_force_then_and_one_side_can_go_without(played: Played) -> None:
    played.edit()
    rule = NewRule("return_refund", "en", "remove", "Hi!", "", "proposal", 3, 2)
    kept = tone_rules.decide(played.shop.db, rule, True, played.shop.reviewer.id)
    second = played.edit()
    tone_rules.switch(played.shop.db, kept.id, False, played.shop.reviewer.id)
    played.edit()
    played.replay()
    with_rules = [request.module.wording for request in played.b.asked if request.module]
    assert with_rules == [(), (Wording("remove", "Hi!", ""),), ()]
    assert [request.module.wording for request in played.a.asked if request.module] == [(), (), ()]
    assert played.asked(second).understanding.intent == "return_refund"


def test_orders_and_articles_are_those_of_then(played: Played) -> None:
    today = datetime.now(UTC).date()
    shop, conversation = played.shop, played.shop.open(name="Ingrid Solberg")
    order = Order(
        "NH-27001", conversation.customer_id, "delivered", today - timedelta(days=9), today - timedelta(days=2),
        today - timedelta(days=7), today - timedelta(days=3), "Heronwing", "HP1", (), 10.0, "GBP", "GB",
    )  # fmt: skip
    orders.save(shop.db, order)
    shop.writer.reply = "Thank you for your message. You can send the lamp back."  # nothing the order denies
    played.edit(f"{RETURN} It is order NH-27001.", conversation)
    later = replace(order, number="NH-27002", placed_on=today + timedelta(days=2))
    orders.save_all(shop.db, [replace(order, delivered_on=today + timedelta(days=1)), later])
    for slug, updated in (
        ("old", datetime(2026, 1, 1, tzinfo=UTC)),
        ("new", datetime.now(UTC) + timedelta(days=1)),
    ):
        text = "How to return a lamp and send it back."
        (vector,) = shop.parts.reader.embed([text])
        article = Article(f"en/{slug}", slug, "en", "Return a lamp", ("return_refund",), text, slug, updated)
        passage = Passage(f"en/{slug}#0", article.id, 0, "en", "Return", text, tuple(map(float, vector)))
        knowledge.save_article(shop.db, article, [passage])
    played.replay()
    material = played.asked(conversation).material
    assert [(one.number, one.status, one.delivered_on) for one in material.orders] == [
        ("NH-27001", "in_transit", None)
    ]
    assert [scored.item.article_id for scored in material.passages] == ["en/old"]


def test_earlier_conversations_are_masked_without_a_trace_and_later_ones_unknown(played: Played) -> None:
    first = played.edit()
    second = conversations.open(played.shop.db, customer_id=first.customer_id, channel="chat", language="en")
    played.edit(conversation=second, text="I still want to return the lamp, how do I do that?")
    before = messages.placeholders(played.shop.db, second.id)
    played.replay()
    (earlier,) = played.asked(second).material.history
    assert earlier.conversation_id == first.id and "Ingrid" not in earlier.asked
    assert messages.placeholders(played.shop.db, second.id) == before
    assert played.asked(first).material.history == ()


def test_no_row_is_written(played: Played) -> None:
    played.edit()
    played.edit()
    db = played.shop.db

    def counts() -> dict[str, int]:
        tables = db.read(lambda cursor: cursor.rows("SELECT table_name FROM information_schema.tables"))
        return {name: db.read(lambda c, n=name: c.row(f"SELECT count(*) FROM {n}"))[0] for (name,) in tables}  # type: ignore[index,misc]

    before, head = counts(), audit.verify(db).head
    assert len(played.replay()) == 2
    assert counts() == before and audit.verify(db).head == head and before["audit_event"] > 10


def test_both_sides_are_measured_as_the_product_counts_an_edit(played: Played) -> None:
    conversation = played.edit()
    played.a.reply, played.b.reply = REPLY, EDITED
    pair = played.replay()[conversation.id]
    (decision,) = [reply.decision for reply in sent.replies(played.shop.db)]
    assert pair.a.distance == decision.edit_distance == pair.then and pair.b.distance == 0.0
    assert pair.b.accepted and not pair.a.accepted


def test_a_refusal_and_a_server_that_is_away_are_told_apart(played: Played) -> None:
    conversation = played.edit()
    played.a.reply = None
    played.b.fails = [DrafterUnavailable("the model server can't be reached")]
    pair = played.replay()[conversation.id]
    assert (pair.a.outcome, pair.b.outcome) == ("refused", "unavailable")
    assert not pair.comparable and pair.b.why == "the model server can't be reached"
    played.b.fails = [DraftTooLarge("too long")]
    assert played.replay()[conversation.id].b.outcome == "refused"


def test_replies_that_were_not_sent_are_not_replayed(played: Played) -> None:
    conversation = played.shop.open()
    played.shop.write(conversation, RETURN)
    played.shop.run()
    played.shop.desk.edit(played.shop.claim(conversation).id, played.shop.reviewer, EDITED)
    played.shop.run()
    assert played.replay() == {} and played.a.asked == []
