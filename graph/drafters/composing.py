"""The parts of an offline reply as sentences that know their origin: frame, template, article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from data.records import Passage, Template
from data.sample import Phrases
from graph.checks.wording import UPSET
from graph.checks.words import words
from graph.drafters import notes
from graph.drafters.fields import Filled, fill
from graph.drafters.greeting import writers_name
from graph.drafters.known import Known
from graph.drafters.sentences import Sentence, after, join, spans, split
from graph.material import DraftRequest, Scored, Source

PARAGRAPH = "\n\n"
STRONG = ("anger", "sadness")
OUR_FAULT = ("delivery_delay", "complaint_damaged", "warranty", "invoice_payment", "login_account")
OPENING_BODY = 200  # characters of a body in which an upset customer may find its own acknowledgement


@dataclass(slots=True)
class Body:
    """The middle of a reply with what it rests on. `passage`: one that may still lend a sentence."""

    sentences: list[Sentence]
    sources: list[Source]
    notes: list[str] = field(default_factory=list)
    passage: Scored[Passage] | None = None

    @property
    def text(self) -> str:
        """Its words."""
        return join(self.sentences)


def from_template(template: Template, made: Filled, known: Known) -> list[Sentence]:
    """The sentences of a filled template. One that states a field of the order comes from the order, one that
    repeats an article from the article (both by their source's id), and the others are the template's own.
    """
    order = known.order.number if known.order else None
    passage = known.passage.item.id if known.passage else None
    plain = split(made.text, "template", template.id)
    return [
        _tied(sentence, made.fields(start, end), order, passage)
        for sentence, (start, end) in zip(plain, spans(made.text), strict=True)
    ]


def added(body: Body, addition: Template, said: list[Sentence]) -> None:
    """Put what an addition says before the body, or behind it: there in its only paragraph, or as one of its own."""
    if addition.condition == "also_first":
        body.sentences = said + after(body.sentences, " ")
    else:
        body.sentences += after(said, PARAGRAPH if PARAGRAPH in body.text else " ")
    body.notes.append(notes.template(addition))


def framed(
    body: Body, extra: str | None, request: DraftRequest, phrases: Phrases, facts: Mapping[str, str]
) -> list[Sentence]:
    """Greeting, acknowledgement, body, a helpful sentence of the body's article, sign-off.

    A chat goes on, so a reply to it has no sign-off, and thanks nobody for writing.
    """
    sentences = split(_greeting(request, phrases, facts), "phrase")
    acknowledged = _acknowledgement(body.text, request, phrases)
    if acknowledged:
        sentences += after(split(acknowledged, "phrase"), PARAGRAPH)
    sentences += after(body.sentences, " " if acknowledged else PARAGRAPH)
    if extra and body.passage:
        sentences += after(split(extra, "article", body.passage.item.id), PARAGRAPH)
    if is_chat(request):
        return sentences
    return sentences + after(split(fill(phrases.sign_off, facts), "phrase"), PARAGRAPH)


def _greeting(request: DraftRequest, phrases: Phrases, facts: Mapping[str, str]) -> str:
    """By name where the customer gives it; none in a chat in which we have answered already."""
    chat = is_chat(request)
    if chat and any(line.author != "customer" for line in request.history):
        return ""
    name = writers_name(request.text)
    if not name:
        return phrases.chat_greeting if chat else phrases.greeting
    named = phrases.chat_greeting_named if chat else phrases.greeting_named
    return fill(named, {"greeting_name": name, **facts})


def _acknowledgement(body: str, request: DraftRequest, phrases: Phrases) -> str | None:
    """What shows that the message was understood, unless the body does that itself.

    Worry and disappointment are acknowledged where the company may be at fault; that a carpet doesn't match is no fault.
    """
    read = request.understanding
    if words(read.language).acknowledges.search(body[:OPENING_BODY]):
        return None
    if read.emotion in STRONG or (read.emotion in UPSET and read.intent in OUR_FAULT):
        return phrases.acknowledgements[read.emotion]
    return None if is_chat(request) and read.emotion not in UPSET else phrases.acknowledgements["neutral"]


def is_chat(request: DraftRequest) -> bool:
    """Whether the reply goes into a chat; anything else reads like a letter."""
    return request.material.channel == "chat"


def _tied(sentence: Sentence, stated: set[str], order: str | None, passage: str | None) -> Sentence:
    if order and any(name.startswith("order.") for name in stated):
        return Sentence(sentence.text, sentence.lead, order, "order")
    if passage and any(name.startswith("article.") for name in stated):
        return Sentence(sentence.text, sentence.lead, passage, "article")
    return sentence


def middle(reply: str, example: str) -> list[Sentence]:
    """An approved reply without its first and last paragraph, where it has more than two."""
    paragraphs: Sequence[str] = reply.strip().split(PARAGRAPH)
    kept = paragraphs[1:-1] if len(paragraphs) > 2 else paragraphs
    return split(PARAGRAPH.join(kept), "example", example)
