"""A customer's message, drafted by a real model, checked, decided by a person and sent."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from data import drafts, takeovers
from data.records import Conversation, Draft
from graph.desk import BlockedDraft
from tests.graph.shop import Shop
from tests.model.drafting import asking, with_stand_in
from tests.model.server import MODEL, PATIENCE, ModelServer

pytestmark = [
    pytest.mark.timeout(900),  # on a machine that is busy with other things; seconds on an idle one
]

ASKS = "Hello, where is my parcel? My name is Ingrid Solberg, ingrid.solberg@example.org."


def decide(shop: Shop, draft: Draft) -> str:
    """As a reviewer would: approve what the checks let pass, else write it anew."""
    try:
        return shop.desk.approve(draft.id, shop.reviewer).text or ""
    except BlockedDraft:
        return shop.desk.edit(draft.id, shop.reviewer, "Your parcel is on its way to you.").text or ""


def test_a_message_is_drafted_by_the_model_checked_decided_and_sent(
    stocked: Shop, server: ModelServer, narrow: dict[str, Any]
) -> None:
    shop = stocked.with_drafter(with_stand_in(asking(server)))
    conversation, draft = shop.drafted(ASKS)
    assert (draft.drafter, draft.model, draft.fallback) == ("openai", MODEL, None)
    assert "".join(sentence["text"] for sentence in draft.sentences) == draft.text
    assert draft.usage["output_tokens"] > 0 and {check["verdict"] for check in draft.checks}
    assert "Ingrid" not in draft.text and not shop.deliver()  # nothing leaves before a person decides
    text = decide(shop, draft)
    shop.run()
    (row,) = shop.deliver()
    (read,) = shop.read_by_customer(conversation)
    assert row.redacted == text and row.authorship in ("ai_approved", "ai_edited")
    assert row.label["authorship"] == row.authorship and read.startswith(row.disclosure)


def stopped_in_the_middle(shop: Shop) -> Conversation:
    """A conversation whose draft is being written when its server dies."""
    doomed = ModelServer.start()
    dying = shop.with_drafter(with_stand_in(asking(doomed)))
    conversation = dying.open()
    dying.write(conversation, ASKS)
    running = threading.Thread(target=dying.run)
    running.start()
    doomed.wait_until(busy=1)
    doomed.stop()
    running.join(PATIENCE)
    assert not running.is_alive()
    return conversation


def test_when_the_server_dies_the_offline_drafter_writes_and_says_so(
    stocked: Shop, server: ModelServer
) -> None:
    conversation = stopped_in_the_middle(stocked)
    draft = stocked.claim(conversation)
    assert draft.drafter == "offline" and draft.fallback == "the model server can't be reached"
    assert "can't be reached" in " ".join(draft.notes) and not stocked.deliver()


def test_with_nothing_to_go_on_either_a_person_answers(shop: Shop, server: ModelServer) -> None:
    conversation = stopped_in_the_middle(shop)
    assert not drafts.of_conversation(shop.db, conversation.id)
    (waiting,) = takeovers.queue(shop.db)
    assert waiting.conversation_id == conversation.id and waiting.reason == "no_sources"
    assert shop.conversation(conversation).state == "waiting_human"
    assert [row.kind for row in shop.deliver()] == ["notice"]  # the customer is told that a person takes over
