"""Spans of a message's way for OpenTelemetry: its turn, each node, each call of a model. Ids and counts, no words.

Names follow OpenTelemetry's conventions for generative AI (open-telemetry/semantic-conventions-genai; in development, so
they may change): all of them stand here. Without a tracer nothing is done. Spans are made with the tracer that is handed in
and never with the global one, so that no other library's spans, which may hold addresses or words, come along.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

from opentelemetry.trace import NoOpTracer, Span, SpanKind, StatusCode, Tracer

WORKFLOW = "glassdesk"
# What a server says of itself is kept only where it looks like a name: it could send anything.
_NAME = re.compile(r"[\w.:/@+-]{1,100}")
_conversation: ContextVar[str | None] = ContextVar("conversation", default=None)
Value = str | int | float | bool | Sequence[str]


@dataclass(frozen=True, slots=True)
class Server:
    """A model behind an address: what is asked of it in every call."""

    model: str
    address: str | None
    port: int | None

    @classmethod
    def at(cls, model: str, url: str) -> Server:
        """From a base URL; of that only host and port are told, for the rest could hold a secret."""
        parts = urlsplit(url)
        return cls(model, parts.hostname, parts.port or (443 if parts.scheme == "https" else 80))


class Call:
    """The span of one call of a model, while it runs."""

    def __init__(self, span: Span, content: bool) -> None:
        self._span = span
        self._content = content

    def asked(self, messages: Sequence[Mapping[str, Any]]) -> None:
        """Note what was sent, redacted as it is, where the operator wants content."""
        if self._content:
            system = [_part(m["content"]) for m in messages if m["role"] == "system"]
            others = [
                {"role": m["role"], "parts": [_part(m["content"])]} for m in messages if m["role"] != "system"
            ]
            self._span.set_attribute("gen_ai.system_instructions", _json(system))
            self._span.set_attribute("gen_ai.input.messages", _json(others))

    def answered(
        self, model: str | None, finish: str | None, tokens: tuple[int, int] | None, text: str | None
    ) -> None:
        """Note what came back: which model says it answered, why it stopped, tokens sent and written."""
        why = _named(finish)
        found: dict[str, Value | None] = {
            "gen_ai.response.model": _named(model),
            "gen_ai.response.finish_reasons": [why] if why else None,
        }
        if tokens is not None:
            found["gen_ai.usage.input_tokens"], found["gen_ai.usage.output_tokens"] = tokens
        self._span.set_attributes({name: value for name, value in found.items() if value is not None})
        if self._content and text is not None:
            said = [{"role": "assistant", "parts": [_part(text)], "finish_reason": why or "unknown"}]
            self._span.set_attribute("gen_ai.output.messages", _json(said))


class Tracing:
    """Makes spans with one tracer. Safe to share between threads."""

    def __init__(self, tracer: Tracer | None = None, *, content: bool = False) -> None:
        """content: whether prompts and answers of models, redacted, are noted too."""
        self._tracer = tracer or NoOpTracer()
        self._content = content

    @contextmanager
    def turn(self, turn_id: str, conversation_id: str, attempt: int) -> Iterator[None]:
        """A turn, from where it stood to its next stop: one trace. Everything within belongs to it."""
        token = _conversation.set(conversation_id)
        told: dict[str, Value] = {
            "gen_ai.operation.name": "invoke_workflow",
            "gen_ai.workflow.name": WORKFLOW,
            "gen_ai.conversation.id": conversation_id,
            "glassdesk.turn.id": turn_id,
            "glassdesk.turn.attempt": attempt,
        }
        try:
            with self._span(f"invoke_workflow {WORKFLOW}", SpanKind.INTERNAL, told):
                yield
        finally:
            _conversation.reset(token)

    @contextmanager
    def node(self, name: str, turn_id: str) -> Iterator[Span]:
        """One node of the graph."""
        told: dict[str, Value] = {"glassdesk.node": name, "glassdesk.turn.id": turn_id}
        with self._span(name, SpanKind.INTERNAL, told | _of_conversation()) as span:
            yield span

    @contextmanager
    def call(
        self, server: Server, settings: Mapping[str, Any], form: Literal["json", "text"]
    ) -> Iterator[Call]:
        """One call of a model behind a chat protocol, repeats by the client included."""
        told: dict[str, Value | None] = {
            "gen_ai.operation.name": "chat",
            "gen_ai.provider.name": "openai",  # the protocol's flavour, whoever speaks it
            "gen_ai.request.model": server.model,
            "gen_ai.request.max_tokens": settings.get("max_tokens", settings.get("max_completion_tokens")),
            "gen_ai.request.temperature": settings.get("temperature"),
            "gen_ai.output.type": form,
            "server.address": server.address,
            "server.port": server.port,
        }
        known = {name: value for name, value in told.items() if value is not None}
        with self._span(f"chat {server.model}", SpanKind.CLIENT, known | _of_conversation()) as span:
            yield Call(span, self._content)

    @contextmanager
    def _span(self, name: str, kind: SpanKind, told: Mapping[str, Value]) -> Iterator[Span]:
        """A span; of an error its kind only, for messages and stack traces may quote people."""
        with self._tracer.start_as_current_span(
            name, kind=kind, attributes=told, record_exception=False, set_status_on_exception=False
        ) as span:
            try:
                yield span
            except Exception as error:
                status = getattr(error, "status_code", None)
                span.set_attribute("error.type", str(status or type(error).__name__))
                span.set_status(StatusCode.ERROR)
                raise


OFF = Tracing()


def described(changes: Mapping[str, Any]) -> dict[str, Value]:
    """What a node's result comes to, in counts and kinds."""
    told: dict[str, Value] = {}
    if changes.get("person"):
        told["glassdesk.person"] = changes["person"]
    if material := changes.get("material"):
        for name in ("orders", "passages", "templates", "examples", "missing"):
            told[f"glassdesk.material.{name}"] = len(getattr(material, name))
    if work := changes.get("work"):
        told["glassdesk.drafter"] = work.drafted.drafter
        told["glassdesk.draft.version"] = work.version
        told["glassdesk.draft.sentences"] = len(work.drafted.sentences)
        told["glassdesk.draft.stood_in"] = work.drafted.fallback is not None
    if "kind" in changes:
        told["glassdesk.decision"] = changes["kind"]
    return told


def _of_conversation() -> dict[str, Value]:
    found = _conversation.get()
    return {"gen_ai.conversation.id": found} if found else {}


def _named(text: str | None) -> str | None:
    return text if text and _NAME.fullmatch(text) else None


def _part(text: object) -> dict[str, str]:
    return {"type": "text", "content": str(text)}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
