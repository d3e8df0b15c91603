"""Nothing is acknowledged before it is kept, and what is kept is what was written."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from channels.errors import BadContact, Gone, IdTaken, IntakeError
from channels.intake import digest
from channels.text import clean
from data import conversations, customers, orders, takeovers
from data.records import Order
from tests.channels.conftest import Shop

CONTACT = "ingrid@example.com"


def order_of(customer_id: str, number: str = "NH-20417") -> Order:
    return Order(
        number=number, customer_id=customer_id, status="in_transit", placed_on=date(2026, 11, 10), promised_on=None,
        shipped_on=None, delivered_on=None, carrier=None, tracking=None, items=(), total=100.0, currency="EUR",
        country="NL",
    )  # fmt: skip


def test_a_message_is_kept_sealed_and_comes_back_as_written(shop: Shop) -> None:
    conversation, secret = shop.parts.intake.open_chat("da")
    receipt = shop.parts.intake.receive(conversation, "Hej, hvor er min pakke?")
    [message] = shop.messages(conversation.id)
    assert message.id == receipt.message_id and not receipt.duplicate
    assert b"pakke" not in (message.sealed_text or b"")
    assert shop.parts.vault.open_message(message, conversation.customer_id) == "Hej, hvor er min pakke?"
    assert conversations.by_access(shop.db, digest(secret)) is not None


def test_any_text_comes_back_byte_for_byte_or_is_refused(shop: Shop) -> None:
    conversation, _ = shop.parts.intake.open_chat("en")
    texts = st.text(st.characters(codec=None, exclude_categories=()), max_size=60)

    @settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
    @given(texts)
    def holds(text: str) -> None:
        before = len(shop.messages(conversation.id))
        try:
            shop.parts.intake.receive(conversation, text)
        except IntakeError:
            assert len(shop.messages(conversation.id)) == before
            return
        kept = shop.parts.vault.open_message(shop.messages(conversation.id)[-1], conversation.customer_id)
        assert kept.encode() == clean(text, 1000).encode()

    holds()


def test_the_same_external_id_twice_is_one_message(shop: Shop) -> None:
    conversation, _ = shop.parts.intake.open_chat("en")
    receipts: list[bool] = []
    threads = [
        threading.Thread(
            target=lambda: receipts.append(shop.parts.intake.receive(conversation, "Hello", "one").duplicate)
        )
        for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(receipts) == [False] + [True] * 5
    assert len(shop.messages(conversation.id)) == 1


def test_an_id_used_in_two_conversations_loses_no_message(shop: Shop) -> None:
    intake = shop.parts.intake
    first, second = intake.open_chat("en")[0], intake.open_chat("en")[0]
    assert not intake.receive(first, "Hello", "1").duplicate
    assert not intake.receive(second, "Hello", "1").duplicate


def test_an_id_used_again_for_another_text_is_refused_before_it_is_lost(shop: Shop) -> None:
    conversation, _ = shop.parts.intake.open_chat("en")
    shop.parts.intake.receive(conversation, "Hello", "one")
    with pytest.raises(IdTaken):
        shop.parts.intake.receive(conversation, "Hello, and one thing more", "one")
    assert shop.parts.intake.receive(conversation, "Hello", "one").duplicate


def test_an_erasure_by_another_process_is_noticed(shop: Shop) -> None:
    conversation, _ = shop.parts.intake.open_chat("en")
    shop.parts.intake.receive(conversation, "Hello")
    customers.erase(shop.db, conversation.customer_id, "admin")
    with pytest.raises(Gone):
        shop.parts.intake.receive(conversation, "Hello again")


def test_the_same_secret_opens_one_conversation(shop: Shop) -> None:
    first, secret = shop.parts.intake.open_chat("en")
    again, same = shop.parts.intake.open_chat("de", secret=secret)
    assert (again.id, same) == (first.id, secret)


def test_the_keyword_puts_the_conversation_into_the_human_queue_at_once(shop: Shop) -> None:
    conversation, _ = shop.parts.intake.open_chat("en")
    shop.parts.intake.receive(conversation, "MENSCH")
    assert [row.conversation_id for row in takeovers.queue(shop.db)] == [conversation.id]
    assert conversations.get(shop.db, conversation.id).state == "waiting_human"


def test_an_address_alone_does_not_open_a_customers_history(shop: Shop) -> None:
    known = shop.parts.vault.new_customer("en", contact=CONTACT)
    orders.save(shop.db, order_of(known.id))
    conversation, _ = shop.parts.intake.open_chat("en", CONTACT, first_text="Where is my parcel?")
    assert conversation.customer_id != known.id
    assert shop.parts.vault.profile(conversation.customer_id) == {"email": CONTACT}
    assert customers.get(shop.db, conversation.customer_id).contact_hash is None


@pytest.mark.parametrize("text", ["It is about nh-20417.", "(NH-20417) is late"])
def test_address_and_order_number_together_do(shop: Shop, text: str) -> None:
    known = shop.parts.vault.new_customer("en", contact=CONTACT)
    orders.save(shop.db, order_of(known.id))
    conversation, _ = shop.parts.intake.open_chat("en", CONTACT.upper(), first_text=text)
    assert conversation.customer_id == known.id


@pytest.mark.parametrize("text", ["NH-204170", "XNH-20417", "NH-20418"])
def test_somebody_elses_or_half_a_number_does_not(shop: Shop, text: str) -> None:
    known, other = shop.parts.vault.new_customer("en", contact=CONTACT), shop.parts.vault.new_customer("en")
    orders.save(shop.db, order_of(known.id))
    orders.save(shop.db, order_of(other.id, "NH-20418"))
    conversation, _ = shop.parts.intake.open_chat("en", CONTACT, first_text=text)
    assert conversation.customer_id not in (known.id, other.id)


@pytest.mark.parametrize(
    "contact", ["nobody", "a@b", "a b@example.com", "x@example.com\x00", "a" * 250 + "@example.com"]
)
def test_an_impossible_address_is_refused_without_repeating_it(shop: Shop, contact: str) -> None:
    with pytest.raises(BadContact) as error:
        shop.parts.intake.open_chat("en", contact)
    assert contact not in str(error.value)


def test_an_erased_customers_conversation_takes_nothing_in(shop: Shop) -> None:
    conversation, _ = shop.parts.intake.open_chat("en")
    shop.erase(conversation)
    with pytest.raises(Gone):
        shop.parts.intake.receive(conversation, "Hello")


def test_an_erased_customer_can_not_ask_for_a_person(shop: Shop) -> None:
    conversation, _ = shop.parts.intake.open_chat("en")
    shop.erase(conversation)
    with pytest.raises(Gone):
        shop.parts.intake.ask_for_person(conversation)
