"""The prompt of the model drafter: the readable file, the numbered sources, the customer's words behind a fence."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from data.records import Order
from graph.material import DraftRequest, Material, Source

FILE = Path(__file__).parent.parent / "prompts" / "draft.md"
LANGUAGE_NAMES = {"en": "English", "de": "German", "da": "Danish", "nl": "Dutch", "sv": "Swedish"}
_HEAD = re.compile(r"\A.*?^---\n", re.S | re.M)


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is sent: two messages, and the sources in the order of their numbers."""

    system: str
    user: str
    sources: tuple[Source, ...]


def prompt_version() -> str:
    """The first twelve digits of the prompt file's SHA-256: any change to the file is another version."""
    return hashlib.sha256(FILE.read_bytes()).hexdigest()[:12]


def build(request: DraftRequest, company: str, assistant: str) -> Prompt:
    """The prompt for one request. The fence is random, so that no customer can write its end."""
    fence = f"customer-text-{secrets.token_hex(8)}"
    sources = numbered(request.material)
    code = request.understanding.language
    system = _template().format(
        company=company, assistant=assistant, language=LANGUAGE_NAMES.get(code, code), fence=fence
    )
    return Prompt(system, _user(request, sources, fence), sources)


def numbered(material: Material) -> tuple[Source, ...]:
    """Orders, passages, templates and examples as citations, in the order of their numbers."""
    found = [Source("order", order.number, order.number, describe(order), 1.0) for order in material.orders]
    for passage in material.passages:
        title = material.titles.get(passage.item.article_id, passage.item.article_id)
        name = f"{title} – {passage.item.heading}"
        found.append(Source("article", passage.item.id, name, passage.item.text, passage.score))
    for template in material.templates:
        found.append(
            Source("template", template.id, template.title, _with_facts(template.body, material), 1.0)
        )
    for example in material.examples:
        title = f"Reply that a reviewer approved for a similar {example.item.intent}"
        found.append(Source("example", example.item.id, title, example.item.reply, example.score))
    return tuple(found)


def describe(order: Order) -> str:
    """An order as plain lines, dates in ISO form."""
    lines = {
        "number": order.number,
        "status": order.status,
        "placed on": order.placed_on,
        "promised for": order.promised_on,
        "shipped on": order.shipped_on,
        "delivered on": order.delivered_on,
        "carrier": order.carrier,
        "tracking": order.tracking,
        "items": "; ".join(f"{item.get('quantity', 1)} × {item.get('name')}" for item in order.items),
        "total": f"{order.total:.2f} {order.currency}",
    }
    return "\n".join(f"{name}: {value}" for name, value in lines.items() if value)


def _user(request: DraftRequest, sources: Sequence[Source], fence: str) -> str:
    read = request.understanding
    parts = [
        f"The message was read as: intent {read.intent}, emotion {read.emotion}, urgency {read.urgency}."
    ]
    parts += [
        f"[{number}] {source.kind}: {source.title}\n{source.text}" for number, source in enumerate(sources, 1)
    ]
    if not sources:
        parts.append("There are no sources.")
    if request.material.foreign_order:
        parts.append("The customer names an order number that isn't theirs: tell nothing about it.")
    if request.history:
        earlier = "\n".join(f"{line.author}: {line.text}" for line in request.history)
        parts.append(f"Earlier in this conversation:\n{_fenced(earlier, fence)}")
    if request.previous and request.guidance:
        parts.append(f"A reviewer rejected this draft:\n{request.previous}\nand asks: {request.guidance}")
    parts.append(f"The customer's message to answer:\n{_fenced(request.text, fence)}")
    return "\n\n".join(parts)


def _fenced(text: str, fence: str) -> str:
    return f"--- {fence} begins ---\n{text}\n--- {fence} ends ---"


def _with_facts(body: str, material: Material) -> str:
    for name, value in material.facts.items():
        body = re.sub(rf"\{{\{{\s*{re.escape(name)}\s*\}}\}}", value, body)
    return body


@cache
def _template() -> str:
    return _HEAD.sub("", FILE.read_text("utf-8"), count=1)
