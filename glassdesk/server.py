"""Runs the web application with uvicorn: one process, one port, a clean end on Ctrl-C."""

from __future__ import annotations

import contextlib
import errno
import logging
import socket
import threading
from types import FrameType
from typing import Any

import uvicorn

BACKLOG = 2048  # connections; uvicorn's own default
GRACE_SECONDS = 3  # open event streams are cut after this


class PortTaken(Exception):
    """Something else listens on the address."""


def listen(host: str, port: int) -> socket.socket:
    """Bind before anything slow starts; raises `PortTaken`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((host, port))
        sock.listen(BACKLOG)  # whoever comes while the parts load waits instead of being refused
    except OSError as error:
        sock.close()
        reason = "is in use" if error.errno == errno.EADDRINUSE else f"can't be used ({error.strerror})"
        raise PortTaken(
            f"Port {port} on {host} {reason}. Choose another: GLASSDESK_PORT={port + 1}, or --port {port + 1}."
        ) from None
    return sock


def quiet() -> None:
    """Keep requests and start-up chatter out of the log; the console's framework switches them on as it loads."""
    logging.getLogger("uvicorn.access").disabled = True
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)


class _Server(uvicorn.Server):
    """Tells the app that the end has begun, so that open event streams finish instead of being cut."""

    def __init__(self, config: uvicorn.Config, closing: threading.Event) -> None:
        super().__init__(config)
        self._closing = closing

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._closing.set()
        super().handle_exit(sig, frame)


def serve(app: Any, sock: socket.socket, log_level: str, closing: threading.Event) -> None:
    """Serve until Ctrl-C or SIGTERM; `closing` is set when that comes."""
    config = uvicorn.Config(
        app,
        log_level="warning" if log_level == "info" else log_level,
        access_log=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        server_header=False,
    )
    server = _Server(config, closing)
    with contextlib.suppress(KeyboardInterrupt):  # uvicorn raises the signal again once it has stopped
        server.run(sockets=[sock])
