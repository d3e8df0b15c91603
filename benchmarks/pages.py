"""How long a supervisor waits in the browser for a page, with 100,000 messages in the database.

`python -m benchmarks pages` fills a house by arithmetic (`insights_fill`), starts the whole process and opens the pages in Chromium. What
counts is the time from entering the address, or from going back to it from another page, until the page's own content can be read.
"""

from __future__ import annotations

import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from benchmarks.console_load import signed_in, started
from benchmarks.insights_fill import fill
from benchmarks.start import free_port
from console.texts import say_in
from data import conversations
from glassdesk.house import House
from glassdesk.settings import load

MESSAGES = int(os.environ.get("PAGES_MESSAGES", "100000"))
TRIES = 7
COOKIE = "glassdesk_session"
PATIENCE = 60_000  # milliseconds
# Where each page is, and what can be seen once it is there.
PAGES = {
    "queue": ("/", ".st-key-queue li"),
    "conversations": ("/conversations", "text=/1–.* of .* conversations/"),
    "a conversation": ("/conversations?conversation={some}", ".st-key-conversation-actions"),
    "insights": ("/insights", ".js-plotly-plot .main-svg"),
}
CALM = ".st-key-waiting"


def main() -> None:
    """Fill, start, look, print the table."""
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("there is no chromium here: scripts/chromium installs it")
    with tempfile.TemporaryDirectory() as place:
        settings = load(data_dir=Path(place), drafter="offline")
        house = House.open(settings)
        try:
            fill(house.db, MESSAGES)
            token = signed_in(house, 0, "supervisor")
            some = conversations.listing(house.db, limit=1, offset=100)[0].id
        finally:
            house.close()
        port = free_port()
        process = started(Path(place), port)
        try:
            _look(chromium, f"http://localhost:{port}", token, some)
        finally:
            process.terminate()
            process.wait(30)


def _look(chromium: str, address: str, token: str, some: str) -> None:
    """Each page by its address, with all that a browser loads, and again from another page of the open console."""
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
        context.add_cookies([{"name": COOKIE, "value": token, "url": address}])
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        print(f"{MESSAGES} messages\n{'':<44}{'p50':>9}{'longest':>9}")
        for name, (path, there) in PAGES.items():
            wanted = address + path.format(some=some)
            _report(
                f"{name}, by its address",
                [_until(page, partial(page.goto, wanted), there) for _ in range(TRIES)],
            )
        for name in ("queue", "conversations", "a conversation", "insights"):
            path, there = PAGES[name]
            taken = []
            for _ in range(TRIES):
                _until(page, partial(page.goto, address + path.format(some=some)), there)
                _until(page, page.get_by_role("link", name=say_in("en", "page.waiting")).first.click, CALM)
                taken.append(_until(page, page.go_back, there))
            _report(f"back to {name}, within the console", taken)
        browser.close()


def _until(page: Any, go: Callable[[], object], there: str) -> float:
    """Seconds from going until that can be seen."""
    began = time.perf_counter()
    go()
    page.locator(there).first.wait_for()
    return time.perf_counter() - began


def _report(name: str, taken: list[float]) -> None:
    print(f"{name:<44}{1000 * statistics.median(taken):>6.0f} ms{1000 * max(taken):>6.0f} ms", flush=True)
