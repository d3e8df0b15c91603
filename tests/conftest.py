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
from typing import Any

import pytest

# A click on what is still folding out can be pressed on a button and let go beside it.
STILL = """const animate = Element.prototype.animate;
Element.prototype.animate = function (frames, options) { return animate.call(this, frames, { ...options, duration: 0 }); };"""
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
    from playwright.sync_api import BrowserContext, sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=CHROMIUM_ARGS)
        make = browser.new_context

        def new_context(**options: Any) -> BrowserContext:
            context = make(**options)
            context.add_init_script(STILL)
            return context

        browser.new_context = new_context
        yield browser
        browser.close()


@pytest.fixture
def unused_port() -> int:
    """A free port on loopback."""
    return free_port()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[pytest.TestReport]:
    """A failed browser test also tells what could be read on each open page: a timeout alone doesn't say why."""
    report = yield
    if (
        report.when == "call"
        and report.failed
        and hasattr(page := getattr(item, "funcargs", {}).get("page"), "context")
    ):
        for number, one in enumerate(page.context.pages, 1):
            report.sections.append((f"page {number}", _readable(one)))
    return report


def _readable(page: Any) -> str:
    """The address and the visible words, or why they can't be had: the browser may be what failed."""
    try:
        return f"{page.url}\n{page.locator('body').inner_text(timeout=2000)}"
    except Exception as error:
        return f"not readable: {error}"
