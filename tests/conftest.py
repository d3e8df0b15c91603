"""What tests of several rooms share: a real demo process on a free port, and a real browser."""

from __future__ import annotations

import os
import re
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

CHROMIUM = Path("/usr/bin/chromium")
CHROMIUM_ARGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def pytest_xdist_auto_num_workers() -> int:
    """As many workers as cores, at most four: with more, browsers wait for each other until tests give up."""
    return min(4, os.cpu_count() or 1)


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


@dataclass
class Served:
    """A running `glassdesk` process."""

    process: subprocess.Popen[str]
    url: str
    data_dir: Path
    output: str = ""

    def read_until(self, pattern: str, seconds: float = 60) -> re.Match[str]:
        """Wait until the output matches; fails with the output when it doesn't in time."""
        end = time.monotonic() + seconds
        assert self.process.stdout is not None
        while not (found := re.search(pattern, self.output)):
            ready, _, _ = select.select([self.process.stdout], [], [], max(0.0, end - time.monotonic()))
            chunk = os.read(self.process.stdout.fileno(), 65536).decode() if ready else ""
            assert chunk, f"no {pattern!r} within {seconds} s in:\n{self.output}"
            self.output += chunk
        return found

    def link(self, username: str) -> str:
        """The one-time sign-in link that was printed for this account."""
        return self.read_until(rf"link for the [^\n]*\b{username}:\s+(http\S+)")[1]

    def stop(self, number: int = signal.SIGINT, seconds: float = 20) -> int:
        """Send a signal, wait for the end, return the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        code = self.process.wait(seconds)
        assert self.process.stdout is not None
        self.output += self.process.stdout.read()
        return code


Serve = Callable[..., Served]


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Start `glassdesk COMMAND …` as its own process; all are stopped at the end."""
    running: list[Served] = []

    def start(
        *words: str, data_dir: Path = tmp_path / "var", wait: bool = True, **environment: str
    ) -> Served:
        port = free_port()
        env = {
            **os.environ, "GLASSDESK_DATA_DIR": str(data_dir), "GLASSDESK_PORT": str(port),
            "GLASSDESK_SETTLE_SECONDS": "0.3", "GLASSDESK_UNDO_SECONDS": "0", "PYTHONUNBUFFERED": "1", **environment,
        }  # fmt: skip
        process = subprocess.Popen(
            [sys.executable, "-m", "glassdesk", *words],
            env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=tmp_path,
        )  # fmt: skip
        served = Served(process, f"http://localhost:{port}", data_dir)
        running.append(served)
        if wait:
            served.read_until("Ctrl-C stops|API   ")
        return served

    yield start
    for served in running:
        if served.process.poll() is None:
            served.process.kill()
            served.process.wait(10)


@pytest.fixture(scope="module")  # an open playwright keeps an event loop running in this thread
def chromium() -> Iterator[object]:
    """A real browser; tests that need it are skipped, plainly, where there is none."""
    if not CHROMIUM.exists():
        pytest.skip("no /usr/bin/chromium: install Debian's chromium to run the browser tests")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=CHROMIUM_ARGS)
        yield browser
        browser.close()


@pytest.fixture
def unused_port() -> int:
    """A free port on loopback."""
    return free_port()
