"""The graph for LangGraph's own tools: `langgraph.json` names `make_graph`.

It runs on an installation of its own in a temporary folder, with the sample company, because the embedded database lets
one process in. The settings say who drafts, as everywhere.
"""

from __future__ import annotations

import asyncio
import tempfile
import threading
from pathlib import Path
from typing import Any

from glassdesk.house import House
from glassdesk.sample import load_sample
from glassdesk.sample.load import ensure_account
from glassdesk.settings import load
from graph.studio import studio

REVIEWER = ("agent-inbox", "Agent Inbox")  # the account that its answers count as

_made: list[Any] = []
_folders: list[tempfile.TemporaryDirectory[str]] = []  # deleted when the process ends
_making = threading.Lock()


async def make_graph() -> Any:
    """The compiled graph. Servers ask for it at every run: all get the same one, on the same installation."""
    return await asyncio.to_thread(_graph)


def _graph() -> Any:
    with _making:
        if not _made:
            _made.append(_make())
        return _made[0]


def _make() -> Any:
    temporary = tempfile.TemporaryDirectory(prefix="glassdesk-studio-", ignore_cleanup_errors=True)
    _folders.append(temporary)
    folder = Path(temporary.name)
    # Every place is named, so that nothing of a real installation in the settings is opened.
    settings = load(
        data_dir=folder,
        database=f"duckdb:///{folder / 'studio.duckdb'}",
        key_file=folder / "installation.key",
    )
    house = House.open(settings)
    load_sample(house)
    account = ensure_account(house, *REVIEWER, "reviewer")
    return studio(house.graph_parts, account.id, house.delivery.run_until_idle)
