"""A room with real parts for tests of the console: drafts on the desk, customers waiting, staff of every role.

Rows are written as the graph writes them, without running it: these tests are about what people see and do.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from console.context import Parts
from data import accounts, conversations, desk, drafts, examples, integrations, messages, outbox, turns
from data.database import Database, connect
from data.ids import new_id
from data.records import Account, Conversation, Draft, Turn
from data.sample import load_company, load_phrases
from graph.autonomy import Policies, two_wanted
from graph.checks import run as run_checks
from graph.company import Company
from graph.desk import ReviewDesk
from graph.events import Bus
from graph.gate import Gate
from graph.gather import Gatherer
from graph.gather.gatherer import company_facts
from graph.knowledge.writing import Knowledge
from graph.learning import Learning, rules_in_force
from graph.modules import Modules
from graph.rechecking import Rechecking
from graph.vault import Vault
from language import Reader
from redaction import Keyring, Redactor

COMPANY = Company(name="Nordlys Hjem", assistant="Nordlys Assistant", minutes=11)
QUESTION = "Where is my lamp? My name is <PERSON_1>."
REPLY = "Dear <PERSON_1>, we are sorry for the delay. Your lamp arrives on 12 May."
CHECKS = (
    {"name": "figures", "verdict": "pass", "evidence": "Every figure stands in a source.", "spans": []},
    {"name": "tone", "verdict": "warn", "evidence": "The draft is loud.", "spans": [[0, 4]]},
)
SOURCES = (
    {"kind": "order", "id": "NL-1001", "title": "Order NL-1001", "text": "promised 12 May", "score": 1.0},
)


@dataclass
class Room:
    """The parts and what happens in them."""

    parts: Parts
    people: dict[str, Account] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)

    @property
    def db(self) -> Database:
        return self.parts.db

    def sign_in(self, role: str) -> str:
        """A session's token for the person with this role."""
        token = secrets.token_urlsafe(16)
        accounts.start_session(
            self.db, self.people[role].id, hashlib.sha256(token.encode()).hexdigest(), 3600
        )
        return token

    def open(self, language: str = "en", name: str = "Ingrid Solberg") -> Conversation:
        customer = self.parts.vault.new_customer(language, profile={"name": name})
        return conversations.open(self.db, customer_id=customer.id, channel="chat", language=language)

    def write(
        self, conversation: Conversation, text: str = QUESTION, name: str = "Ingrid Solberg", ago: float = 0.0
    ) -> None:
        """A customer's message, `ago` seconds back; `text` is redacted, `<PERSON_1>` is `name`."""
        message_id, at = new_id(), datetime.now(UTC) - timedelta(seconds=ago)
        vault, original = self.parts.vault, text.replace("<PERSON_1>", name)
        sealed, content_hash = vault.seal_message(conversation.customer_id, message_id, original)
        messages.receive(
            self.db, message_id=message_id, conversation_id=conversation.id, sealed_text=sealed,
            content_hash=content_hash, settle_seconds=0, settle_at_most=0, now=at,
        )  # fmt: skip
        known = vault.placeholders(conversation.id, conversation.customer_id)
        values = {"<PERSON_1>": name} if "<PERSON_1>" in text and "<PERSON_1>" not in known else {}
        placeholders = vault.seal_placeholders(conversation.id, conversation.customer_id, values)
        messages.set_redacted(
            self.db,
            message_id,
            redacted=text,
            findings=(),
            language=conversation.language,
            placeholders=placeholders,
        )

    def told(self, conversation: Conversation, text: str, reply: str = REPLY, **labels: object) -> Draft:
        """A message as it comes in, redacted as in the product, and its draft on the desk."""
        message_id = new_id()
        sealed, content_hash = self.parts.vault.seal_message(conversation.customer_id, message_id, text)
        messages.receive(
            self.db, message_id=message_id, conversation_id=conversation.id, sealed_text=sealed,
            content_hash=content_hash, settle_seconds=0, settle_at_most=0,
        )  # fmt: skip
        self.parts.desk.messages(conversation.id)
        return self.version(self.taken(**labels), reply, ())  # type: ignore[arg-type]

    def taken(self, sentiment: float = -0.5, urgency: str = "normal", **labels: object) -> Turn:
        """The next turn, labelled, in the hands of a worker."""
        turn = turns.take(self.db, "worker")
        while turn is not None and turn.status == "decided":  # nobody composes replies here
            turns.finish(self.db, turn.id)
            turn = turns.take(self.db, "worker")
        assert turn is not None
        found = {
            "language": "en", "emotion": "disappointment", "intent": "delivery_delay", "wants_human": False,
            "must_escalate": False, "injection": False, "reasons": ("late",), **labels,
        }  # fmt: skip
        turns.set_triage(self.db, turn.id, sentiment=sentiment, urgency=urgency, **found)  # type: ignore[arg-type]
        return turn

    def drafted(
        self, conversation: Conversation | None = None, text: str = QUESTION, reply: str = REPLY, ago: float = 0.0,
        checks: tuple[dict[str, object], ...] = CHECKS, **labels: object,
    ) -> Draft:  # fmt: skip
        """A message and its draft on the desk."""
        conversation = conversation or self.open(str(labels.get("language", "en")))
        self.write(conversation, text, ago=ago)
        turn = self.taken(**labels)  # type: ignore[arg-type]
        return self.version(turn, reply, checks)

    def version(
        self, turn: Turn, reply: str, checks: tuple[dict[str, object], ...] = CHECKS, number: int = 1
    ) -> Draft:
        """A version of a turn's draft, at rest on the desk."""
        draft = drafts.add(
            self.db, turn_id=turn.id, version=number, text=reply, language=turns.get(self.db, turn.id).language or "en",
            drafter="offline", model="offline", prompt_version="1", sources=SOURCES, checks=checks,
            notes=("Based on Mette's edit of 12 May.",),
            sentences=({"text": reply, "source": "NL-1001", "kind": "order"},),
        )  # fmt: skip
        drafts.set_interrupt(self.db, draft.id, "interrupt")
        return draft

    def waiting(
        self, conversation: Conversation | None = None, text: str = "I want to talk to a person!"
    ) -> Conversation:
        """A customer who waits for a person."""
        conversation = conversation or self.open()
        self.write(conversation, text)
        self.parts.desk.request_human(conversation.id)
        return conversation

    def claimed(self, draft: Draft, role: str = "reviewer") -> Draft:
        desk.claim(self.db, draft.id, self.people[role].id)
        return draft

    def taught(
        self, reply: str = REPLY.replace("12 May", "14 May"), embedding: tuple[float, ...] = (0.0,)
    ) -> str:
        """An edit that became an example; gives the example's id."""
        draft = self.claimed(self.drafted())
        decision = self.parts.desk.edit(draft.id, self.people["reviewer"], reply, reasons=("facts",))
        turn = turns.get(self.db, draft.turn_id)
        return examples.add(
            self.db, decision_id=decision.id, customer_id=turn.customer_id, language="en", intent="delivery_delay",
            reasons=("facts",), request=QUESTION, draft=draft.text, reply=reply,
            reviewer_id=self.people["reviewer"].id, starred=False, embedding=embedding,
        ).id  # fmt: skip

    def deliver(self) -> None:
        """Send what waits in the outbox."""
        gate = Gate(self.parts.vault, self.parts.company)
        while (row := outbox.take(self.db, gate)) is not None:
            outbox.sent(self.db, row.id, new_id())


