"""Reads the planted drafts beside this module: each with the request it answers (see README.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from data.records import Invoice, Order, Passage, Shipment, Template
from data.sample import load_articles, load_company, load_templates
from graph.gather import company_facts, condition_of
from graph.material import DraftRequest, Line, Material, Scored
from graph.modules import Modules
from language import Understanding

HERE = Path(__file__).parent
TODAY = date(2026, 11, 21)
LANGUAGES = ("en", "de", "da", "nl", "sv")
Half = Literal["dev", "held"]
WRAPPED = 60  # characters: a longer line was wrapped for reading and belongs to the next


@dataclass(frozen=True, slots=True)
class Planted:
    """A draft, what is wrong with it (None: nothing), and which words are."""

    id: str
    language: str
    fault: str | None
    words: str
    text: str
    request: DraftRequest

    @property
    def place(self) -> tuple[int, int]:
        """Where the planted words stand; (0, 0) where something is missing instead."""
        start = self.text.index(self.words) if self.words else 0
        return start, start + len(self.words)


@cache
def drafts(half: Half) -> tuple[Planted, ...]:
    """All drafts of a half, by language."""
    return tuple(
        found for language in LANGUAGES for found in _of_file(HERE / f"{half}_{language}.yaml", language)
    )


def _of_file(path: Path, language: str) -> Iterator[Planted]:
    for case in yaml.safe_load(path.read_text("utf-8")):
        request = _request(case, language)
        for entry in case["drafts"]:
            text = _unwrapped(entry.get("clean") or entry["draft"])
            yield Planted(
                case["id"], language, entry.get("fault"), str(entry.get("words", "")), text, request
            )


def _request(case: Mapping[str, Any], language: str) -> DraftRequest:
    text = _unwrapped(case["said"])
    understanding = Understanding(
        language, 0.0, case.get("emotion", "neutral"), case["intent"], "normal", False, False, False, ()
    )
    return DraftRequest(
        turn_id=case["id"],
        conversation_id=case["id"],
        text=text,
        history=tuple(Line(author, said) for author, said in case.get("history", ())),
        understanding=understanding,
        material=_material(case, language),
        guidance=case.get("guidance"),
        module=_modules().for_(case["intent"], text, language),
        today=case.get("today", TODAY),
    )


def _material(case: Mapping[str, Any], language: str) -> Material:
    orders = tuple(map(_order, case.get("orders", ())))
    passages = tuple(passage for entry in case.get("passages", ()) for passage in _passages(entry, language))
    return Material(
        orders=orders,
        condition=condition_of(orders[0], case.get("today", TODAY)) if orders else "none",
        order_named=bool(orders),
        passages=tuple(Scored(passage, 0.9) for passage in passages),
        templates=tuple(_templates()[f"{slug}-{language}"] for slug in case.get("templates", ())),
        titles={
            passage.article_id: _titles().get(passage.article_id, passage.heading) for passage in passages
        },
        facts=company_facts(load_company()),
        shipments=tuple(map(_shipment, case.get("shipments", ()))),
        invoices=tuple(map(_invoice, case.get("invoices", ()))),
    )


def _order(entry: Mapping[str, Any]) -> Order:
    items = tuple({"name": name, "quantity": count, "price": price} for name, count, price in entry["items"])
    return Order(
        number=entry["number"], customer_id="customer", status=entry["status"], placed_on=entry["placed"],
        promised_on=entry.get("promised"), shipped_on=entry.get("shipped"), delivered_on=entry.get("delivered"),
        carrier=entry.get("carrier"), tracking=entry.get("tracking"), items=items, total=entry["total"],
        currency=entry["currency"], country="XX",
    )  # fmt: skip


def _shipment(entry: Mapping[str, Any]) -> Shipment:
    return Shipment(
        id=entry["id"], order_number=entry["order"], customer_id="customer", direction=entry["direction"],
        status=entry["status"], carrier=entry.get("carrier"), tracking=entry.get("tracking"),
        shipped_on=entry.get("shipped"), promised_on=entry.get("promised"), delivered_on=entry.get("delivered"),
        updated_on=entry.get("updated"),
    )  # fmt: skip


def _invoice(entry: Mapping[str, Any]) -> Invoice:
    return Invoice(
        number=entry["number"], customer_id="customer", order_number=entry.get("order"), status=entry["status"],
        issued_on=entry["issued"], due_on=entry.get("due"), paid_on=entry.get("paid"), amount=entry["amount"],
        currency=entry["currency"], reminders=entry["reminders"],
    )  # fmt: skip


def _passages(entry: str | Mapping[str, str], language: str) -> Iterator[Passage]:
    if not isinstance(entry, str):
        yield Passage("own#0", "own", 0, language, entry["title"], _unwrapped(entry["text"]), ())
        return
    slug, _, number = entry.partition("#")
    sections = _sections()[f"{language}/{slug}"]
    for place in [int(number)] if number else range(len(sections)):
        heading, text = sections[place]
        yield Passage(f"{language}/{slug}#{place}", f"{language}/{slug}", place, language, heading, text, ())


@cache
def _sections() -> dict[str, list[tuple[str, str]]]:
    """Each sample article's sections as heading and text; the first is what stands above the first heading."""
    found = {}
    for article in load_articles():
        first, *parts = re.split(r"^## ", article.body, flags=re.M)
        headed = [(part.partition("\n")[0], part.partition("\n")[2]) for part in parts]
        found[f"{article.language}/{article.slug}"] = [(article.title, first), *headed]
    return found


@cache
def _titles() -> dict[str, str]:
    return {f"{article.language}/{article.slug}": article.title for article in load_articles()}


@cache
def _templates() -> dict[str, Template]:
    return {
        t.slug: Template(
            f"{t.language}/{t.slug}", t.slug, t.language, t.intent, t.when, t.emotion, t.title, t.body
        )
        for t in load_templates()
    }


@cache
def _modules() -> Modules:
    return Modules.load()


def _unwrapped(text: str) -> str:
    """The text with lines joined that were wrapped for reading."""
    paragraphs = text.strip().split("\n\n")
    return "\n\n".join(re.sub(rf"(?<=[^\n]{{{WRAPPED}}})\n", " ", paragraph) for paragraph in paragraphs)
