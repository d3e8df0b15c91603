"""Requests for drafters and checks, made of the sample company's real templates, orders and words."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache

from data.records import Example, Order, Passage, Template
from data.sample import SampleOrder, load_company, load_orders, load_phrases, load_requests, load_templates
from graph.drafters import OfflineDrafter
from graph.gather import Requests, company_facts, condition_of
from graph.gather.choice import additions, fitting
from graph.gather.states import states_of
from graph.material import DraftRequest, Material, Origin, Scored
from language import Understanding

TODAY = date(2026, 11, 21)
LANGUAGES = ("en", "de", "da", "nl", "sv")


@cache
def drafter() -> OfflineDrafter:
    return OfflineDrafter(load_company(), load_phrases())


@cache
def templates() -> tuple[Template, ...]:
    return tuple(
        Template(f"{t.language}/{t.slug}", t.slug, t.language, t.intent, t.when, t.emotion, t.title, t.body)
        for t in load_templates()
    )


@cache
def requests() -> Requests:
    return Requests(load_requests())


@cache
def sample_orders() -> tuple[Order, ...]:
    return tuple(map(order_of, load_orders(TODAY)))


def order_of(sample: SampleOrder) -> Order:
    items = tuple(
        {"sku": i.sku, "name": i.name, "quantity": i.quantity, "price": float(i.price)} for i in sample.items
    )
    return Order(
        number=sample.number, customer_id=sample.customer, status=sample.status, placed_on=sample.placed_on,
        promised_on=sample.promised_on, shipped_on=sample.shipped_on, delivered_on=sample.delivered_on,
        carrier=sample.carrier, tracking=sample.tracking, items=items, total=float(sample.total),
        currency=sample.currency, country=sample.country,
    )  # fmt: skip


def an_order(condition: str, country: str | None = None) -> Order:
    """The first sample order in this state."""
    found = (
        o for o in sample_orders() if condition_of(o, TODAY) == condition and country in (None, o.country)
    )
    return next(found)


def read(language: str = "en", intent: str = "order_status", emotion: str = "neutral") -> Understanding:
    return Understanding(language, 0.0, emotion, intent, "normal", False, False, False, ())  # type: ignore[arg-type]


def request(
    text: str = "Where is my order?",
    language: str = "en",
    intent: str = "order_status",
    emotion: str = "neutral",
    order: Order | None = None,
    passages: tuple[Scored[Passage], ...] = (),
    examples: tuple[Scored[Example], ...] = (),
    origins: dict[str, Origin] | None = None,
    **more: object,
) -> DraftRequest:
    """What a drafter gets for this message, with the templates that fit."""
    condition = condition_of(order, TODAY) if order else "none"
    states = states_of(order, TODAY, load_company().promises)
    understanding = read(language, intent, emotion)
    material = Material(
        orders=(order,) if order else (), condition=condition, order_named=bool(order),
        templates=fitting(templates(), understanding, states, text, requests()),
        additions=additions(templates(), understanding, text, requests()),
        passages=passages, titles={p.item.article_id: "Guide" for p in passages}, examples=examples,
        origins=origins or {}, facts=company_facts(load_company()),
    )  # fmt: skip
    return DraftRequest("turn", "conversation", text, (), understanding, material, **more)  # type: ignore[arg-type]


def a_passage(text: str, language: str = "en") -> Passage:
    return Passage(f"{language}/guide#0", f"{language}/guide", 0, language, "Heading", text, ())


def an_example(
    draft: str, reply: str, language: str = "en", intent: str = "order_status", score: float = 0.9
) -> Scored[Example]:
    when = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
    example = Example(
        id="example", decision_id="d", customer_id="other", language=language, intent=intent, reasons=(),
        request="Where is it?", draft=draft, reply=reply, reviewer_id="mette", starred=False, embedding=(),
        created_at=when,
    )  # fmt: skip
    return Scored(example, score)
