"""Runs the web application with uvicorn: one process, one port, a clean end on Ctrl-C."""

from __future__ import annotations

import errno
import logging
import socket
from typing import Any

import uvicorn

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
    except OSError as error:
        sock.close()
        reason = "is in use" if error.errno == errno.EADDRINUSE else f"can't be used ({error.strerror})"
        raise PortTaken(
            f"Port {port} on {host} {reason}. Choose another: GLASSDESK_PORT={port + 1}, or --port {port + 1}."
        ) from None
    return sock


def serve(app: Any, sock: socket.socket, log_level: str) -> None:
    """Serve until Ctrl-C or SIGTERM."""
    logging.getLogger("uvicorn.error").setLevel(log_level.upper() if log_level != "info" else "WARNING")
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        server_header=False,
        ws_max_size=64 * 1024 * 1024,
    )
    uvicorn.Server(config).run(sockets=[sock])
