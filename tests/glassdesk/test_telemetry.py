"""Spans leave the house only where the operator says so, and only ours."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from opentelemetry import trace
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from glassdesk.cli.doctor import _spans
from glassdesk.house import House
from glassdesk.settings import SettingsError, load
from glassdesk.telemetry import Telemetry, _address
from graph.tracing import OFF
from tests.graph.spans import ALLOWED

SPOKEN = "I am Amara Collins, amara@example.com. How long is the warranty?"


class Collector:
    """A collector on loopback that keeps what it is sent."""

    def __init__(self) -> None:
        self.paths: list[str] = []
        self.bodies: list[bytes] = []
        self.headers: list[dict[str, str]] = []
        self.url = ""

    @property
    def requests(self) -> list[ExportTraceServiceRequest]:
        return [ExportTraceServiceRequest.FromString(body) for body in self.bodies]


@contextmanager
def collecting() -> Iterator[Collector]:
    kept = Collector()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            kept.paths.append(self.path)
            kept.headers.append(dict(self.headers))
            kept.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    kept.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield kept
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def one_message(folder: Path, endpoint: str) -> None:
    """A house with these settings, and a customer's message that is drafted in it."""
    house = House.open(load(data_dir=folder / "var", otel_endpoint=endpoint, settle_seconds=0.0))
    try:
        customer = house.vault.new_customer("en", contact="amara@example.com")
        conversation = house.intake.open_for_customer(customer.id, channel="chat", language="en")
        house.intake.receive(conversation, SPOKEN)
        house.runner.run_until_idle()
    finally:
        house.close()


def test_spans_reach_the_collector_by_the_time_the_house_is_closed(tmp_path: Path) -> None:
    with collecting() as collector:
        one_message(tmp_path, collector.url)
    assert set(collector.paths) == {"/v1/traces"}
    found = [
        (resource.resource, span)
        for request in collector.requests
        for resource in request.resource_spans
        for scope in resource.scope_spans
        for span in scope.spans
    ]
    assert {"redact", "triage", "invoke_workflow glassdesk"} <= {span.name for _, span in found}
    assert {item.key for _, span in found for item in span.attributes} <= ALLOWED
    named = {item.key: item.value.string_value for resource, _ in found for item in resource.attributes}
    assert named["service.name"] == "glassdesk"
    sent = b"".join(collector.bodies)
    assert not [word for word in (b"Amara", b"Collins", b"amara@", b"warranty") if word in sent]


def test_nothing_is_sent_unless_it_is_asked_for_whatever_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with collecting() as collector:
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url)
        monkeypatch.setenv("FASTAPI_OTEL_AUTO_CONFIGURE", "true")
        one_message(tmp_path, "")
        assert os.environ["FASTAPI_OTEL_AUTO_CONFIGURE"] == "false"
    assert not collector.bodies and Telemetry.of(load(data_dir=tmp_path)).tracing is OFF


def test_the_standard_variables_hold_where_the_setting_points_to_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with collecting() as collector:
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url)
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_HEADERS", "x-token=abc")
        monkeypatch.setenv("OTEL_SERVICE_NAME", "support-desk")
        one_message(tmp_path, "environment")
    assert collector.headers[0]["x-token"] == "abc" and b"support-desk" in collector.bodies[0]


def test_the_process_has_no_tracer_of_its_own_for_libraries_to_use(tmp_path: Path) -> None:
    with collecting() as collector:
        one_message(tmp_path, collector.url)
        with trace.get_tracer("some library").start_as_current_span("GET /c/secret"):
            pass
    assert b"some library" not in b"".join(collector.bodies)


def test_a_collector_that_is_away_holds_nothing_up(tmp_path: Path) -> None:
    with collecting() as collector:
        url = collector.url
    one_message(tmp_path, url)


def test_missing_packages_are_a_clear_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opentelemetry.exporter.otlp.proto.http.trace_exporter", None)
    with pytest.raises(SettingsError, match=r"\[otel\]"):
        Telemetry.of(load(data_dir=tmp_path, otel_endpoint="http://127.0.0.1:4318"))


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "off"),
        ({"otel_endpoint": "http://user:secret@collector.example:4318"}, "to collector.example, ids"),
        ({"otel_endpoint": "environment", "otel_content": True}, "prompts and answers of models, redacted"),
    ],
)
def test_the_doctor_says_where_spans_go_without_secrets(
    tmp_path: Path, more: dict[str, object], said: str
) -> None:
    line = _spans(load(data_dir=tmp_path, **more))
    assert line.verdict == "ok" and said in line.text and "secret" not in line.text


@pytest.mark.parametrize("wrong", [{"otel_endpoint": "collector:4318"}, {"otel_content": True}])
def test_settings_that_contradict_themselves_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(SettingsError, match="otel_endpoint"):
        load(**wrong)


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("http://collector:4318", "http://collector:4318/v1/traces"),
        ("http://collector:4318/", "http://collector:4318/v1/traces"),
        ("https://otel.example.com/tenant/v1/traces", "https://otel.example.com/tenant/v1/traces"),
        ("environment", None),
    ],
)
def test_an_address_without_a_path_gets_the_usual_one(given: str, used: str | None) -> None:
    assert _address(given) == used
