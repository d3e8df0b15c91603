"""What the nodes work with. Glassdesk makes one and hands it to the runner."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from data.database import Database
from data.records import Conversation, Turn
from graph.autonomy import Autonomy
from graph.company import Company
from graph.events import Bus
from graph.material import CheckResult, Drafter, DraftRequest, Material
from graph.modules import Module, Modules
from graph.tracing import OFF, Tracing
from graph.vault import Vault
from language import Reader, Understanding
from redaction import Redactor

Checker = Callable[[str, DraftRequest], tuple[CheckResult, ...]]


class Gathering(Protocol):
    """What the triage and gather nodes ask of `graph.gather.Gatherer`."""

    def asked(self, text: str, understanding: Understanding) -> Understanding:
        """The labels, with the intent of what the company's own list of requests knows better."""

    def gather(
        self,
        turn: Turn,
        text: str,
        understanding: Understanding,
        conversation: Conversation,
        *,
        module: Module | None = None,
    ) -> Material:
        """What there is to draft from; `module` says what its use case wants looked up."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The wired parts. Nodes get nothing else."""

    db: Database
    vault: Vault
    redactor: Redactor
    reader: Reader
    company: Company
    bus: Bus
    drafter: Drafter
    gatherer: Gathering
    check: Checker
    modules: Modules
    tracing: Tracing = OFF
    autonomy: Autonomy = field(default_factory=Autonomy)
