"""What a draft is made from, and what comes out: the records that nodes, drafters and checks pass around.

All texts here are redacted: they may hold placeholders such as `<PERSON_1>`, never personal data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, Literal, Protocol, TypeVar

from data.records import Example, Invoice, Order, Passage, Shipment, Template
from graph.modules import Module, Need
from language import Understanding

SourceKind = Literal[
    "article", "template", "order", "example", "record", "shipment", "invoice", "history", "agreed"
]
SentenceKind = Literal["ai", "template", "order", "article", "example", "phrase", "person", "record"]
Verdict = Literal["pass", "warn", "block"]
Severity = Literal["low", "medium", "high"]
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Line:
    """One earlier message of the conversation."""

    author: Literal["customer", "assistant", "person"]
    text: str


@dataclass(frozen=True, slots=True)
class Scored(Generic[Item]):
    """A retrieved thing and how well it fits (0..1)."""

    item: Item
    score: float


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an example comes from: who taught it, and words of that customer's orders that must not travel."""

    reviewer: str
    private: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Record:
    """What a connector tells of the customer that has no form of its own: labels and values."""

    id: str
    connector: str
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier conversation of the customer in short, with this conversation's placeholders.

    promised: sentences of replies that promise something. outcome: as a reviewer would say it.
    """

    conversation_id: str
    day: date
    intent: str
    asked: str
    answered: str
    promised: tuple[str, ...]
    outcome: Literal["answered", "unanswered", "with a person"]


@dataclass(frozen=True, slots=True)
class Agreed:
    """What a person agreed with the customer, as they wrote it down when handing the conversation back.

    id: of the takeover. by: who it was, as staff know them.
    """

    id: str
    day: date
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Missing:
    """A source that has nothing to say of this customer, and why, in a sentence for the reviewer.

    why: not_connected: nobody has connected it; no_answer: it knows nothing of this customer; failed: it couldn't be
    asked or read; unasked: there is nothing to ask it with (no proven address, no order number).
    """

    need: Literal["order", "shipment", "invoice", "history", "article", "record"]
    why: Literal["not_connected", "no_answer", "failed", "unasked"]
    reason: str
    connector: str | None = None


@dataclass(frozen=True, slots=True)
class Addition:
    """A sentence or two for something asked beside the main request.

    joins: slugs, without the language, of the templates it may join; None for any.
    """

    template: Template
    joins: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Material:
    """What `gather` found for a turn; anything may be empty.

    orders: the customer's own orders, the one asked about first.
    condition: the state of that order (`graph.gather.condition_of`), "none" without one.
    order_named: the customer named it; otherwise it is the most recent one that fits the request.
    foreign_order: an order number was named that is not this customer's (nothing of it may be told).
    unknown_order: something shaped like the customer's order numbers was named, but no such order exists.
    titles: article titles by article id. origins: by example id. facts: the company's, by slot name.
    answered: what was looked up beyond orders and articles and gave an answer. unanswered: why a lookup gave none,
    as a sentence for the reviewer ("no invoices are connected.").
    shipments, invoices: of these orders, or those the request is about. history: earlier conversations that matter here.
    records: what connectors tell beyond these. missing: what was looked for in vain.
    agreed: what people agreed with the customer, the newest first.
    templates: for what is asked, the best first. additions: for what is asked beside it. channel: the conversation's.
    """

    orders: tuple[Order, ...] = ()
    condition: str = "none"
    order_named: bool = False
    foreign_order: bool = False
    unknown_order: bool = False
    passages: tuple[Scored[Passage], ...] = ()
    templates: tuple[Template, ...] = ()
    examples: tuple[Scored[Example], ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    origins: Mapping[str, Origin] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    answered: frozenset[Need] = frozenset()
    unanswered: Mapping[Need, str] = field(default_factory=dict)
    shipments: tuple[Shipment, ...] = ()
    invoices: tuple[Invoice, ...] = ()
    history: tuple[Earlier, ...] = ()
    records: tuple[Record, ...] = ()
    missing: tuple[Missing, ...] = ()
    additions: tuple[Addition, ...] = ()
    channel: str | None = None
    agreed: tuple[Agreed, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftRequest:
    """Everything a drafter may know."""

    turn_id: str
    conversation_id: str
    text: str  # the customer's messages of this turn, redacted, joined by blank lines
    history: tuple[Line, ...]
    understanding: Understanding
    material: Material
    guidance: str | None = None  # what the reviewer asked of a redraft
    previous: str | None = None  # the draft that was rejected
    module: Module | None = None  # the rules for this intent
    today: date | None = None  # the day of the draft; None: the real one


@dataclass(frozen=True, slots=True)
class Source:
    """A citation shown beside the draft."""

    kind: SourceKind
    id: str
    title: str
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Sentence:
    """A piece of a draft and where it comes from. `text` holds its trailing white space: all of them joined are the draft.

    source: the id of one of the draft's sources; None for set phrases, and for words of a model that names none.
    """

    text: str
    source: str | None
    kind: SentenceKind


@dataclass(frozen=True, slots=True)
class Usage:
    """What a draft took: tokens, seconds of waiting for a model, its price in the company's currency, calls."""

    input_tokens: int = 0
    output_tokens: int = 0
    seconds: float = 0.0
    cost: float = 0.0
    calls: int = 0


@dataclass(frozen=True, slots=True)
class Drafted:
    """A drafter's answer. `text=None` means there was nothing to go on: a person must answer."""

    text: str | None
    drafter: str
    model: str
    prompt_version: str
    sources: tuple[Source, ...] = ()
    notes: tuple[str, ...] = ()  # sentences for the reviewer: what was used, what is missing
    examples: tuple[str, ...] = ()  # ids of the examples that were used
    sentences: tuple[Sentence, ...] = ()  # joined they are `text`; empty when a drafter doesn't tell
    usage: Usage | None = None
    fallback: str | None = None  # why the offline drafter stood in


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What one check says of a draft; `spans` are code points of the draft's text. `severity`: if it is right."""

    name: str
    verdict: Verdict
    evidence: str
    spans: tuple[tuple[int, int], ...] = ()
    severity: Severity = "medium"


class Drafter(Protocol):
    """Writes a reply to a customer. Two exist: offline and openai."""

    name: str

    def draft(self, request: DraftRequest) -> Drafted:
        """Return a draft; raises `DrafterUnavailable` when no answer could be had in time."""


class DrafterUnavailable(Exception):
    """The model server did not give a usable answer; `usage` is what was spent on it all the same."""

    def __init__(self, reason: str, usage: Usage | None = None) -> None:
        super().__init__(reason)
        self.usage = usage


class DraftTooLarge(DrafterUnavailable):
    """A draft for this message would go beyond what one draft may take; trying again is no use."""
