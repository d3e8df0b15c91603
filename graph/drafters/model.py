"""A model behind the OpenAI chat protocol: asked in the richest form its server offers, within a draft's budget."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import openai
from pydantic import ValidationError

from data.said import Said
from graph.drafters.answer import SCHEMA, Answer, Unreadable, read
from graph.drafters.budget import Limits, Meter
from graph.drafters.deadline import InTime
from graph.drafters.prompt import Prompt, estimated
from graph.material import DraftTooLarge
from graph.tracing import OFF, Call, Server, Tracing

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion, ChatCompletionMessageParam
    from openai.types.chat.chat_completion import Choice

Way = Callable[[Prompt, Meter], Answer]
log = logging.getLogger(__name__)
# Servers without a format answer 400, 404, 415, 422 or 501 to it; anything else is a real failure.
_NOT_OFFERED = (400, 404, 415, 422, 501)
_ADAPTABLE = ("max_tokens", "temperature")
TEMPERATURE = 0.2
REFUSED = Said("remark.refused", "The model refused to answer.")
LATE = Said("model.late", "the model server didn't answer in time")
KEYLESS = "none"  # local servers want no key, the client insists on one


class Model:
    """Asks for structured output, then for a JSON object, then for plain text; remembers what the server offers."""

    def __init__(
        self,
        base_url: str | None,
        api_key: str | None,
        name: str,
        timeout_s: float,
        retries: int,
        limits: Limits,
        tracing: Tracing = OFF,
    ) -> None:
        """`timeout_s`: longest wait for one answer; `retries`: repeats of one call after a failure."""
        self._client = openai.OpenAI(
            base_url=base_url,
            api_key=api_key or KEYLESS,
            http_client=openai.DefaultHttpxClient(transport=InTime()),
        )
        self.name, self._timeout, self._retries = name, timeout_s, retries
        self._most = limits.answer_tokens
        self._server, self._tracing = Server.at(name, str(self._client.base_url)), tracing
        self._settings: dict[str, Any] = {"max_tokens": self._most, "temperature": TEMPERATURE}
        self._ways: list[Way] = [self._schema, self._json_object, self._plain]

    def ask(self, prompt: Prompt, meter: Meter) -> Answer:
        """The first way that works; raises DrafterUnavailable with a reason that holds neither texts nor keys.

        What this server refused is forgotten, once another way has worked.
        """
        refused: list[Way] = []
        for way in self._ways:
            try:
                answer = self._adapting(way, prompt, meter)
            except openai.APIStatusError as error:
                if error.status_code not in _NOT_OFFERED or way == self._plain:
                    raise meter.over(_reason(error)) from None
                refused.append(way)
            except openai.OpenAIError as error:
                raise meter.over(_reason(error)) from None
            except (Unreadable, ValidationError, ValueError, IndexError, TypeError, AttributeError):
                log.info("the model server's answer was not in the agreed form (%s)", way.__name__)
            else:
                self._forget(refused)
                return answer
        raise meter.over("the model's answers were not in the agreed form")

    def _adapting(self, way: Way, prompt: Prompt, meter: Meter) -> Answer:
        """Ask, without the settings that newer models refuse, each named once by the server."""
        for _ in range(len(_ADAPTABLE)):
            sent = self._settings
            try:
                return way(prompt, meter)
            except openai.BadRequestError as error:
                if error.param not in _ADAPTABLE or error.param not in sent:
                    raise
                kept = {name: value for name, value in sent.items() if name != error.param}
                instead = {"max_completion_tokens": self._most} if error.param == "max_tokens" else {}
                self._settings = kept | instead
        return way(prompt, meter)

    def _forget(self, refused: Sequence[Way]) -> None:
        """Lists and settings are replaced, never changed, because threads share the model."""
        for way in refused:
            log.info("the model server doesn't offer %s", way.__name__)
        self._ways = [way for way in self._ways if way not in refused]

    def _schema(self, prompt: Prompt, meter: Meter) -> Answer:
        return self._sent(prompt, meter, response_format={"type": "json_schema", "json_schema": SCHEMA})

    def _json_object(self, prompt: Prompt, meter: Meter) -> Answer:
        return self._sent(prompt, meter, response_format={"type": "json_object"})

    def _plain(self, prompt: Prompt, meter: Meter) -> Answer:
        return self._sent(prompt, meter)

    def _sent(self, prompt: Prompt, meter: Meter, **form: Any) -> Answer:
        """Make one call within what the budget leaves, count it, and read its answer."""
        messages: list[ChatCompletionMessageParam] = [
            {"role": "system", "content": prompt.system},
            {"role": "user", "content": prompt.user},
        ]
        client = self._within(meter.before(prompt.tokens))
        with self._tracing.call(self._server, self._settings, "json" if form else "text") as call:
            call.asked(messages)
            try:
                done = client.chat.completions.create(
                    model=self.name, messages=messages, **self._settings, **form
                )
            except openai.APIError:
                meter.called()
                raise
            _tell(call, done)
        _count(done, prompt, meter)
        return self._read(done.choices[0], meter)

    def _within(self, seconds: float) -> openai.OpenAI:
        """The client for a call that has so many seconds: none is repeated that could not end in time."""
        timeout = min(self._timeout, seconds)
        repeats = min(self._retries, int(seconds / timeout) - 1)
        return self._client.with_options(timeout=timeout, max_retries=max(0, repeats))

    def _read(self, choice: Choice, meter: Meter) -> Answer:
        if choice.finish_reason == "length":
            raise DraftTooLarge(
                Said("model.long", "the answer is longer than {tokens} tokens", tokens=self._most),
                meter.usage(),
            )
        if choice.message.refusal:
            return Answer(sentences=[], notes=[REFUSED], needs_person=True)
        return read(choice.message.content or "")


def _count(done: ChatCompletion, prompt: Prompt, meter: Meter) -> None:
    """Count what the server says it took; a server that doesn't say is estimated."""
    if (
        done.usage
        and isinstance(done.usage.prompt_tokens, int)
        and isinstance(done.usage.completion_tokens, int)
    ):
        meter.add(done.usage.prompt_tokens, done.usage.completion_tokens)
        return
    written = "".join(choice.message.content or "" for choice in done.choices or ())
    meter.add(prompt.tokens, estimated(written))


def _tell(call: Call, done: ChatCompletion) -> None:
    """Note in the call's span what came back; servers leave out what they like."""
    choice, usage = done.choices[0] if done.choices else None, done.usage
    tokens = (usage.prompt_tokens, usage.completion_tokens) if usage else None
    message = choice.message if choice else None
    call.answered(
        done.model, choice.finish_reason if choice else None, tokens, message.content if message else None
    )


def _reason(error: openai.OpenAIError) -> str:
    """Why there is no answer, without the server's words: those may repeat the prompt or the key."""
    if isinstance(error, openai.APITimeoutError):
        return LATE
    if isinstance(error, openai.APIConnectionError):
        return Said("model.unreachable", "the model server can't be reached")
    if isinstance(error, openai.APIStatusError):
        return Said(
            "model.status", "the model server answered with status {status}", status=error.status_code
        )
    return Said("model.failed", "the model server failed ({error})", error=type(error).__name__)
