"""The drafter that asks a model, behind any server that speaks the OpenAI chat protocol."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import openai
from pydantic import ValidationError

from graph.drafters import notes
from graph.drafters.answer import Answer, Unreadable, read
from graph.drafters.prompt import Prompt, build, prompt_version
from graph.material import Drafted, DrafterUnavailable, DraftRequest, Source
from graph.patience import Patience

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletionMessageParam

Way = Callable[[Prompt], Answer]
log = logging.getLogger(__name__)
# Servers without a format answer 400, 404, 415, 422 or 501 to it; anything else is a real failure.
_NOT_OFFERED = (400, 404, 415, 422, 501)
_ADAPTABLE = ("max_tokens", "temperature")
TEMPERATURE = 0.2
MOST_NOTES, LONGEST_NOTE = 8, 300  # of a model's notes
LATE = "the model server didn't answer in time"
KEYLESS = "none"  # local servers want no key, the client insists on one


class OpenAIDrafter:
    """Asks for structured output, then for a JSON object, then for plain text; remembers what the server offers."""

    name = "openai"

    def __init__(
        self,
        base_url: str | None,
        api_key: str | None,
        model: str,
        timeout_s: float = 60.0,
        retries: int = 1,
        max_tokens: int = 900,
        company: str = "the company",
        assistant: str = "the assistant",
    ) -> None:
        """`timeout_s`: longest wait for one answer; `retries`: repeats of one call after a failure."""
        self._client = openai.OpenAI(
            base_url=base_url, api_key=api_key or KEYLESS, timeout=timeout_s, max_retries=retries
        )
        self._model, self._max_tokens = model, max_tokens
        self._settings: dict[str, Any] = {"max_tokens": max_tokens, "temperature": TEMPERATURE}
        self._company, self._assistant = company, assistant
        self._patience = Patience()
        self._ways: list[Way] = [self._parsed, self._json_object, self._plain]

    def draft(self, request: DraftRequest) -> Drafted:
        """A model's draft; raises DrafterUnavailable with a reason that holds neither texts nor keys."""
        prompt = build(request, self._company, self._assistant)
        answer = self._patiently(prompt)
        reply = answer.reply.strip()
        used = _used(prompt.sources, answer.used_sources)
        said = [note.strip()[:LONGEST_NOTE] for note in answer.notes[:MOST_NOTES] if note.strip()]
        said += notes.about_order(request.material, any(source.kind == "order" for source in used))
        said += [notes.shown(scored.item, request.material) for scored in request.material.examples]
        if answer.needs_person or not reply:
            said.insert(0, "The model found nothing sure enough to answer with and asks for a person.")
        return Drafted(
            text=None if answer.needs_person or not reply else reply,
            drafter=self.name,
            model=self._model,
            prompt_version=prompt_version(),
            sources=used,
            notes=tuple(said),
            examples=tuple(scored.item.id for scored in request.material.examples),
        )

    def _patiently(self, prompt: Prompt) -> Answer:
        """Ask, unless the server has kept silent too often of late."""
        if self._patience.lost():
            raise DrafterUnavailable("the model server has not answered for a while and isn't asked now")
        try:
            answer = self._ask(prompt)
        except DrafterUnavailable as failure:
            if str(failure) == LATE:
                self._patience.unanswered()
            else:
                self._patience.answered()
            raise
        self._patience.answered()
        return answer

    def _ask(self, prompt: Prompt) -> Answer:
        """The first way that works. What this server refused is forgotten, once another way has worked."""
        refused: list[Way] = []
        for way in self._ways:
            try:
                answer = self._adapting(way, prompt)
            except openai.APIStatusError as error:
                if error.status_code not in _NOT_OFFERED or way == self._plain:
                    raise DrafterUnavailable(_reason(error)) from None
                refused.append(way)
            except openai.LengthFinishReasonError:
                raise DrafterUnavailable(f"the answer is longer than {self._max_tokens} tokens") from None
            except openai.OpenAIError as error:
                raise DrafterUnavailable(_reason(error)) from None
            except (Unreadable, ValidationError, ValueError, IndexError, TypeError):
                log.info("the model server's answer was not in the agreed form (%s)", way.__name__)
            else:
                self._forget(refused)
                return answer
        raise DrafterUnavailable("the model's answers were not in the agreed form")

    def _adapting(self, way: Way, prompt: Prompt) -> Answer:
        """Ask, without the settings that newer models refuse, each named once by the server."""
        for _ in range(len(_ADAPTABLE)):
            sent = self._settings
            try:
                return way(prompt)
            except openai.BadRequestError as error:
                if error.param not in _ADAPTABLE or error.param not in sent:
                    raise
                kept = {name: value for name, value in sent.items() if name != error.param}
                instead = {"max_completion_tokens": self._max_tokens} if error.param == "max_tokens" else {}
                self._settings = kept | instead
        return way(prompt)

    def _forget(self, refused: Sequence[Way]) -> None:
        """Lists and settings are replaced, never changed, because threads share the drafter."""
        for way in refused:
            log.info("the model server doesn't offer %s", way.__name__)
        self._ways = [way for way in self._ways if way not in refused]

    def _parsed(self, prompt: Prompt) -> Answer:
        done = self._client.chat.completions.parse(response_format=Answer, **self._call(prompt))
        message = done.choices[0].message
        return message.parsed if message.parsed is not None else read(message.content or "")

    def _json_object(self, prompt: Prompt) -> Answer:
        done = self._client.chat.completions.create(
            response_format={"type": "json_object"}, **self._call(prompt)
        )
        return read(done.choices[0].message.content or "")

    def _plain(self, prompt: Prompt) -> Answer:
        done = self._client.chat.completions.create(**self._call(prompt))
        return read(done.choices[0].message.content or "")

    def _call(self, prompt: Prompt) -> dict[str, Any]:
        asked: list[ChatCompletionMessageParam] = [
            {"role": "system", "content": prompt.system},
            {"role": "user", "content": prompt.user},
        ]
        return {"model": self._model, "messages": asked, **self._settings}


def _used(sources: tuple[Source, ...], numbers: list[int]) -> tuple[Source, ...]:
    """The cited sources, each once; numbers that don't exist are ignored."""
    return tuple(sources[number - 1] for number in dict.fromkeys(numbers) if 1 <= number <= len(sources))


def _reason(error: openai.OpenAIError) -> str:
    """Why there is no answer, without the server's words: those may repeat the prompt or the key."""
    if isinstance(error, openai.APITimeoutError):
        return LATE
    if isinstance(error, openai.APIConnectionError):
        return "the model server can't be reached"
    if isinstance(error, openai.APIStatusError):
        return f"the model server answered with status {error.status_code}"
    return f"the model server failed ({type(error).__name__})"
