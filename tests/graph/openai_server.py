"""A real HTTP server on loopback that speaks the OpenAI chat protocol with scripted answers.

It proves how the client side keeps to the protocol and what it does when a server doesn't; it is no model.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Asked = dict[str, Any]
#: What a script gives back: status and body. A str body is sent as it is, a list piece by piece with a pause after each,
#: None keeps the client waiting.
Reply = tuple[int, dict[str, Any] | str | list[str] | None]
PAUSE = 0.15  # seconds after each piece
Script = Callable[[Asked], Reply]


@dataclass
class Served:
    """A running server: where it is, and what it was asked."""

    url: str
    asked: list[Asked] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)


def completion(
    content: str | None,
    finish: str = "stop",
    usage: tuple[int, int] | None = None,
    refusal: str | None = None,
) -> Reply:
    """A chat completion that holds this text; `usage`: tokens of prompt and answer, as the server counts them."""
    message = {"role": "assistant", "content": content, "refusal": refusal}
    choice = {"index": 0, "finish_reason": finish, "message": message}
    said = {"id": "c1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}
    if usage is None:
        return 200, said
    sent, written = usage
    counted = {"prompt_tokens": sent, "completion_tokens": written, "total_tokens": sent + written}
    return 200, {**said, "usage": counted}


def error(status: int, message: str = "no", param: str | None = None) -> Reply:
    """An error in the protocol's form; `param` names the setting that is refused."""
    return status, {
        "error": {"message": message, "type": "invalid_request_error", "code": None, "param": param}
    }


@contextmanager
def serving(script: Script) -> Iterator[Served]:
    """Serve until the block ends."""
    over = threading.Event()
    served = Served("")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            served.asked.append(body)
            served.headers.append({name.lower(): value for name, value in self.headers.items()})
            status, content = script(body)
            if content is None:
                over.wait(20)
                return
            if isinstance(content, list):
                self._drip(status, content)
                return
            data = content.encode() if isinstance(content, str) else json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def _drip(self, status: int, pieces: list[str]) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(sum(len(piece.encode()) for piece in pieces)))
            self.end_headers()
            for piece in pieces:
                try:
                    self.wfile.write(piece.encode())
                except OSError:  # the client has given up
                    return
                over.wait(PAUSE)

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        over.set()
        server.shutdown()
        server.server_close()
        thread.join(5)
