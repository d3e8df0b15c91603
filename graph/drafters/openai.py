"""The drafter that asks a model, behind any server that speaks the OpenAI chat protocol."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from data.said import Said
from graph.drafters import notes
from graph.drafters.answer import Answer
from graph.drafters.budget import Limits, Meter, Prices
from graph.drafters.model import REFUSED, Model
from graph.drafters.prompt import FILE, House, Prompt, TooLong, build, prompt_version
from graph.drafters.sentences import finished, join
from graph.drafters.tying import cited, tied
from graph.material import Drafted, DraftRequest, DraftTooLarge
from graph.tracing import OFF, Tracing

MOST_NOTES, LONGEST_NOTE = 8, 300  # of a model's notes


class OpenAIDrafter:
    """Asks for sentences tied to the sources offered, and counts what it takes."""

    name = "openai"

    def __init__(
        self,
        base_url: str | None,
        api_key: str | None,
        model: str,
        timeout_s: float = 60.0,
        retries: int = 1,
        company: str = "the company",
        assistant: str = "the assistant",
        forms: Mapping[str, str] | None = None,
        limits: Limits | None = None,
        prices: Prices | None = None,
        prompt: Path = FILE,
        tracing: Tracing = OFF,
    ) -> None:
        """`timeout_s`: longest wait for one answer; `retries`: repeats of one call after a failure.

        forms: of address, by language. limits: of one draft. prices: of the model's tokens.
        prompt: a file in the place of prompts/draft.md, to be compared with it.
        """
        self._limits, self._prices = limits or Limits(), prices or Prices()
        self._house = House(company, assistant, forms or {}, prompt)
        self._model = Model(base_url, api_key, model, timeout_s, retries, self._limits, tracing)

    def draft(self, request: DraftRequest) -> Drafted:
        """A model's draft; raises DrafterUnavailable with a reason that holds neither texts nor keys."""
        meter = Meter(self._limits, self._prices)
        prompt = self._prompt(request)
        answer = self._model.ask(prompt, meter)
        sentences = tied(answer.sentences, prompt.sources)
        wanted = not answer.needs_person and sentences
        used = cited(answer.sentences, prompt.sources)
        return Drafted(
            text=join(sentences) if wanted else None,
            drafter=self.name,
            model=self._model.name,
            prompt_version=prompt_version(self._house.prompt),
            sources=used,
            notes=tuple(self._notes(request, prompt, answer)),
            examples=tuple(s.id for s in prompt.sources.values() if s.kind == "example"),
            sentences=finished(sentences) if wanted else (),
            usage=meter.usage(),
        )

    def _prompt(self, request: DraftRequest) -> Prompt:
        room = self._limits.tokens - self._limits.answer_tokens
        try:
            return build(request, self._house, room)
        except TooLong:
            raise DraftTooLarge(
                Said(
                    "model.message_long",
                    "the message is too long for a draft of {tokens} tokens",
                    tokens=self._limits.tokens,
                )
            ) from None

    def _notes(self, request: DraftRequest, prompt: Prompt, answer: Answer) -> list[str]:
        used = cited(answer.sentences, prompt.sources)
        shown = {source.id for source in prompt.sources.values() if source.kind == "example"}
        said = [note.strip()[:LONGEST_NOTE] for note in answer.notes[:MOST_NOTES] if note.strip()]
        said = [REFUSED if note == REFUSED else note for note in said]  # an answer's notes are plain texts
        said += notes.about_order(request.material, any(source.kind == "order" for source in used))
        said += [
            notes.shown(scored.item, request.material)
            for scored in request.material.examples
            if scored.item.id in shown
        ]
        text = join(tied(answer.sentences, prompt.sources))
        said += notes.about_form(text, request.understanding.language, self._house.forms)
        if prompt.left_out:
            said.append(notes.left_out(prompt.left_out))
        if answer.needs_person or not text:
            said.insert(
                0,
                Said(
                    "remark.unsure",
                    "The model found nothing sure enough to answer with and asks for a person.",
                ),
            )
        return said