@cache
def reader() -> Reader:
    """One for all rooms: it takes a second to load."""
    return Reader()


def build_room(folder: Path, redactor: Redactor, undo_seconds: float = 0.0) -> Room:
    """An empty room with one person of each role."""
    db = connect(f"duckdb:///{folder / 'console.duckdb'}")
    vault = Vault(db, Keyring(secrets.token_bytes(32)))
    links: list[str] = []

    def issue_link(account: Account, actor: str) -> str:
        links.append(f"http://localhost/sign-in/link?token=for-{account.username}")
        return links[-1]

    def issue_integration(name: str, actor: str) -> str:
        integrations.add(db, name, hashlib.sha256(name.encode()).hexdigest(), actor)
        return f"token-of-{name}"

    modules = Modules.load(additions=rules_in_force(db), two_people=two_wanted(db))
    rechecking = Rechecking(db, vault, Gatherer(db, reader()), run_checks, modules)
    parts = Parts(
        db=db, vault=vault, desk=ReviewDesk(db, vault, COMPANY, Bus(), redactor, modules, rechecking, undo_seconds=undo_seconds, promising=reader().promising),
        learning=Learning(db, redactor, modules), policies=Policies(db, modules, redactor),
        knowledge=Knowledge(db, reader(), modules, load_phrases(), company_facts(load_company())), company=COMPANY, drafter="offline",
        issue_link=issue_link, issue_integration=issue_integration, url="http://localhost",
    )  # fmt: skip
    people = {
        role: accounts.add(db, username=role, display_name=name, role=role)  # type: ignore[arg-type]
        for role, name in (
            ("reviewer", "Mette Kjær"),
            ("supervisor", "Signe Holm"),
            ("admin", "Ada Lindqvist"),
        )
    }
    people["other"] = accounts.add(db, username="anna", display_name="Anna Berg", role="reviewer")
    for person in people.values():
        accounts.set_toured(db, person.id, True)  # the tour would stand above every page
    return Room(parts, people, links)
