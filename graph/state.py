"""What travels between the nodes. Only ids and redacted text are checkpointed; the rows are the truth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypedDict

from langgraph.channels import UntrackedValue

from graph.material import Drafted, DraftRequest, Material

Reason = Literal["customer_asked", "must_escalate", "no_sources", "failed"]


@dataclass(frozen=True, slots=True)
class Work:
    """A fresh draft between its making and its checking; `seconds` is how long the drafter took."""

    request: DraftRequest
    drafted: Drafted
    version: int
    seconds: float


class State(TypedDict, total=False):
    """A turn on its way.

    text: the customer's messages, redacted, joined by blank lines. person, detail: why a person must answer, None
    while the assistant may. draft_id: the draft that is, or will be, reviewed. request: what reviewers are asked,
    in LangChain's human-in-the-loop form. decision_id, kind: what a person decided; the id is empty and `refused`
    says why when their last answer was no decision (`graph.agent_inbox`).
    material, work: live between two neighbouring nodes and are never written to disk.
    """

    turn_id: str
    text: str
    language: str
    person: Reason | None
    detail: str | None
    draft_id: str
    request: dict[str, Any]
    decision_id: str
    kind: str
    refused: str | None
    material: Annotated[Material, UntrackedValue]
    work: Annotated[Work | None, UntrackedValue]
