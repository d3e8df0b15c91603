"""The way out: the loop that takes what is in the outbox past the gate and makes it a message to the customer.

In both channels the outbound message row is the delivery: the chat page and the JSON API read it. A row left
half way by a crash is taken again at the next start; the unique outbox id keeps it to one message.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from functools import partial

from data import outbox
from data.database import Database
from data.ids import new_id
from data.lull import Lull
from data.records import GateFacts, OutboxRow
from graph.events import Bus
from graph.pulse import Pulse

log = logging.getLogger(__name__)

POLL_SECONDS = 0.2

GateCall = Callable[[OutboxRow, GateFacts], str | None]


class Delivery:
    """One thread. `gate` says why a row may not be sent, or None; it is asked inside the sending transaction."""

    def __init__(self, db: Database, gate: GateCall, bus: Bus, poll_seconds: float = POLL_SECONDS) -> None:
        self.db = db
        self.gate = gate
        self.bus = bus
        self.poll_seconds = poll_seconds
        self._lull = Lull(db, "outbox", due=partial(outbox.due, db))
        self._awake = threading.Event()
        self._ending = threading.Event()
        self._pulse = Pulse("delivery")

    def start(self) -> None:
        """Start the thread; what a crash left half sent is sent first."""
        if self._pulse.thread is not None and self._pulse.thread.is_alive():
            return
        self._ending.clear()
        self._pulse = Pulse("delivery")
        self._pulse.thread = threading.Thread(
            target=self._loop, args=[self._pulse], name="delivery", daemon=True
        )
        self._pulse.thread.start()

    def stop(self, timeout: float = 10.0) -> None:
        """Finish the row at hand and end; waits at most `timeout` seconds."""
        self._ending.set()
        self._awake.set()
        if self._pulse.thread is not None:
            self._pulse.thread.join(timeout)

    def problems(self) -> list[str]:
        """What is wrong with the thread now, for an operator; empty when all is well."""
        problem = self._pulse.problem()
        return [] if problem is None else [problem]

    def wake(self) -> None:
        """There may be something to send: look at once instead of at the next poll."""
        self._awake.set()

    def run_until_idle(self) -> int:
        """Send everything that is due, in this thread; gives how many were sent. Errors are raised."""
        outbox.recover(self.db)
        sent = 0
        while self._send_one():
            sent += 1
        return sent

    def _loop(self, pulse: Pulse) -> None:
        self.db.works_behind()
        recovered = False
        while not self._ending.is_set():
            self._awake.clear()
            try:
                if not recovered:
                    outbox.recover(self.db)
                    recovered = True
                while not self._ending.is_set() and self._lull.look(lambda: self._send_one() or None):
                    pass
                pulse.well()
                self._awake.wait(self.poll_seconds)
            except Exception as error:
                recovered = False
                self._ending.wait(pulse.failed(error))

    def _send_one(self) -> bool:
        """Take and deliver one row; False when nothing may be sent now."""
        started = time.monotonic()
        row = outbox.take(self.db, self.gate)
        if row is None:
            return False
        outbox.sent(self.db, row.id, new_id())
        self.bus.publish(row.conversation_id)
        log.debug(
            "sent %s of conversation %s in %.3f s", row.kind, row.conversation_id, time.monotonic() - started
        )
        return True
