"""Spans kept in memory, and what they may hold."""

from __future__ import annotations

import json
from collections.abc import Sequence

from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from graph.tracing import Tracing

ALLOWED = {
    "error.type",
    "gen_ai.conversation.id",
    "gen_ai.operation.name",
    "gen_ai.output.type",
    "gen_ai.provider.name",
    "gen_ai.request.max_tokens",
    "gen_ai.request.model",
    "gen_ai.request.temperature",
    "gen_ai.response.finish_reasons",
    "gen_ai.response.model",
    "gen_ai.usage.input_tokens",
    "gen_ai.usage.output_tokens",
    "gen_ai.workflow.name",
    "glassdesk.decision",
    "glassdesk.draft.sentences",
    "glassdesk.draft.stood_in",
    "glassdesk.draft.version",
    "glassdesk.drafter",
    "glassdesk.material.examples",
    "glassdesk.material.missing",
    "glassdesk.material.orders",
    "glassdesk.material.passages",
    "glassdesk.material.templates",
    "glassdesk.node",
    "glassdesk.person",
    "glassdesk.turn.attempt",
    "glassdesk.turn.id",
    "server.address",
    "server.port",
}
CONTENT = {"gen_ai.system_instructions", "gen_ai.input.messages", "gen_ai.output.messages"}


class Kept:
    """A tracer whose spans stay here."""

    def __init__(self, content: bool = False) -> None:
        self._exporter = InMemorySpanExporter()
        provider = TracerProvider(shutdown_on_exit=False)
        provider.add_span_processor(SimpleSpanProcessor(self._exporter))
        self.tracing = Tracing(provider.get_tracer("test"), content=content)

    @property
    def spans(self) -> Sequence[ReadableSpan]:
        """In the order they ended."""
        return self._exporter.get_finished_spans()

    def named(self, name: str) -> list[ReadableSpan]:
        """Those of this name."""
        return [span for span in self.spans if span.name == name]

    def text(self) -> str:
        """All that would be sent: names, attributes, events, statuses."""
        return "\n".join(json.dumps(json.loads(span.to_json()), ensure_ascii=False) for span in self.spans)
