"""Real things that connectors are pointed at in tests: a company's folder and a JSON server on loopback."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from graph.connectors import Connector, Person, load

ANNA = Person("customer-1", "anna@shop.example", True, own=("NH-1",))


def plain_mask(text: str, personal: bool) -> str:
    """For tests that look at something else than redaction; what is personal is still hidden."""
    return "<OTHER_1>" if personal else text


def connectors(folder: Path, yaml: str) -> tuple[Connector, ...]:
    """What a `connectors.yaml` with this text gives."""
    (folder / "connectors.yaml").write_text(yaml, "utf-8")
    return tuple(Connector(spec, folder) for spec in load(folder))


def connector(folder: Path, yaml: str) -> Connector:
    (only,) = connectors(folder, yaml)
    return only


@dataclass
class Served:
    """A running server: what it answers next, and what it was asked."""

    url: str
    body: bytes = b"[]"
    status: int = 200
    pause: float = 0.0  # seconds between pieces of the answer
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def answers(self, data: Any) -> None:
        self.body = json.dumps(data).encode()


@contextmanager
def json_server() -> Iterator[Served]:
    """A server that answers every GET with what `Served` says."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    served = Served(f"http://127.0.0.1:{server.server_address[1]}")
    server.served = served  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=[0.05], daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        served: Served = self.server.served  # type: ignore[attr-defined]
        served.asked.append((self.path, dict(self.headers)))
        self.send_response(served.status)
        for name, value in {"Content-Length": str(len(served.body)), **served.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        pieces = 8 if served.pause else 1
        step = max(1, len(served.body) // pieces)
        try:
            for start in range(0, len(served.body), step):
                time.sleep(served.pause)
                self.wfile.write(served.body[start : start + step])
                self.wfile.flush()
        except OSError:
            return  # the client has gone

    def log_message(self, *_: object) -> None:
        """Say nothing."""
