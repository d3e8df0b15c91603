"""How long reviewers wait when many work at once: live sessions over web sockets, each opening and deciding drafts.

`python -m benchmarks console` fills a house with drafts of the sample company, starts the whole process (console, runner, delivery), and lets
`LOAD_SESSIONS` (30) reviewers work for `LOAD_SECONDS` (120): open a draft, read it for about `LOAD_READS` (10) seconds, approve it, go on with
the one that comes next or, now and then, pick another. Queues and watchers run
by themselves as in a browser. A click counts until its whole answer is there; what the browser then draws doesn't count.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import random
import secrets
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import defaultdict
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import psutil

from benchmarks.console_session import Console, percentile
from benchmarks.lift_house import furnished, worked
from benchmarks.start import free_port
from data import accounts, desk, new_id
from data.records import Role
from glassdesk.house import House
from glassdesk.settings import Settings, load

SESSIONS, SECONDS = int(os.environ.get("LOAD_SESSIONS", "30")), float(os.environ.get("LOAD_SECONDS", "120"))
ARRIVING = 10.0  # seconds in which thirty first pages are made beside the first clicks; these are counted by themselves
READS = float(os.environ.get("LOAD_READS", "10"))  # seconds of reading a draft, half of it to one and a half
TAKEN = "is on this"  # how the list says that somebody works on a draft
CHOOSES = 0.25  # share of drafts that are picked from the list, though the next one is open already
TEXTS = 100  # at least so many different ones there are
MADE = 1.3  # times as many drafts as will be decided at most
Times = dict[str, list[float]]


def main() -> None:
    """Fill, start, work, print the table."""
    with tempfile.TemporaryDirectory() as place:
        settings = load(
            data_dir=Path(place), settle_seconds=0.0, settle_at_most_seconds=0.0, drafter="offline"
        )
        tokens, waiting = _filled(settings)
        print(f"{waiting} drafts wait; {SESSIONS} reviewers work for {SECONDS:.0f} s", flush=True)
        port = free_port()
        process = started(Path(place), port)
        try:
            times = asyncio.run(_worked(port, tokens))
            used = psutil.Process(process.pid)
            memory, cpu = used.memory_info().rss / 2**20, sum(used.cpu_times()[:2])
        finally:
            process.terminate()
            process.wait(30)
    print(f"{'click':<18} {'number':>7} {'p50':>8} {'p95':>8} {'longest':>8}")
    for name in sorted(name for name, taken in times.items() if taken):
        taken = times[name]
        cells = (percentile(taken, 0.5), percentile(taken, 0.95), max(taken))
        print(f"{name:<18} {len(taken):>7} " + " ".join(f"{1000 * cell:>5.0f} ms" for cell in cells))
    print(f"server: {memory:.0f} MiB, {cpu:.0f} s of CPU since its start")


def _filled(settings: Settings) -> tuple[list[str], int]:
    """A house full of drafts; the tokens of signed-in reviewers, and how many drafts wait."""
    house = House.open(settings)
    try:
        wanted = int(MADE * SESSIONS * (SECONDS / READS + 1))
        messages = furnished(house, datetime.now(UTC).date(), lambda _: 1 + wanted // TEXTS)
        print(f"{len(messages[:wanted])} messages are drafted first …", flush=True)
        worked(house, messages[:wanted], taught=True)
        tokens = [signed_in(house, number) for number in range(SESSIONS)]
        return tokens, len(desk.queue(house.db))
    finally:
        house.close()


def signed_in(house: House, number: int, role: Role = "reviewer") -> str:
    """The token of a new account with this role that has seen the tour."""
    account = accounts.add(
        house.db, username=f"load{number}-{new_id()[:4]}", display_name=f"Reviewer {number}", role=role
    )
    accounts.set_toured(house.db, account.id, True)
    token = secrets.token_urlsafe(32)
    accounts.start_session(house.db, account.id, hashlib.sha256(token.encode()).hexdigest(), 3600)
    return token


def started(place: Path, port: int) -> subprocess.Popen[bytes]:
    """The whole process over this data folder, once it answers."""
    env = {
        **os.environ,
        "GLASSDESK_DATA_DIR": str(place),
        "GLASSDESK_PORT": str(port),
        "GLASSDESK_DRAFTER": "offline",
    }
    process = subprocess.Popen([sys.executable, "-m", "glassdesk", "up"], env=env, stdout=subprocess.DEVNULL)
    end = time.monotonic() + 60
    while time.monotonic() < end:
        with suppress(OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=2).close()
            return process
        time.sleep(0.2)
    process.terminate()
    raise SystemExit("the server did not answer within 60 s")


async def _worked(port: int, tokens: list[str]) -> Times:
    times: Times = defaultdict(list)
    end = time.monotonic() + SECONDS
    await asyncio.gather(*(_reviewer(port, token, number, end, times) for number, token in enumerate(tokens)))
    return times


async def _reviewer(port: int, token: str, number: int, end: float, times: Times) -> None:
    chance = random.Random(number)
    arrived = time.monotonic() + ARRIVING
    await asyncio.sleep(chance.uniform(0, ARRIVING / 2))  # people don't arrive in the same second
    async with Console(port, token) as console:
        times["first page"].append(await console.run())
        while time.monotonic() < end:
            if (not _ready(console) or chance.random() < CHOOSES) and not await _opened(
                console, chance, times, "open" if time.monotonic() > arrived else "open, all arriving"
            ):
                return
            await asyncio.sleep(READS * chance.uniform(0.5, 1.5))
            await _approved(console, times)
            await asyncio.sleep(chance.uniform(0.5, 1.5))
        times["exceptions"] += [0.0] * console.exceptions


def _ready(console: Console) -> bool:
    """Whether a draft is open that can be decided: after each decision the next one comes by itself."""
    editor = console.find("glassdesk_editor")
    return editor is not None and not editor.data["blocked"]


async def _opened(console: Console, chance: random.Random, times: Times, name: str) -> bool:
    """Open a draft of the upper half of the queue that nobody has."""
    queue = console.find("glassdesk_queue")
    cards = queue.data["cards"] if queue else []
    if queue is None or not cards:
        return False
    free = [card for card in cards if not any(TAKEN in flag["word"] for flag in card["flags"])] or cards
    card = chance.choice(free[: max(1, len(free) // 2)])
    times[name].append(await console.run({"chosen": card["draft_id"]}, of=queue.id))
    return True


async def _approved(console: Console, times: Times) -> None:
    editor = console.find("glassdesk_editor")
    if editor is None or not _ready(console):
        times["blocked"].append(0.0)
        return
    decision = {
        "kind": "approve",
        "text": editor.data["original"],
        "reasons": [],
        "starred": False,
        "guidance": "",
    }
    times["approve"].append(await console.run({"decided": decision}, of=editor.id))
