"""The vault joins keys and rows: it seals what customers wrote and what they will read, and opens it again.

Every sealed text is bound to its place (`message:<id>`, `placeholder:<conversation>:<name>`, `profile:<customer>`,
`outbox:<id>`, `term:<id>`), so that no sealed text can be moved to another row.
"""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from data import conversations, customers, messages, terms
from data.database import Database
from data.ids import new_id
from data.records import Customer, Held, Message, OutboxRow, Term
from redaction import Keyring, seal, unseal

CACHED_KEYS = 1000
CACHED_SECONDS = 60.0  # so that an erasure by another process is noticed
STRIPES = 64


class Erased(Exception):
    """The customer was erased: the key to their texts is gone for good."""


class Vault:
    """Seals and opens under customers' keys. Keys are kept in memory only, a bounded number, for a minute each."""

    def __init__(self, db: Database, keyring: Keyring, cached_keys: int = CACHED_KEYS) -> None:
        self._db = db
        self._keyring = keyring
        self._cached_keys = cached_keys
        self._keys: OrderedDict[str, tuple[bytes, float]] = OrderedDict()
        self._lock = threading.Lock()
        self._listed: dict[str, str] = {}
        self._numbering = tuple(threading.RLock() for _ in range(STRIPES))

    def new_customer(
        self, language: str, contact: str | None = None, profile: Mapping[str, Any] | None = None
    ) -> Customer:
        """A customer with a fresh key. contact: an e-mail address, kept as a keyed hash; profile: kept sealed."""
        customer_id = new_id()
        key, wrapped = self._keyring.new_customer_key()
        sealed = seal(json.dumps(dict(profile)), key, f"profile:{customer_id}") if profile else None
        return customers.add(
            self._db,
            customer_id=customer_id,
            wrapped_key=wrapped,
            contact_hash=self._keyring.contact_hash(contact) if contact else None,
            sealed_profile=sealed,
            language=language,
        )

    def find_customer(self, contact: str) -> Customer | None:
        """The customer with this e-mail address."""
        return customers.by_contact(self._db, self._keyring.contact_hash(contact)) if contact else None

    def profile(self, customer_id: str) -> dict[str, Any]:
        """Name, email, phone, address as far as known; empty for a visitor. Raises Erased, NotFound."""
        sealed = customers.get(self._db, customer_id).sealed_profile
        if sealed is None:
            return {}
        profile: dict[str, Any] = json.loads(unseal(sealed, self._key(customer_id), f"profile:{customer_id}"))
        return profile

    def content_hash(self, text: str) -> str:
        """A keyed hash of a text: proves that it is the same one, and can't be guessed without the keyring."""
        # The keyring hashes a normal form; a digest in hexadecimal is its own normal form.
        return self._keyring.contact_hash("content:" + hashlib.sha256(text.encode()).hexdigest())

    def seal_message(self, customer_id: str, message_id: str, text: str) -> tuple[bytes, str]:
        """A customer's words, sealed, and their keyed hash. Raises Erased."""
        return seal(text, self._key(customer_id), f"message:{message_id}"), self.content_hash(text)

    def open_message(self, message: Message, customer_id: str) -> str:
        """The original of a message in either direction. Raises Erased."""
        # What was sent stays sealed as it lay in the outbox.
        place = f"outbox:{message.outbox_id}" if message.outbox_id else f"message:{message.id}"
        return self._open(message.sealed_text, customer_id, place)

    def seal_outbox(self, customer_id: str, outbox_id: str, text: str) -> bytes:
        """What a customer will read, sealed. Raises Erased."""
        return seal(text, self._key(customer_id), f"outbox:{outbox_id}")

    def open_outbox(self, row: OutboxRow, customer_id: str | None = None) -> str:
        """What a customer will read. Raises Erased."""
        owner = customer_id or self.owner(row.conversation_id)
        return self._open(row.sealed_text, owner, f"outbox:{row.id}")

    def owner(self, conversation_id: str) -> str:
        """The id of the customer whose conversation it is. Raises NotFound."""
        return conversations.get(self._db, conversation_id).customer_id

    def placeholders(self, conversation_id: str, customer_id: str) -> dict[str, str]:
        """Each placeholder of a conversation with its value. Raises Erased."""
        sealed = messages.placeholders(self._db, conversation_id)
        return {
            name: self._open(blob, customer_id, _place(conversation_id, name))
            for name, blob in sealed.items()
        }

    def seal_placeholders(
        self, conversation_id: str, customer_id: str, values: Mapping[str, str]
    ) -> dict[str, bytes]:
        """Placeholders' values, sealed. Raises Erased."""
        key = self._key(customer_id) if values else b""
        return {name: seal(value, key, _place(conversation_id, name)) for name, value in values.items()}

    def seal_term(self, term_id: str, text: str, customer_id: str | None, what: str = "term") -> bytes:
        """A word of the privacy lists, or (`what`) the reason for it: for a customer, or for everywhere. Raises Erased."""
        if customer_id is None:
            return self._keyring.seal_listed(text, f"{what}:{term_id}")
        return seal(text, self._key(customer_id), f"{what}:{term_id}")

    def open_listed(self, blob: bytes, id: str, what: str = "term") -> str:
        """What was sealed for everywhere. Raises SealError."""
        return self._keyring.unseal_listed(blob, f"{what}:{id}")

    def term_hash(self, form: str, scope: str) -> str:
        """A keyed hash of a listed word's form, equal within its scope only."""
        return self._keyring.listed_hash(form, scope)

    def terms(self, conversation_id: str | None) -> Held:
        """The words in force here, still sealed."""
        return terms.in_force(self._db, conversation_id)

    def marked(self, customer_id: str) -> list[str]:
        """The words that are to be masked in any one of a customer's conversations. Raises Erased."""
        held = terms.of_customer(self._db, customer_id)
        return [self._open(term.sealed_value, customer_id, f"term:{term.id}") for term in held]

    def open_terms(self, held: Sequence[Term]) -> list[str]:
        """The words of all terms in force, in order. Raises Erased.

        Those for everywhere are kept in memory while they are in force: rows never change, so an id has one word.
        """
        known = self._listed
        listed = {
            term.id: known.get(term.id) or self.open_listed(term.sealed_value, term.id)
            for term in held
            if term.scope == "everywhere"
        }
        self._listed = listed
        return [
            listed.get(term.id) or self._open(term.sealed_value, term.customer_id or "", f"term:{term.id}")
            for term in held
        ]

    @contextmanager
    def numbering(self, conversation_id: str) -> Iterator[None]:
        """Hold this from reading a conversation's placeholders to storing new ones.

        Two texts of one conversation redacted at the same time would otherwise both hand out `<PERSON_2>`.
        """
        with self._numbering[hash(conversation_id) % STRIPES]:
            yield

    def forget(self, customer_id: str) -> None:
        """Drop a customer's key from memory, after erasing them."""
        with self._lock:
            self._keys.pop(customer_id, None)

    def _open(self, sealed: bytes | None, customer_id: str, place: str) -> str:
        if sealed is None:
            raise Erased(f"{place} was erased")
        return unseal(sealed, self._key(customer_id), place)

    def _key(self, customer_id: str) -> bytes:
        now = time.monotonic()
        with self._lock:
            key, until = self._keys.get(customer_id, (b"", 0.0))
            if until > now:
                self._keys.move_to_end(customer_id)
                return key
        wrapped = customers.get(self._db, customer_id).wrapped_key
        if wrapped is None:
            self.forget(customer_id)
            raise Erased(f"customer {customer_id!r} was erased")
        key = self._keyring.unwrap(wrapped)
        with self._lock:
            self._keys[customer_id] = (key, now + CACHED_SECONDS)
            while len(self._keys) > self._cached_keys:
                self._keys.popitem(last=False)
        return key


def _place(conversation_id: str, placeholder: str) -> str:
    return f"placeholder:{conversation_id}:{placeholder}"
