"""The channels on real parts: DuckDB in a file, the vault, the review desk, the gate; one set for each test."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.testclient import TestClient

import channels
from channels.delivery import Delivery
from channels.intake import Intake, digest
from channels.parts import Parts
from data import accounts, conversations, customers, desk, drafts, integrations, messages, outbox, turns
from data.database import Database, connect
from data.ids import new_id
from data.records import Account, Conversation, Message
from graph.company import Company
from graph.desk import ReviewDesk
from graph.events import Bus
from graph.gate import Gate
from graph.modules import Modules
from graph.replies import Replies
from graph.vault import Vault
from language import Reader
from redaction import Keyring, Redactor

COMPANY = Company(name="Nordlys Hjem", assistant="Lumi", minutes=11)


@dataclass(frozen=True)
class Shop:
    """The parts of a small installation, and what its staff do."""

    parts: Parts
    delivery: Delivery
    replies: Replies
    person: Account

    @property
    def db(self) -> Database:
        return self.parts.db

    def app(self, **changes: object) -> Starlette:
        """The web application with the customers' routes, with some parts changed."""
        return Starlette(routes=channels.routes(replace(self.parts, **changes)))

    def only_conversation(self) -> Conversation:
        found = conversations.listing(self.db)
        assert len(found) == 1
        return conversations.get(self.db, found[0].id)

    def answer(self, conversation_id: str, text: str, edit: str | None = None) -> None:
        """An AI's draft that a person approves (or edits), sent through outbox, gate and delivery."""
        turn = turns.take(self.db, "test")
        assert turn is not None and turn.conversation_id == conversation_id
        draft = drafts.add(
            self.db, turn_id=turn.id, version=1, text=text, language="en", drafter="offline", model="offline",
            prompt_version="1", sources=[], notes=[], checks=[], examples=[], guidance=None, seconds=0.1,
        )  # fmt: skip
        desk.claim(self.db, draft.id, self.person.id)
        reviews = self.parts.review_desk
        decision = (
            reviews.edit(draft.id, self.person, edit) if edit else reviews.approve(draft.id, self.person)
        )
        conversation = conversations.get(self.db, conversation_id)
        row = self.replies.outbox(
            new_id(), conversation, decision.text or "", kind="reply",
            authorship="ai_edited" if edit else "ai_approved", language="en", last_seq=decision.last_seq,
            model="offline", decision_id=decision.id,
        )  # fmt: skip
        outbox.queue(self.db, row, "system")
        assert self.delivery.run_until_idle() == 1

    def erase(self, conversation: Conversation) -> None:
        """Erase the customer whose conversation it is, as the house does."""
        customers.erase(self.db, conversation.customer_id, "admin")
        self.parts.vault.forget(conversation.customer_id)

    def messages(self, conversation_id: str) -> list[Message]:
        return messages.of_conversation(self.db, conversation_id)


@pytest.fixture(scope="session")
def redactor() -> Redactor:
    return Redactor(finder=Reader().find)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    database = connect(f"duckdb:///{tmp_path / 'glassdesk.duckdb'}")
    yield database
    database.close()


@pytest.fixture
def shop(db: Database, redactor: Redactor) -> Shop:
    vault, bus = Vault(db, Keyring(secrets.token_bytes(32))), Bus()
    reviews = ReviewDesk(db, vault, COMPANY, bus, redactor, Modules.load())
    intake = Intake(db, vault, reviews, bus, wake=lambda: None, settle_seconds=0.0, settle_at_most=0.0)
    parts = Parts(db=db, vault=vault, company=COMPANY, intake=intake, review_desk=reviews, bus=bus)
    person = accounts.add(db, username="maja", display_name="Maja", role="reviewer", password_hash=None)
    return Shop(parts, Delivery(db, Gate(vault, COMPANY), bus), Replies(vault, COMPANY), person)


@pytest.fixture
def browser(shop: Shop) -> TestClient:
    """A visitor's browser without JavaScript, in English."""
    return TestClient(shop.app(), headers={"accept-language": "en"})


@pytest.fixture
def token(shop: Shop) -> str:
    """The token of a registered integration."""
    made = secrets.token_urlsafe(32)
    integrations.add(shop.db, "webshop", digest(made))
    return made


@pytest.fixture
def api(shop: Shop, token: str) -> TestClient:
    """The webshop's client of the JSON API."""
    return TestClient(shop.app(), headers={"authorization": f"Bearer {token}"})


Serve = Callable[..., str]


@pytest.fixture
def serve(shop: Shop) -> Iterator[Serve]:
    """Serve the routes with uvicorn on a free port of loopback; gives the address."""
    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def start(**changes: object) -> str:
        server = uvicorn.Server(
            uvicorn.Config(shop.app(**changes), port=0, log_level="warning", lifespan="off")
        )
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            thread.join(0.01)
        running.append((server, thread))
        return f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"

    yield start
    shop.parts.closing.set()
    for server, thread in running:
        server.should_exit = True
        thread.join(5)
        assert not thread.is_alive(), "an open stream kept the server from ending"
