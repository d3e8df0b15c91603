"""What the insights page, the queue and a conversation ask of the database, at 100,000 messages."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta

from benchmarks.insights_fill import fill
from console.views.insights_week import digest
from data import connect, conversations, desk, insights, messages, service, takeovers
from data.database import Database
from data.ids import clock
from data.per_module import module_figures
from data.records import Period
from data.samples import samples
from data.usage import stand_ins, usage_by_day
from data.volumes import volumes
from graph.figures.fairness import compare
from graph.figures.forecast import forecast

MESSAGES = 100_000
DAYS = (30, 90)
TRIES = 9


def main() -> None:
    """Print the p50 of the time that passed and of the processor's time, for each query and each view of the page."""
    with tempfile.TemporaryDirectory() as place:
        db = connect(f"duckdb://{place}/insights.duckdb")
        try:
            began = time.perf_counter()
            fill(db, MESSAGES)
            print(f"filled with {MESSAGES} messages in {time.perf_counter() - began:.1f} s")
            report("lists", lists(db))
            for days in DAYS:
                report(f"overview of {days} days", of_page(db, days))
                report(f"other views, {days} days", of_views(db, days), together=False)
        finally:
            db.close()


def lists(db: Database) -> dict[str, Callable[[], object]]:
    """What reviewers wait for."""
    some = conversations.listing(db, limit=1, offset=1000)[0].id
    return {
        "queue": lambda: desk.queue(db),
        "waiting customers": lambda: takeovers.queue(db),
        "a conversation": lambda: messages.of_conversation(db, some),
        "conversations": lambda: conversations.listing(db),
    }


def of_page(db: Database, days: int) -> dict[str, Callable[[], object]]:
    """What the page reads to show so many days."""
    today = clock().date()
    period = Period(today - timedelta(days=days - 1), today)
    before = Period(period.first - timedelta(days=days), period.first - timedelta(days=1))
    found = insights.read(db, period)
    return {
        "the period": lambda: insights.read(db, period),
        "the period before": lambda: insights.read(db, before, by=("part",)),
        "use cases": lambda: module_figures(db, period, counted=found),
    }


def of_views(db: Database, days: int) -> dict[str, Callable[[], object]]:
    """What each view beside the overview reads and works out; they are never on the screen together."""
    today = clock().date()
    period = Period(today - timedelta(days=days - 1), today)
    return {
        "service": lambda: (
            service.edits(db, period),
            service.promises(db, period, minutes=11),
            service.moods(db, period),
            service.edit_reasons(db, period),
            usage_by_day(db, period),
            stand_ins(db, period),
        ),
        "fairness": lambda: compare(samples(db, period)),
        "forecast": lambda: forecast(volumes(db, today - timedelta(days=1)), today),
        "week": lambda: digest(db, "Nordlys Hjem", today),
    }


def report(title: str, calls: dict[str, Callable[[], object]], *, together: bool = True) -> None:
    """Print a line for each call, and one for all together."""
    print(f"\n{title:<24} {'p50':>8} {'processor':>10}")
    measured = {name: measure(call) for name, call in calls.items()}
    if together:
        walls, works = zip(*measured.values(), strict=True)
        measured["together"] = sum(walls), sum(works)
    for name, (wall, cpu) in measured.items():
        print(f"{name:<24} {wall:>5.0f} ms {cpu:>7.0f} ms", flush=True)


def measure(call: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds that pass, and that processors work, at the median."""
    passed, worked = [], []
    for _ in range(TRIES):
        wall, cpu = time.perf_counter(), time.process_time()
        call()
        passed.append((time.perf_counter() - wall) * 1000)
        worked.append((time.process_time() - cpu) * 1000)
    return statistics.median(passed), statistics.median(worked)
