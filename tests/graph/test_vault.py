"""The vault: what is sealed opens only in its place and under its customer's key, and never after an erasure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data import customers, messages
from graph.vault import Erased, Vault
from redaction import Keyring, SealError
from tests.graph.shop import Shop

TEXT = "Ingrid Solberg, Storgata 1, with ø and 🧶"


def test_a_sealed_message_opens_for_its_customer_and_holds_no_word_of_the_text(shop: Shop) -> None:
    conversation = shop.open()
    shop.write(conversation, TEXT)
    (message,) = shop.messages(conversation)
    assert shop.parts.vault.open_message(message, conversation.customer_id) == TEXT
    assert message.sealed_text and b"Solberg" not in message.sealed_text


def test_a_sealed_text_moved_to_another_place_does_not_open(shop: Shop) -> None:
    one, other = shop.open(), shop.open()
    shop.write(one, TEXT)
    (message,) = shop.messages(one)
    with pytest.raises(SealError):
        shop.parts.vault.open_message(replace(message, id="elsewhere"), one.customer_id)
    with pytest.raises(SealError):
        shop.parts.vault.open_message(message, other.customer_id)


def test_a_customer_is_found_by_contact_in_any_case_and_the_contact_is_not_stored(shop: Shop) -> None:
    vault = shop.parts.vault
    customer = vault.new_customer("sv", contact="Ingrid@example.org", profile={"name": "Ingrid Solberg"})
    found = vault.find_customer(" ingrid@EXAMPLE.org ")
    assert found == customer and "example" not in repr(customer)
    assert vault.find_customer("someone@example.org") is None and vault.find_customer("") is None
    assert vault.profile(customer.id) == {"name": "Ingrid Solberg"}


def test_a_visitor_has_an_empty_profile(shop: Shop) -> None:
    assert shop.parts.vault.profile(shop.open().customer_id) == {}


def test_the_content_hash_tells_texts_apart_by_every_byte(shop: Shop) -> None:
    texts = ["yes", "Yes", " yes", "yes ", "yes\n", "ÿes"]
    assert len({shop.parts.vault.content_hash(text) for text in texts}) == len(texts)


def test_another_installation_hashes_differently(shop: Shop) -> None:
    assert Vault(shop.db, Keyring(b"x" * 32)).content_hash("yes") != shop.parts.vault.content_hash("yes")


def test_after_an_erasure_nothing_opens_and_nothing_is_sealed(shop: Shop) -> None:
    conversation = shop.open(name="Ingrid Solberg")
    shop.write(conversation, TEXT)
    (message,) = shop.messages(conversation)
    customers.erase(shop.db, conversation.customer_id, "operator")
    shop.parts.vault.forget(conversation.customer_id)
    with pytest.raises(Erased):
        shop.parts.vault.open_message(message, conversation.customer_id)
    with pytest.raises(Erased):
        shop.parts.vault.seal_message(conversation.customer_id, "new", TEXT)
    assert shop.parts.vault.profile(conversation.customer_id) == {}
    assert shop.messages(conversation)[0].redacted == customers.ERASED


def test_no_more_keys_are_kept_than_allowed(shop: Shop) -> None:
    vault = shop.parts.vault
    small = Vault(shop.db, vault._keyring, cached_keys=3)
    ids = [vault.new_customer("en").id for _ in range(5)]
    sealed = [small.seal_outbox(customer_id, "row", TEXT) for customer_id in ids]
    assert len(small._keys) == 3 and len(set(sealed)) == 5


def test_placeholders_come_back_with_their_values(shop: Shop) -> None:
    conversation, vault = shop.open(), shop.parts.vault
    shop.write(conversation, TEXT)
    sealed = vault.seal_placeholders(
        conversation.id, conversation.customer_id, {"<PERSON_1>": "Ingrid Solberg"}
    )
    (message,) = shop.messages(conversation)
    messages.set_redacted(
        shop.db, message.id, redacted="<PERSON_1>", findings=[], language="en", placeholders=sealed
    )
    assert vault.placeholders(conversation.id, conversation.customer_id) == {"<PERSON_1>": "Ingrid Solberg"}
