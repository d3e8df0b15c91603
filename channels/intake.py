"""The way in: every channel hands customers' words to `Intake`, which seals and commits them before it answers."""

from __future__ import annotations

import hashlib
import logging
import secrets
import threading
from collections.abc import Callable

from channels import customers
from channels.errors import Gone, IdTaken
from channels.keyword import asks_for_person
from channels.text import clean
from data import conversations, messages
from data.database import Database
from data.errors import CustomerErased
from data.ids import new_id
from data.records import Conversation, Receipt
from disclosure import LANGUAGES
from graph.desk import ReviewDesk
from graph.events import Bus
from graph.vault import Erased, Vault

log = logging.getLogger(__name__)

CHAT = "chat"
API = "api"
SECRET_BYTES = 32


def digest(secret: str) -> str:
    """What is kept of a secret: its SHA-256 in hexadecimal. Secrets are random, so no salt is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def new_secret() -> str:
    """A visitor's secret: 32 random bytes, URL-safe."""
    return secrets.token_urlsafe(SECRET_BYTES)


class Intake:
    """Takes messages in. `wake` is called after each one, to set the runner going."""

    def __init__(
        self,
        db: Database,
        vault: Vault,
        desk: ReviewDesk,
        bus: Bus,
        *,
        wake: Callable[[], None],
        max_chars: int = 20_000,
        settle_seconds: float = 2.0,
        settle_at_most: float = 20.0,
    ) -> None:
        self.db = db
        self.vault = vault
        self.desk = desk
        self.bus = bus
        self.wake = wake
        self.max_chars = max_chars
        self.settle_seconds = settle_seconds
        self.settle_at_most = settle_at_most
        self._opening = threading.Lock()

    def open_chat(
        self, language: str, contact: str | None = None, *, first_text: str = "", secret: str | None = None
    ) -> tuple[Conversation, str]:
        """Open a chat visitor's conversation and give it with their secret, which is kept only as a hash.

        contact: an e-mail address (see `channels.customers` for what it takes to be tied to a known customer).
        The same secret opens the same conversation, so a form sent twice opens one. Raises BadContact.
        """
        contact = customers.contact_in(contact)
        secret = secret or new_secret()
        access = digest(secret)
        with self._opening:
            known = conversations.by_access(self.db, access)
            if known is not None:
                return known, secret
            customer = customers.for_visitor(self.db, self.vault, _spoken(language), contact, first_text)
            opened = self.open_for_customer(
                customer.id, CHAT, language, integration_id=CHAT, external_id=access, access_hash=access
            )
        return opened, secret

    def open_for_integration(
        self, integration_id: str, external_id: str, language: str, contact: str | None, name: str | None
    ) -> Conversation:
        """The integration's conversation of this name, opened if it is new. Raises BadContact."""
        with self._opening:
            known = conversations.by_external(self.db, integration_id, external_id)
            if known is not None:
                return known
            customer = customers.for_integration(
                self.vault, _spoken(language), customers.contact_in(contact), name
            )
            return self.open_for_customer(
                customer.id, API, language, integration_id=integration_id, external_id=external_id
            )

    def open_for_customer(
        self,
        customer_id: str,
        channel: str,
        language: str,
        *,
        integration_id: str | None = None,
        external_id: str | None = None,
        access_hash: str | None = None,
    ) -> Conversation:
        """Open a conversation for a customer who is known already; the same ids open the same one."""
        return conversations.open(
            self.db,
            customer_id=customer_id,
            channel=channel,
            language=_spoken(language),
            access_hash=access_hash,
            integration_id=integration_id,
            external_id=external_id,
        )

    def check(self, text: str) -> None:
        """Raise the IntakeError that `receive` would raise for this text, if any."""
        clean(text, self.max_chars)

    def receive(
        self,
        conversation: Conversation,
        text: str,
        external_id: str | None = None,
        integration_id: str | None = None,
    ) -> Receipt:
        """Seal and commit a message; when this returns, it is kept.

        external_id: the sender's own id of this message in this conversation; the same one twice is one message.
        Raises an IntakeError (EmptyMessage, TooLong, NotText, IdTaken, Gone), and then nothing was written.
        """
        text = clean(text, self.max_chars)
        message_id = new_id()
        try:
            sealed, content_hash = self.vault.seal_message(conversation.customer_id, message_id, text)
            receipt = messages.receive(
                self.db,
                message_id=message_id,
                conversation_id=conversation.id,
                sealed_text=sealed,
                content_hash=content_hash,
                external_id=own_id(conversation, external_id),
                integration_id=integration_id or conversation.channel,
                settle_seconds=self.settle_seconds,
                settle_at_most=self.settle_at_most,
            )
        except (Erased, CustomerErased):  # the second: by another process, while the key was cached here
            raise Gone from None
        if receipt.duplicate and messages.get(self.db, receipt.message_id).content_hash != content_hash:
            raise IdTaken
        if not receipt.duplicate and asks_for_person(text):
            self._bring_person(conversation.id)
        self.wake()
        self.bus.publish(conversation.id)
        return receipt

    def ask_for_person(self, conversation: Conversation) -> None:
        """The customer wants a person: put the conversation into the human queue, unless it is there. Raises Gone."""
        try:
            self.desk.request_human(conversation.id, "customer_asked")
        except Erased:
            raise Gone from None
        self.wake()
        self.bus.publish(conversation.id)

    def _bring_person(self, conversation_id: str) -> None:
        """As above, but the message is committed already: a failure here must not look like a lost message.

        Triage reads the same keyword, so the conversation still gets to a person.
        """
        try:
            self.desk.request_human(conversation_id, "customer_asked")
        except Exception as error:
            log.error(
                "conversation %s: asking for a person failed: %s", conversation_id, type(error).__name__
            )


def own_id(conversation: Conversation, external_id: str | None) -> str | None:
    """A sender's id of a message as it is stored: within its conversation, so that no two can collide."""
    return None if external_id is None else f"{conversation.id}:{external_id}"


def _spoken(language: str) -> str:
    return language if language in LANGUAGES else LANGUAGES[0]
