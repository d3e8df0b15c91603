"""What the sample company is made of: frozen records, as read from its files."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, get_args

Language = Literal["en", "de", "da", "nl", "sv"]
Country = Literal["DK", "SE", "DE", "NL", "GB"]
Currency = Literal["DKK", "SEK", "EUR", "GBP"]
Intent = Literal[
    "delivery_delay",
    "order_status",
    "return_refund",
    "complaint_damaged",
    "invoice_payment",
    "login_account",
    "product_question",
    "cancellation",
    "address_change",
    "warranty",
    "compliment",
    "other",
]
Emotion = Literal["anger", "worry", "disappointment", "sadness", "neutral", "joy", "gratitude"]
OrderStatus = Literal[
    "processing", "packed", "in_transit", "delayed", "delivered", "returned", "cancelled", "refunded"
]
When = Literal[
    "in_transit",
    "in_transit_again",
    "late",
    "late_again",
    "lost",
    "delivered",
    "returnable",
    "in_warranty",
    "processing",
    "packed",
    "cancelled",
    "returned",
    "none",
    "any",
    "also",
    "also_first",
]
Channel = Literal["chat", "api"]

LANGUAGES: tuple[str, ...] = get_args(Language)
INTENTS: tuple[str, ...] = get_args(Intent)
EMOTIONS: tuple[str, ...] = get_args(Emotion)
STATUSES: tuple[str, ...] = get_args(OrderStatus)
CONDITIONS: tuple[str, ...] = get_args(When)
FORMS: tuple[str, ...] = ("formal", "informal")
#: How shops of our kind address customers, where a language has two ways.
USUAL_FORMS = {"de": "formal", "nl": "formal", "da": "informal", "sv": "informal"}


class SampleError(ValueError):
    """A file of a company folder can't be used; the message names the file, the place and what to do."""


@dataclass(frozen=True, slots=True)
class Destination:
    """A country the shop ships to; delivery days are working days after the order (fewest, most)."""

    country: str
    language: str
    currency: str
    delivery_days: tuple[int, int]
    shipping_fee: Decimal
    free_shipping_from: Decimal
    carrier: str


@dataclass(frozen=True, slots=True)
class Company:
    """Who the company is and what it promises; `promises` maps each promise to its figure.

    forms: how customers are addressed, formal or informal, by language.
    """

    name: str
    assistant: str
    domain: str
    emails: dict[str, str]
    time_zone: str
    support_hours: dict[str, tuple[str, str]]
    promises: dict[str, int]
    countries: dict[str, Destination]
    forms: dict[str, str] = field(default_factory=lambda: dict(USUAL_FORMS))

    @property
    def return_days(self) -> int:
        """Days a customer may send goods back, counted from delivery."""
        return self.promises["return_days"]

    @property
    def warranty_years(self) -> int:
        """Years of the company's warranty."""
        return self.promises["warranty_years"]

    @property
    def human_wait_minutes(self) -> int:
        """Longest wait for a person within support hours, in minutes."""
        return self.promises["human_wait_minutes"]

    @property
    def currencies(self) -> tuple[str, ...]:
        """The currencies the company sells in, each once."""
        return tuple(dict.fromkeys(place.currency for place in self.countries.values()))


@dataclass(frozen=True, slots=True)
class SampleArticle:
    """One page of the help centre; `body` is Markdown with `##` sections."""

    slug: str
    language: str
    title: str
    intents: tuple[str, ...]
    updated: date
    body: str


@dataclass(frozen=True, slots=True)
class SampleTemplate:
    """The middle of a reply (no greeting, acknowledgement or sign-off) with `{{ field }}` slots."""

    slug: str
    intent: str
    language: str
    when: str
    emotion: str | None
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class SampleRequest:
    """Something customers ask, in their words, and the templates that answer it.

    usual: whether it also stands for messages of its intent that hold none of the words. beside: requests whose
    replies an addition may join, empty for any. templates: the beginnings of slugs, the preferred first. words: by
    language, beginnings of words.
    """

    name: str
    intent: Intent | None
    usual: bool
    beside: tuple[str, ...]
    templates: tuple[str, ...]
    words: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Phrases:
    """The words around a reply in one language; a chat has its own greetings, and no sign-off."""

    greeting_named: str
    greeting: str
    chat_greeting_named: str
    chat_greeting: str
    acknowledgements: dict[str, str]
    sign_off: str
    statuses: dict[str, str]
    date_format: str
    day_format: str
    months: tuple[str, ...]
    item_separator: str
    decimal_mark: str
    amounts: dict[str, str]

    def money(self, amount: float, currency: str) -> str:
        """An amount as the language writes it, e.g. "249 kr." or "49,90 EUR"; decimals only where there are any."""
        figure = f"{amount:.2f}".removesuffix(".00").replace(".", self.decimal_mark)
        return self.amounts.get(currency, f"{{amount}} {currency}").format(amount=figure)

    def near_date(self, day: date) -> str:
        """`day` without the year, as one writes of a day not far away, e.g. "3. marts"."""
        return self.day_format.format(day=day.day, month=self.months[day.month - 1])

    def date(self, day: date) -> str:
        """`day` as the language writes it in a letter, e.g. "3. marts 2026"."""
        return self.date_format.format(day=day.day, month=self.months[day.month - 1], year=day.year)


@dataclass(frozen=True, slots=True)
class Product:
    """One product: names by language, prices by currency, short facts in English."""

    sku: str
    names: dict[str, str]
    prices: dict[str, Decimal]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SampleCustomer:
    """A fictional customer."""

    key: str
    name: str
    email: str
    phone: str
    language: str
    country: str
    address: str


@dataclass(frozen=True, slots=True)
class OrderItem:
    """One line of an order; `price` is for one piece, in the order's currency."""

    sku: str
    name: str
    quantity: int
    price: Decimal


@dataclass(frozen=True, slots=True)
class SampleOrder:
    """An order with absolute dates; `total` includes shipping."""

    number: str
    customer: str
    status: str
    placed_on: date
    promised_on: date
    shipped_on: date | None
    delivered_on: date | None
    carrier: str | None
    tracking: str | None
    items: tuple[OrderItem, ...]
    total: Decimal
    currency: str
    country: str


@dataclass(frozen=True, slots=True)
class Expected:
    """What a careful person would read from an inbox message."""

    intent: str
    wants_human: bool
    must_escalate: bool


@dataclass(frozen=True, slots=True)
class InboxMessage:
    """A message as a customer writes it; `after_seconds` counts from the start of the demo at speed 1."""

    id: str
    customer: str
    language: str
    channel: str
    after_seconds: float
    text: str
    follows: str | None
    expected: Expected
