"""How long a start takes until the first draft is queued, cold (new data folder) and warm, and what memory it holds."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

PATTERN = re.compile(r"First draft in the queue ([\d.]+) s")
LONGEST = 120  # seconds


def main() -> None:
    """Start the demo twice on the same folder and print a table."""
    print(f"{'start':<6} {'serving':>10} {'first draft':>12} {'memory':>10}")
    with tempfile.TemporaryDirectory() as place:
        for kind in ("cold", "warm"):
            serving, draft, memory = _start(Path(place))
            print(f"{kind:<6} {serving:>8.1f} s {draft:>10.1f} s {memory:>6.0f} MiB", flush=True)


def _start(place: Path) -> tuple[float, float, float]:
    """Seconds until the process serves, seconds until the first new draft, resident MiB after that."""
    env = {
        **os.environ,
        "GLASSDESK_DATA_DIR": str(place),
        "GLASSDESK_PORT": str(free_port()),
        "PYTHONUNBUFFERED": "1",
    }
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "glassdesk", "demo"],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    serving = draft = memory = 0.0
    for line in process.stdout:
        if "Ctrl-C stops" in line:
            serving = time.monotonic() - began
        if PATTERN.search(line):
            draft = time.monotonic() - began
            memory = psutil.Process(process.pid).memory_info().rss / 2**20
            break
        if time.monotonic() - began > LONGEST:
            break
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)
    return serving, draft, memory


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port: int = sock.getsockname()[1]
        return port
