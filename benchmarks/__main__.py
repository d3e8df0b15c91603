"""`make bench`: each benchmark in turn; `python -m benchmarks NAME` runs one."""

from __future__ import annotations

import sys
from collections.abc import Callable

from benchmarks import (
    checks,
    console_load,
    drafts,
    insights,
    lift,
    pages,
    redaction,
    retrieval,
    search,
    start,
    store,
    triage,
    turns,
)

ALL: dict[str, Callable[[], None]] = {
    "checks": checks.main,
    "console": console_load.main,
    "drafts": drafts.main,
    "insights": insights.main,
    "lift": lift.main,
    "pages": pages.main,
    "redaction": redaction.main,
    "retrieval": retrieval.main,
    "search": search.main,
    "start": start.main,
    "store": store.main,
    "triage": triage.main,
    "turns": turns.main,
}


def main() -> None:
    """Run the named benchmarks, or all."""
    for name in sys.argv[1:] or ALL:
        if name not in ALL:
            sys.exit(f"no benchmark {name!r}; there are {', '.join(ALL)}")
        print(f"\n== {name} ==", flush=True)
        ALL[name]()


main()
