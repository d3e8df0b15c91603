"""One turn's journey through the graph: begun, resumed at its interrupt, or run again from its rows."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from langchain_core.runnables import RunnableConfig
from langgraph.types import Command

from data import conversations, decisions, drafts, outbox, takeovers, turns
from data.records import Turn
from graph.checkpoints import Checkpoints
from graph.nodes.human import takeover_notice
from graph.notices import Notices
from graph.parts import Parts
from graph.step import OVERTAKEN, StepFailed
from graph.vault import Erased
from graph.workflow import build

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A graph that stopped for a person's decision on this draft."""

    interrupt_id: str
    draft_id: str


class Journeys:
    """Moves turns along. The caller holds the turn's lease, and lets no other thread move the same turn."""

    def __init__(self, parts: Parts, checkpoints: Checkpoints) -> None:
        self._parts = parts
        self._checkpoints = checkpoints
        self._graph = build(parts).compile(checkpointer=checkpoints.saver)

    def advance(self, turn: Turn) -> None:
        """Bring a turn to its next stop, or count a failure. Raises DataError when the database is at fault."""
        turn_id, attempts = turn.id, turn.attempts
        try:
            self._advance(turn_id, resume=turn.status == "decided")
        except OVERTAKEN as newer:
            log.info("turn %s was overtaken: %s", turn_id, type(newer).__name__)
            self._checkpoints.forget(turns.over(self._parts.db, [turn_id]))
        except StepFailed as failure:
            log.warning("turn %s, attempt %s failed at %s", turn_id, attempts, failure)
            self._failed(turn_id, str(failure))

    def sweep(self) -> None:
        """Delete what is kept of turns that are over: left by a crash, or superseded while they waited."""
        self._checkpoints.forget(turns.over(self._parts.db, list(self._checkpoints.turns())))
        self._checkpoints.truncate()  # always: turns that ended since the last time may linger in the log

    def tell(self) -> None:
        """Tell customers whose turn was given up outside the graph (its workers died, the gate refused its reply).

        The notice's id keeps this to one, also where the graph has told them.
        """
        for waiting in takeovers.queue(self._parts.db):
            if waiting.reason == "failed" and waiting.reviewer_id is None:
                try:
                    self._tell(waiting.conversation_id)
                except Erased:
                    continue  # nobody is left to be told

    def _advance(self, turn_id: str, resume: bool) -> None:
        """resume: the turn was taken as decided. A decision that came only after it was taken can still be undone: it
        waits until the turn is taken for it."""
        config: RunnableConfig = {"configurable": {"thread_id": turn_id}}
        latest = drafts.latest(self._parts.db, turn_id)
        decided = decisions.for_turn(self._parts.db, turn_id) if resume else None
        waiting = self._kept(config)
        if waiting is None or latest is None or latest.id != waiting.draft_id:
            # Nothing usable is kept: run from the rows. What they hold already is not made again.
            self._checkpoints.forget([turn_id])
            waiting = self._invoke({"turn_id": turn_id}, config)
        if waiting and decided and decided.draft_id == waiting.draft_id:
            waiting = self._invoke(Command(resume={waiting.interrupt_id: decided.id}), config)
        if waiting:
            drafts.set_interrupt(self._parts.db, waiting.draft_id, waiting.interrupt_id)
        else:
            self._arrived(turn_id)

    def _tell(self, conversation_id: str) -> None:
        takeover = takeovers.open_for(self._parts.db, conversation_id)
        if takeover is None or takeover.reviewer_id is not None:
            return
        conversation = conversations.get(self._parts.db, conversation_id)
        notices = Notices(self._parts.vault, self._parts.company)
        notice = notices.takeover(conversation, f"takeover-{takeover.turn_id or takeover.id}")
        outbox.queue(self._parts.db, notice, "system")

    def _kept(self, config: RunnableConfig) -> Waiting | None:
        """Where the thread's checkpoint stands waiting, if it does."""
        state = self._graph.get_state(config)
        return _waiting(state.values, state.interrupts)

    def _invoke(self, entry: Any, config: RunnableConfig) -> Waiting | None:
        """Run until the graph stops; checkpoints are written then and not in between, since rows are the truth."""
        result = self._graph.invoke(entry, config, durability="exit")
        return _waiting(result, result.get("__interrupt__") or ())

    def _arrived(self, turn_id: str) -> None:
        turns.finish(self._parts.db, turn_id)
        self._checkpoints.forget([turn_id])

    def _failed(self, turn_id: str, problem: str) -> None:
        """Count the failure; after the third the turn goes to a person, and the customer is told."""
        self._checkpoints.forget([turn_id])
        if turns.get(self._parts.db, turn_id).status == "review":
            # The draft is on the desk and stays there; once it is decided, the turn goes on from its rows.
            turns.release(self._parts.db, turn_id)
            return
        try:
            notice = takeover_notice(self._parts, turn_id)
        except Erased:
            notice = None
        turns.fail(self._parts.db, turn_id, problem, notice=notice)


def _waiting(values: dict[str, Any], interrupts: Any) -> Waiting | None:
    draft_id = values.get("draft_id") if values else None
    return Waiting(interrupts[0].id, draft_id) if interrupts and draft_id else None
