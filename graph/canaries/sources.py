"""What stands beside a draft on the screen: an error counts only if a reader can see there what is right."""

from __future__ import annotations

from collections.abc import Callable

from graph.canaries.fault import Sources

LONGEST = 200  # characters of a line that are shown


def line_with(sources: Sources, says: Callable[[str], bool], kind: str | None = None) -> str:
    """The first line of a source that says it, behind the source's title; empty when none does."""
    for source in sources:
        if kind is not None and source.get("kind") != kind:
            continue
        for line in str(source.get("text", "")).splitlines():
            if line.strip() and says(line.strip()):
                return f"{source.get('title') or source.get('id')}: {line.strip()[:LONGEST]}"
    return ""
