"""A small installation for tests of the graph, and what its customers and staff do. All parts are real.

`Writer` is a drafter like the others, for tests that must know the draft or count how often one was asked for.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from data import accounts, conversations, desk, drafts, messages, outbox, turns
from data.database import Database
from data.ids import new_id
from data.records import Account, Conversation, Draft, Message, OutboxRow, Turn
from graph.checkpoints import Checkpoints
from graph.checks import run as run_checks
from graph.company import Company
from graph.desk import ReviewDesk
from graph.events import Bus
from graph.gate import Gate
from graph.gather import Gatherer
from graph.material import Drafted, Drafter, DraftRequest
from graph.modules import Modules
from graph.parts import Parts
from graph.rechecking import Rechecking
from graph.runner import Runner
from graph.vault import Vault
from language import Reader
from redaction import Keyring, Redactor

COMPANY = Company(name="Nordlys Hjem", assistant="Lumi", minutes=11)
REPLY = "Thank you for your message. Your parcel is on its way."
QUESTION = "Hello, where is my parcel? My name is Ingrid Solberg, ingrid.solberg@example.org."


@dataclass
class Writer:
    """Writes the same reply each time and remembers what it was asked."""

    reply: str | None = REPLY
    name: str = "writer"
    asked: list[DraftRequest] = field(default_factory=list)
    fails: list[Exception] = field(default_factory=list)
    started: threading.Event = field(default_factory=threading.Event)
    go_on: threading.Event | None = None

    def draft(self, request: DraftRequest) -> Drafted:
        self.asked.append(request)
        self.started.set()
        if self.go_on is not None:
            assert self.go_on.wait(20)
        if self.fails:
            raise self.fails.pop(0)
        return Drafted(self.reply, self.name, "none", "1", notes=("nothing to go on",))


@dataclass
class Shop:
    """The parts, and a folder for files."""

    parts: Parts
    desk: ReviewDesk
    reviewer: Account
    folder: Path

    @property
    def db(self) -> Database:
        return self.parts.db

    @property
    def writer(self) -> Writer:
        assert isinstance(self.parts.drafter, Writer)
        return self.parts.drafter

    @property
    def checkpoints(self) -> Path:
        return self.folder / "checkpoints.sqlite"

    def with_drafter(self, drafter: Drafter) -> Shop:
        return replace(self, parts=replace(self.parts, drafter=drafter))

    def runner(self, **options: float) -> Runner:
        return Runner(self.parts, self.checkpoints, **options)  # type: ignore[arg-type]

    def run(self) -> int:
        """A runner that starts, moves what there is and goes away: each call is a restart."""
        runner = self.runner()
        try:
            return runner.run_until_idle()
        finally:
            runner.close()

    def open(self, language: str = "en", **profile: str) -> Conversation:
        customer = self.parts.vault.new_customer(language, profile=profile or None)
        return conversations.open(self.db, customer_id=customer.id, channel="chat", language=language)

    def write(self, conversation: Conversation, text: str = QUESTION) -> str:
        """A customer's message, received as channels do; gives its id."""
        message_id = new_id()
        sealed, content_hash = self.parts.vault.seal_message(conversation.customer_id, message_id, text)
        messages.receive(
            self.db, message_id=message_id, conversation_id=conversation.id, sealed_text=sealed,
            content_hash=content_hash, settle_seconds=0, settle_at_most=0,
        )  # fmt: skip
        return message_id

    def drafted(self, text: str = QUESTION) -> tuple[Conversation, Draft]:
        """A conversation with one message and its draft, claimed by the reviewer."""
        conversation = self.open()
        self.write(conversation, text)
        self.run()
        return conversation, self.claim(conversation)

    def claim(self, conversation: Conversation) -> Draft:
        draft = drafts.of_conversation(self.db, conversation.id)[-1]
        desk.claim(self.db, draft.id, self.reviewer.id)
        return draft

    def turn(self, conversation: Conversation) -> Turn:
        """The conversation's turn, by its newest draft."""
        return turns.get(self.db, drafts.of_conversation(self.db, conversation.id)[-1].turn_id)

    def conversation(self, conversation: Conversation) -> Conversation:
        return conversations.get(self.db, conversation.id)

    def rows(self, conversation: Conversation) -> list[OutboxRow]:
        return outbox.of_conversation(self.db, conversation.id)

    def deliver(self) -> list[OutboxRow]:
        """What the delivery loop sends now."""
        gate = Gate(self.parts.vault, self.parts.company)
        sent = []
        while (row := outbox.take(self.db, gate)) is not None:
            outbox.sent(self.db, row.id, new_id())
            sent.append(row)
        return sent

    def read_by_customer(self, conversation: Conversation) -> list[str]:
        """The outbound messages as the customer reads them."""
        return [
            self.parts.vault.open_message(message, conversation.customer_id)
            for message in self.messages(conversation)
            if message.direction == "outbound"
        ]

    def messages(self, conversation: Conversation) -> list[Message]:
        return messages.of_conversation(self.db, conversation.id)


def build_shop(db: Database, redactor: Redactor, reader: Reader, folder: Path) -> Shop:
    """A shop with an empty database and a `Writer`."""
    vault, bus = Vault(db, Keyring(secrets.token_bytes(32))), Bus()
    parts = Parts(
        db=db, vault=vault, redactor=redactor, reader=reader, company=COMPANY, bus=bus, drafter=Writer(),
        gatherer=Gatherer(db, reader), check=run_checks,
        modules=Modules.load(),
    )  # fmt: skip
    reviewer = accounts.add(db, username="maja", display_name="Maja Lund", role="reviewer")
    return Shop(parts, review_desk(parts), reviewer, folder)


def review_desk(parts: Parts) -> ReviewDesk:
    """The desk of these parts, which checks edits as the graph checks drafts."""
    rechecking = Rechecking(parts.db, parts.vault, parts.gatherer, parts.check, parts.modules)
    return ReviewDesk(
        parts.db, parts.vault, parts.company, parts.bus, parts.redactor, parts.modules, rechecking
    )


def wait_for(found: Callable[[], object], seconds: float = 10.0) -> None:
    """Wait until something is there."""
    end = time.monotonic() + seconds
    while not found():
        assert time.monotonic() < end, f"nothing within {seconds} s"
        time.sleep(0.02)


def kept(shop: Shop) -> set[str]:
    checkpoints = Checkpoints(shop.checkpoints)
    try:
        return checkpoints.turns()
    finally:
        checkpoints.close()


def lose_checkpoints(shop: Shop) -> None:
    for path in shop.folder.glob("checkpoints*"):
        path.unlink()
