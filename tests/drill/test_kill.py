"""kill -9 at random moments under load: nothing acknowledged is lost, nothing is sent twice or undisclosed.

`GLASSDESK_DRILL_ROUNDS` says how often (the make target `drill` says 60); the seed is printed for a repeat.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import httpx
import pytest

from data import audit, conversations, decisions, messages, outbox, turns, undoing
from glassdesk.house import House
from glassdesk.settings import load

ROUNDS = int(os.environ.get("GLASSDESK_DRILL_ROUNDS", "3"))
SEED = int(os.environ.get("GLASSDESK_DRILL_SEED", str(random.randrange(10**6))))
TEXTS = (
    "hej hvor er min pakke? mit nummer er 00 00 12 34, hilsen Sofie Mikkelsen",
    "Wann wird meine Bestellung geliefert? Viele Grüße, Jonas Wetterberg",
    "My lamp arrived broken, what now? Regards, Amara Collins",
    "Ik wil graag een mens spreken.",
    "Hur lång är garantin på era lampor? mvh Elin Sandgren",
)


class Process:
    """The drill's process, started again and again on the same data."""

    def __init__(self, place: Path, port: int) -> None:
        self.place = place
        self.url = f"http://127.0.0.1:{port}/api/v1"
        self.env = {
            **os.environ, "GLASSDESK_DATA_DIR": str(place), "GLASSDESK_PORT": str(port),
            "GLASSDESK_SETTLE_SECONDS": "0.1", "GLASSDESK_LEASE_SECONDS": "5",
            "GLASSDESK_UNDO_SECONDS": "0.3",
        }  # fmt: skip

    def start(self, *words: str) -> dict[str, str]:
        script = Path(__file__).parent / "process.py"
        self.process = subprocess.Popen(
            [sys.executable, str(script), *words], env=self.env, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        return json.loads(self.process.stdout.readline())

    def end(self, number: int) -> None:
        self.process.send_signal(number)
        self.process.wait(30)


class Customers:
    """Threads that write through the API and remember what was acknowledged."""

    def __init__(self, url: str, token: str) -> None:
        self.url, self.headers = url, {"Authorization": f"Bearer {token}"}
        self.acknowledged: dict[str, str] = {}
        self.halt = threading.Event()
        self.threads = [
            threading.Thread(target=self.write, args=(number,), daemon=True) for number in range(3)
        ]

    def write(self, number: int) -> None:
        chance, count = random.Random(SEED + number), 0
        while not self.halt.is_set():
            count += 1
            name = f"m-{number}-{count}"
            body = {
                "conversation": f"c-{number}-{chance.randrange(40)}", "external_id": name, "text": chance.choice(TEXTS),
            }  # fmt: skip
            while not self.halt.is_set():  # a customer's system repeats until it has an acknowledgement
                try:
                    answer = httpx.post(f"{self.url}/messages", json=body, headers=self.headers, timeout=5)
                except httpx.HTTPError:
                    time.sleep(0.05)
                    continue
                if answer.status_code == 202:
                    self.acknowledged[name] = answer.json()["message_id"]
                    break
                assert answer.status_code in (429, 503), answer.text
                time.sleep(0.1)
            time.sleep(chance.random() * 0.4)


@pytest.mark.drill
@pytest.mark.timeout(1500)
def test_kill_minus_nine_loses_nothing_and_repeats_nothing(tmp_path: Path, unused_port: int) -> None:
    print(f"drill: {ROUNDS} rounds, seed {SEED}")
    drill, chance = Process(tmp_path / "var", unused_port), random.Random(SEED)
    customers = Customers(drill.url, drill.start("first")["token"])
    for thread in customers.threads:
        thread.start()
    for _ in range(ROUNDS):
        time.sleep(0.1 + chance.random() * 2.5)
        drill.end(signal.SIGKILL)
        drill.start()
    customers.halt.set()
    for thread in customers.threads:
        thread.join(10)
    time.sleep(3)
    drill.end(signal.SIGKILL)
    examine(tmp_path / "var", customers.acknowledged)


def examine(place: Path, acknowledged: dict[str, str]) -> None:
    house = House.open(load(data_dir=place, settle_seconds=0.0, lease_seconds=5.0))
    try:
        settle(house)
        rows = [
            row
            for one in conversations.listing(house.db, limit=10_000)
            for row in messages.of_conversation(house.db, one.id)
        ]
        inbound = {row.external_id.split(":")[1]: row.id for row in rows if row.direction == "inbound"}
        sent = [row for row in rows if row.direction == "outbound"]
        print(f"drill: {len(acknowledged)} acknowledged, {len(sent)} sent, {turns.counts(house.db)}")
        assert len(acknowledged) > ROUNDS and len(sent) > ROUNDS
        assert {name: inbound.get(name) for name in acknowledged} == acknowledged
        assert max(Counter(row.outbox_id for row in sent).values()) == 1
        assert all(opens_with_its_disclosure(house, row) for row in sent if row.kind == "reply")
        assert not outbox.pending(house.db)
        assert one_reply_a_decision(house, sent)
        assert nothing_undone_left(house)
        assert audit.verify(house.db).ok
    finally:
        house.close()


def settle(house: House) -> None:
    """Let everything that was under way come to its end; leases of the killed process run out first."""
    time.sleep(5.5)
    for _ in range(3):
        house.runner.run_until_idle()
        house.delivery.run_until_idle()


def opens_with_its_disclosure(house: House, row: object) -> bool:
    conversation = conversations.get(house.db, row.conversation_id)
    text = house.vault.open_message(row, conversation.customer_id)
    return bool(row.disclosure) and text.startswith(row.disclosure)


def one_reply_a_decision(house: House, sent: list) -> bool:
    replies = Counter(row.conversation_id for row in sent if row.authorship in ("ai_approved", "ai_edited"))
    return all(
        count
        <= sum(one.kind in ("approve", "edit") for one in decisions.of_conversation(house.db, conversation))
        for conversation, count in replies.items()
    )


def nothing_undone_left(house: House) -> bool:
    """What was undone stands in no outbox, and some decisions were."""
    ids = [one.id for one in conversations.listing(house.db, limit=10_000)]
    undone = {one.id for id in ids for one in undoing.of_conversation(house.db, id)}
    print(f"drill: {len(undone)} decisions undone")
    return not undone & {row.decision_id for id in ids for row in outbox.of_conversation(house.db, id)}
