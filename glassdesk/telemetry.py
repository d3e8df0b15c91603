"""OpenTelemetry: spans to a collector where the operator names one. Off by default.

What the spans hold is said in `graph.tracing`. The provider here is our own and not the process's: web framework and
libraries would trace into that one, and their spans may hold addresses and words.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from glassdesk.settings import Settings, SettingsError
from graph.tracing import OFF, Tracing

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SpanExporter

ENVIRONMENT = "environment"
TRACES = "/v1/traces"  # where collectors take spans; added to an address without a path
CLOSE_MILLISECONDS = 5000


@dataclass(frozen=True, slots=True)
class Telemetry:
    """What makes spans, and what sends them on; nothing does while `provider` is None."""

    tracing: Tracing = OFF
    provider: TracerProvider | None = None

    @classmethod
    def of(cls, settings: Settings) -> Telemetry:
        """What the settings ask for; raises SettingsError when the packages for it are missing."""
        if not settings.otel_endpoint:
            return cls()
        try:
            from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        except ImportError:
            raise SettingsError(
                "otel_endpoint is set, but OpenTelemetry's packages are missing. "
                'Install them (pip install -e ".[otel]" in Glassdesk\'s folder) or leave the setting empty.'
            ) from None
        return cls.to(OTLPSpanExporter(endpoint=_address(settings.otel_endpoint)), settings.otel_content)

    @classmethod
    def to(cls, exporter: SpanExporter, content: bool = False) -> Telemetry:
        """With this exporter, which is given spans in batches from a thread of its own."""
        from opentelemetry.sdk.resources import SERVICE_NAME, Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor

        named = os.environ.get("OTEL_SERVICE_NAME", "glassdesk")
        resource = Resource.create({SERVICE_NAME: named, "service.version": version("glassdesk")})
        provider = TracerProvider(resource=resource, shutdown_on_exit=False)
        provider.add_span_processor(BatchSpanProcessor(exporter))
        return cls(Tracing(provider.get_tracer("glassdesk"), content=content), provider)

    def close(self) -> None:
        """Send what is still here, and end."""
        if self.provider is not None:
            self.provider.force_flush(CLOSE_MILLISECONDS)
            self.provider.shutdown()


def _address(endpoint: str) -> str | None:
    """Where the exporter sends to; None lets it look at the environment itself."""
    if endpoint == ENVIRONMENT:
        return None
    path = urlsplit(endpoint).path
    return endpoint if path.strip("/") else endpoint.rstrip("/") + TRACES
