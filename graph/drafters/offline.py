"""The drafter that needs no model: it composes a reply from templates, the order, articles and reviewers' edits.

It states nothing that its sources don't hold, and when no template fits it says so and leaves the reply to a person.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime

from data.records import Example, Passage, Template
from data.sample import Company, Phrases
from graph.checks.agreed import agreed
from graph.checks.grounds import company_text, grounds
from graph.checks.words import FREE, kinds
from graph.drafters import notes
from graph.drafters.composing import Body, added, framed, from_template, is_chat, middle
from graph.drafters.fields import Filled, MissingField, customer_fields, describe, order_fields
from graph.drafters.known import ORDER_FREE, Known
from graph.drafters.lessons import Rules, apply, may_travel, related
from graph.drafters.passages import answer, answering, excerpt, helpful_sentence, open_questions
from graph.drafters.sentences import Sentence, finished, join
from graph.drafters.wording import follow
from graph.material import Drafted, DraftRequest, Scored, Source

CLOSE = 0.5  # an approved reply this similar may stand in when no template fits
SURE = 0.5  # a passage this relevant may be quoted


class OfflineDrafter:
    """Composes drafts from the sample of words and templates; `name` is what drafts record."""

    name = "offline"
    model = "composer"
    version = "4"  # raise it when the composition changes, so that drafts can be told apart

    def __init__(self, company: Company, phrases: Mapping[str, Phrases]) -> None:
        self._facts = {
            "company.name": company.name,
            "company.return_days": str(company.return_days),
            "company.warranty_years": str(company.warranty_years),
        }
        self._phrases = phrases
        self._forms = company.forms

    def draft(self, request: DraftRequest) -> Drafted:
        """A reply with its sources and notes; `text=None` when there is nothing to go on."""
        phrases = self._phrases.get(request.understanding.language)
        if phrases is None:
            return self._drafted((), [notes.no_language(request)])
        skipped: list[str] = []
        for body in self._bodies(request, phrases, skipped):
            sentences, used, lesson_notes = self._composed(body, request, phrases)
            lesson_notes += follow(sentences, request.module)
            if broken := _breaks(join(sentences), request):
                skipped.append(notes.against_agreement(broken))
                continue
            if join(sentences) != request.previous:
                told = notes.about_order(request.material, any(s.kind == "order" for s in body.sources))
                said = [
                    *notes.agreements(request.material),
                    *body.notes,
                    *lesson_notes,
                    *told,
                    *notes.about_redraft(request),
                ]
                said += notes.about_form(join(sentences), request.understanding.language, self._forms)
                return self._drafted(sentences, said, (*body.sources, *map(_example_source, used)), used)
        told = notes.about_order(request.material, used=False)
        return self._drafted((), [notes.nothing(request), *skipped, *told])

    def _drafted(
        self,
        sentences: Sequence[Sentence],
        said: list[str],
        sources: tuple[Source, ...] = (),
        used: tuple[Scored[Example], ...] = (),
    ) -> Drafted:
        return Drafted(
            text=join(sentences) if sentences else None,
            drafter=self.name,
            model=self.model,
            prompt_version=self.version,
            sources=sources,
            notes=tuple(said),
            examples=tuple(scored.item.id for scored in used),
            sentences=finished(sentences),
        )

    def _bodies(self, request: DraftRequest, phrases: Phrases, skipped: list[str]) -> Iterator[Body]:
        """Every middle that can be filled for this customer, the best first."""
        known = self._known(request, phrases)
        for template in request.material.templates:
            if known.order is None and template.condition not in ORDER_FREE:
                continue
            try:
                body = self._from_template(template, known, request)
            except MissingField as missing:
                skipped.append(notes.skipped(template, str(missing)))
                continue
            if _may_say(body.text, request):
                yield self._with_additions(body, template, known, request)
            else:
                skipped.append(notes.not_allowed(template, request))
        for scored in request.material.examples:
            reused = self._reusable(scored, request)
            if reused:
                yield Body(reused, [], [notes.reused(scored.item, request.material)])

    def _known(self, request: DraftRequest, phrases: Phrases) -> Known:
        """What is known of this customer, for every template alike."""
        order = next(iter(request.material.orders), None)
        fields = dict(self._facts) | customer_fields(request.text)
        passage = answering(_quotable(request), request.text)
        if passage:
            title = request.material.titles.get(passage.item.article_id, passage.item.heading)
            fields |= {"article.title": title, "article.passage": excerpt(passage.item.text)}
            fields["article.answer"] = answer(passage.item.text, request.text)
        about_order = order_fields(order, phrases, request.text, _today(request)) if order else {}
        named = request.material.order_named
        return Known(fields, order, about_order, named, passage, is_chat(request))

    def _from_template(self, template: Template, known: Known, request: DraftRequest) -> Body:
        made = known.fill(template)
        body = Body(from_template(template, made, known), [], [notes.template(template)])
        self._support(body, template, made, known, request)
        if body.passage is None and not _states(made, "article."):
            body.passage = next(iter(_quotable(request)), None)
        return body

    def _with_additions(self, body: Body, template: Template, known: Known, request: DraftRequest) -> Body:
        """The body and what is to be said to what else was asked."""
        slug = template.slug.removesuffix(f"-{template.language}")
        for addition in request.material.additions:
            if addition.joins is not None and slug not in addition.joins:
                continue
            try:
                made = known.fill(addition.template)
            except MissingField as missing:
                body.notes.append(notes.skipped(addition.template, str(missing)))
                continue
            if made.text.strip() and _may_say(made.text, request):
                added(body, addition.template, from_template(addition.template, made, known))
                self._support(body, addition.template, made, known, request)
        return body

    def _support(
        self, body: Body, template: Template, made: Filled, known: Known, request: DraftRequest
    ) -> None:
        """Cite the template, and the order and the article where it states something of them."""
        body.sources.append(Source("template", template.id, template.title, made.text, 1.0))
        cited = {(source.kind, source.id) for source in body.sources}
        order, passage = known.order, known.passage
        if order and _states(made, "order.") and ("order", order.number) not in cited:
            about = describe(known.order_fields)
            body.sources.append(Source("order", order.number, order.number, about, 1.0))
        if passage and _states(made, "article.") and ("article", passage.item.id) not in cited:
            self._cite(body, passage, request)
            if body.passage and body.passage.item.id == passage.item.id:
                body.passage = None

    def _cite(self, body: Body, passage: Scored[Passage], request: DraftRequest) -> None:
        title = request.material.titles.get(passage.item.article_id, passage.item.heading)
        heading = passage.item.heading
        name = title if heading in ("", title) else f"{title} – {heading}"
        body.sources.append(Source("article", passage.item.id, name, passage.item.text, passage.score))
        body.notes.append(notes.passage(name))

    def _composed(
        self, body: Body, request: DraftRequest, phrases: Phrases
    ) -> tuple[list[Sentence], tuple[Scored[Example], ...], list[str]]:
        """The whole reply, with the lesson of the most similar edit applied."""
        sentences = self._framed(body, request, phrases)
        for scored in request.material.examples:
            example = scored.item
            if not (self._teaches(example, request) and related(body.text, example.draft)):
                continue
            taught = list(sentences)
            lesson = apply(taught, example.draft, example.reply, self._rules(example, request))
            if lesson.changes:
                return taught, (scored,), [notes.lesson(example, request.material, lesson)]
        return sentences, (), []

    def _framed(self, body: Body, request: DraftRequest, phrases: Phrases) -> list[Sentence]:
        extra = self._extra(body, request)
        if extra and body.passage:
            self._cite(body, body.passage, request)
        return framed(body, extra, request, phrases, self._facts)

    def _extra(self, body: Body, request: DraftRequest) -> str | None:
        """A sentence of the article to a question that the body leaves open, if the use case lets a draft say it."""
        if body.passage is None:
            return None
        asked = open_questions(request.text, body.text)
        found = helpful_sentence(body.passage.item.text, asked, body.text)
        return found if found and _may_say(found, request) else None

    def _reusable(self, scored: Scored[Example], request: DraftRequest) -> list[Sentence] | None:
        """The middle of an approved reply that holds nothing of the other customer's; None if it does."""
        example = scored.item
        if scored.score < CLOSE or not self._same_kind(example, request):
            return None
        kept = middle(example.reply, example.id)
        rules = self._rules(example, request)
        return kept if kept and all(may_travel(sentence.text, rules) for sentence in kept) else None

    def _teaches(self, example: Example, request: DraftRequest) -> bool:
        return example.draft != example.reply and self._same_kind(example, request)

    def _same_kind(self, example: Example, request: DraftRequest) -> bool:
        read = request.understanding
        return (example.language, example.intent) == (read.language, read.intent)

    def _rules(self, example: Example, request: DraftRequest) -> Rules:
        origin = request.material.origins.get(example.id)
        private = origin.private if origin else frozenset()
        return Rules(
            language=request.understanding.language,
            company=company_text(request.material),
            private=private,
            may_promise=frozenset(request.module.may_promise) if request.module else None,
            example=example.id,
        )


def _breaks(text: str, request: DraftRequest) -> str:
    """How a reply goes against what a person agreed with the customer; empty when it doesn't."""
    if not request.material.agreed:
        return ""
    result = agreed(text, request, grounds(request))
    return result.evidence if result.verdict == "block" else ""


def _states(made: Filled, of: str) -> bool:
    """Whether a filled text states a field whose name begins so."""
    return any(name.startswith(of) for _, _, name in made.values)


def _may_say(text: str, request: DraftRequest) -> bool:
    """Whether the use case lets a draft promise what this text promises. Saying what is free needs no leave."""
    promised = kinds(text, request.understanding.language)
    return request.module is None or set(promised) <= {*request.module.may_promise, FREE}


def _quotable(request: DraftRequest) -> list[Scored[Passage]]:
    """The passages in the customer's language that are relevant enough to quote, the best first."""
    wanted = request.understanding.language
    return [
        found for found in request.material.passages if found.item.language == wanted and found.score >= SURE
    ]


def _today(request: DraftRequest) -> date:
    return request.today or datetime.now(UTC).date()


def _example_source(scored: Scored[Example]) -> Source:
    example = scored.item
    return Source(
        "example", example.id, f"Edit of {notes.day(example.created_at)}", example.reply, scored.score
    )
