"""The graph for LangGraph's own tools (`langgraph.json` names this module), on a throw-away installation.

Those tools bring their own checkpointer. Nothing of the real installation is opened: the embedded database lets
one process in.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from data.database import connect
from data.sample import load_company, load_phrases
from graph.checks import run as run_checks
from graph.company import Company
from graph.drafters import OfflineDrafter
from graph.events import Bus
from graph.gather import Gatherer
from graph.modules import Modules
from graph.parts import Parts
from graph.vault import Vault
from graph.workflow import build
from language import Reader
from redaction import Keyring, Redactor

_folders: list[tempfile.TemporaryDirectory[str]] = []  # deleted when the process ends


def make_graph() -> Any:
    """The compiled graph with the offline drafter and an empty database in a temporary folder."""
    temporary = tempfile.TemporaryDirectory(prefix="glassdesk-studio-", ignore_cleanup_errors=True)
    _folders.append(temporary)
    folder = Path(temporary.name)
    db = connect(f"duckdb:///{folder / 'studio.duckdb'}")
    facts, reader = load_company(), Reader()
    parts = Parts(
        db=db,
        vault=Vault(db, Keyring.open(folder / "installation.key", None)),
        redactor=Redactor(finder=reader.find),
        reader=reader,
        company=Company(facts.name, facts.assistant, facts.human_wait_minutes),
        bus=Bus(),
        drafter=OfflineDrafter(facts, load_phrases()),
        gatherer=Gatherer(db, reader),
        check=run_checks,
        modules=Modules.load(),
    )
    return build(parts).compile()
