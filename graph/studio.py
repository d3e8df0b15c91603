"""The graph for LangGraph's own server: a customer's message goes in, Agent Inbox answers, what was sent comes out.

arrive → turn (the same graph, its question in Agent Inbox's form) → send

LangGraph's server keeps what a run is given, and so the message too: nothing of a real customer belongs in here.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Any

from langgraph.channels import UntrackedValue
from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph
from typing_extensions import TypedDict  # the schemas that servers ask for need this one before Python 3.12

from data import conversations, messages, outbox, turns
from data.ids import new_id
from data.records import Conversation, Turn
from graph.agent_inbox import AgentInbox
from graph.autonomy import Autonomy
from graph.autonomy.autonomy import always_pulled
from graph.parts import Parts
from graph.workflow import build

WORKER = "langgraph-server"
LEASE_SECONDS = 3600.0  # nothing else takes turns here
LANGUAGE = "en"  # until triage knows better


class TurnMissing(Exception):
    """Something else works on this database's turns: the studio needs an installation of its own."""


class Incoming(TypedDict, total=False):
    """What a run takes. message: a customer's words; contact: their e-mail address, if they are known."""

    message: Annotated[str, UntrackedValue]
    contact: Annotated[str, UntrackedValue]


class Outcome(TypedDict, total=False):
    """What became of it. status: the turn's; sent: what left for the customer, redacted, with who wrote it."""

    conversation_id: str
    turn_id: str
    status: str
    sent: list[dict[str, str]]


class Studio(Incoming, Outcome):
    """Both. The same thread is the same conversation."""


class Doors:
    """The way in and the way out around the graph. `deliver` sends whatever the gate lets out."""

    def __init__(self, parts: Parts, deliver: Callable[[], object]) -> None:
        self._db = parts.db
        self._vault = parts.vault
        self._deliver = deliver
        self._arriving = threading.Lock()
        self._sending = threading.Lock()

    def arrive(self, state: Studio) -> dict[str, Any]:
        """Seal and keep the message, and take the turn that answers it."""
        conversation = self._conversation(state)
        message_id = new_id()
        sealed, content_hash = self._vault.seal_message(
            conversation.customer_id, message_id, state["message"]
        )
        with self._arriving:
            receipt = messages.receive(
                self._db,
                message_id=message_id,
                conversation_id=conversation.id,
                sealed_text=sealed,
                content_hash=content_hash,
                settle_seconds=0,
                settle_at_most=0,
            )
            if receipt.turn_id is None:  # a person has the conversation, and the assistant is mute
                return {"conversation_id": conversation.id, "turn_id": "", "status": "human"}
            turn = turns.take(self._db, WORKER, LEASE_SECONDS)
        return {"conversation_id": conversation.id, "turn_id": _own(turn, receipt.turn_id)}

    def send(self, state: Studio) -> dict[str, Any]:
        """End the turn and deliver what may leave."""
        turns.finish(self._db, state["turn_id"])
        with self._sending:  # runs of several threads end at the same time
            self._deliver()
        rows = outbox.of_conversation(self._db, state["conversation_id"])
        return {
            "status": turns.get(self._db, state["turn_id"]).status,
            "sent": [
                {"authorship": row.authorship, "disclosure": row.disclosure, "text": row.redacted}
                for row in rows
                if row.status == "sent"
            ],
        }

    def _conversation(self, state: Studio) -> Conversation:
        if known := state.get("conversation_id"):
            return conversations.get(self._db, known)
        contact = state.get("contact") or ""
        customer = self._vault.find_customer(contact) or self._vault.new_customer(LANGUAGE)
        return conversations.open(
            self._db, customer_id=customer.id, channel="studio", language=customer.language
        )


def studio(parts: Parts, account_id: str, deliver: Callable[[], object]) -> CompiledStateGraph[Any]:
    """The compiled graph, without a checkpointer: LangGraph's server brings its own. `account_id`: who answers count as."""
    doors = Doors(parts, deliver)
    graph = StateGraph(Studio, input_schema=Incoming, output_schema=Outcome)
    graph.add_node("arrive", doors.arrive)
    asking = replace(
        parts, autonomy=Autonomy(pulled=always_pulled)
    )  # who looks at drafts there is asked for each
    graph.add_node("turn", build(asking, AgentInbox(asking, account_id).review).compile())
    graph.add_node("send", doors.send)
    graph.add_edge(START, "arrive")
    graph.add_conditional_edges("arrive", unless_mute, ["turn", END])
    graph.add_edge("turn", "send")
    graph.add_edge("send", END)
    return graph.compile()


def unless_mute(state: Studio) -> str:
    """No turn is made while a person has the conversation."""
    return "turn" if state["turn_id"] else END


def _own(turn: Turn | None, wanted: str) -> str:
    if turn is None or turn.id != wanted:
        raise TurnMissing(f"turn {wanted!r} can't be had: is this installation running elsewhere?")
    return turn.id
