"""Time per turn without a model: the sample inbox through the whole graph, one worker, offline drafter."""

from __future__ import annotations

import resource
import statistics
import tempfile
import time
from pathlib import Path

from data import desk
from glassdesk.house import House
from glassdesk.sample import Player, load_sample
from glassdesk.sample.load import ensure_account
from glassdesk.settings import load


def main() -> None:
    """Print p50, p95 and the longest of arrival → draft and decision → sent, in milliseconds."""
    with tempfile.TemporaryDirectory() as place:
        house = House.open(
            load(data_dir=Path(place), settle_seconds=0.0, settle_at_most_seconds=0.0, undo_seconds=0.0)
        )
        try:
            customers = load_sample(house)
            began = time.perf_counter()
            Player(house, customers, speed=0).play()
            print(f"80 arrivals acknowledged in {(time.perf_counter() - began) * 1000:.0f} ms")
            print(f"{'step':<18} {'turns':>6} {'p50':>8} {'p95':>8} {'longest':>8}")
            _print("message to draft", _moves(house))
            _decide(house)
            _print("decision to sent", _moves(house, deliver=True))
        finally:
            house.close()
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


def _moves(house: House, deliver: bool = False) -> list[float]:
    """Milliseconds of each turn that could be moved, one at a time."""
    times: list[float] = []
    while True:
        began = time.perf_counter()
        if not house.runner.run_one():
            return times
        if deliver:
            house.delivery.run_until_idle()
        times.append((time.perf_counter() - began) * 1000)


def _decide(house: House) -> None:
    mette = ensure_account(house, "mette", "Mette Kjær", "reviewer")
    for item in desk.queue(house.db):
        desk.claim(house.db, item.draft_id, mette.id)
        house.desk.approve(item.draft_id, mette)


def _print(name: str, times: list[float]) -> None:
    cuts = statistics.quantiles(times, n=20)
    print(f"{name:<18} {len(times):>6} {cuts[9]:>5.0f} ms {cuts[18]:>5.0f} ms {max(times):>5.0f} ms")
