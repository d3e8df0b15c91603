"""The parts of an offline reply as sentences that know their origin: frame, template, article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from data.records import Passage, Template
from data.sample import Phrases
from graph.drafters.fields import Filled, fill
from graph.drafters.greeting import writers_name
from graph.drafters.sentences import Sentence, after, join, spans, split
from graph.material import DraftRequest, Scored, Source

PARAGRAPH = "\n\n"


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


def from_template(template: Template, made: Filled, order: str | None, passage: str | None) -> list[Sentence]:
    """The sentences of a filled template. One that states a field of the order comes from the order, one that
    repeats an article from the article (both by their source's id), and the others are the template's own.
    """
    plain = split(made.text, "template", template.id)
    return [
        _tied(sentence, made.fields(start, end), order, passage)
        for sentence, (start, end) in zip(plain, spans(made.text), strict=True)
    ]


def framed(
    body: Body, extra: str | None, request: DraftRequest, phrases: Phrases, facts: Mapping[str, str]
) -> list[Sentence]:
    """Greeting, acknowledgement, body, a helpful sentence of the body's article, next step, sign-off."""
    name = writers_name(request.text)
    greeting = fill(phrases.greeting_named, {"greeting_name": name, **facts}) if name else phrases.greeting
    sentences = split(greeting, "phrase")
    sentences += after(split(phrases.acknowledgements[request.understanding.emotion], "phrase"), PARAGRAPH)
    sentences += after(body.sentences, " ")
    if extra and body.passage:
        sentences += after(split(extra, "article", body.passage.item.id), PARAGRAPH)
    sentences += after(split(phrases.next_step, "phrase"), PARAGRAPH)
    return sentences + after(split(fill(phrases.sign_off, facts), "phrase"), PARAGRAPH)


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
