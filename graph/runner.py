"""The runner: a bounded number of threads that take turns and move them through the graph.

They may die at any line. A lease keeps two of them off one turn; a heartbeat renews it while they work, so that
a long model call isn't made twice; and whoever finds a turn whose lease ran out goes on from its rows.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from data import turns
from data.errors import LeaseLost
from data.ids import new_id
from data.lull import Lull
from data.records import Turn
from graph.checkpoints import Checkpoints
from graph.journey import Journeys
from graph.parts import Parts
from graph.pulse import Pulse

log = logging.getLogger(__name__)

POLL_SECONDS = 0.2
SWEEP_SECONDS = 60.0


class Runner:
    """Owns the threads and the checkpoint file."""

    def __init__(
        self,
        parts: Parts,
        checkpoint_path: Path,
        *,
        workers: int = 2,
        lease_seconds: float = 60.0,
        poll_seconds: float = POLL_SECONDS,
    ) -> None:
        self._db = parts.db
        self._lull = Lull(parts.db, "turn", due=partial(turns.due, parts.db))
        self._bus = parts.bus
        self._tracing = parts.tracing
        self._checkpoints = Checkpoints(checkpoint_path)
        self._journeys = Journeys(parts, self._checkpoints)
        self._workers = workers
        self._lease_seconds = lease_seconds
        self._poll_seconds = poll_seconds
        self._name = new_id()
        self._ending = threading.Event()
        self._wake = threading.Event()
        self._busy = threading.Condition()
        self._moving: set[str] = set()
        self._held: dict[str, Turn] = {}
        self._pulses: list[Pulse] = []

    def start(self) -> None:
        """Start the threads; turns that an earlier run left half way are continued."""
        if any(thread.is_alive() for thread in self._threads()):
            return
        self._ending.clear()
        self._pulses = [self._started("heartbeat", self._beat)]
        self._pulses += [self._started(f"runner-{n}", self._loop) for n in range(self._workers)]

    def stop(self, timeout: float = 10.0) -> None:
        """Finish what is in hand and end, in at most `timeout` seconds; what isn't done by then is done next time."""
        self._ending.set()
        self._wake.set()
        deadline = time.monotonic() + timeout
        for thread in self._threads():
            thread.join(max(0.0, deadline - time.monotonic()))

    def problems(self) -> list[str]:
        """What is wrong with the threads now, for an operator; empty when all is well."""
        return [problem for pulse in self._pulses if (problem := pulse.problem()) is not None]

    def wake(self) -> None:
        """There may be something to do: look at once instead of at the next poll."""
        self._wake.set()

    def run_until_idle(self) -> int:
        """Move everything that is ready, in this thread; gives how many turns were moved. Errors are raised."""
        moved = 0
        while self.run_one():
            moved += 1
        return moved

    def run_one(self) -> bool:
        """Move one turn that is ready, in this thread; False when there is none. Errors are raised."""
        turn = self._take()
        if turn is not None:
            self._move(turn)
        return turn is not None

    def forget(self, turn_ids: Iterable[str]) -> None:
        """Delete all that is kept of these turns here: their customer was erased."""
        self._checkpoints.forget(turn_ids)
        self._checkpoints.truncate()

    def close(self) -> None:
        """Stop, and close the checkpoint file."""
        self.stop()
        self._checkpoints.close()

    def _started(self, name: str, loop: Callable[[Pulse], None]) -> Pulse:
        pulse = Pulse(name)
        pulse.thread = threading.Thread(target=loop, args=[pulse], name=name, daemon=True)
        pulse.thread.start()
        return pulse

    def _threads(self) -> list[threading.Thread]:
        return [pulse.thread for pulse in self._pulses if pulse.thread is not None]

    def _loop(self, pulse: Pulse) -> None:
        self._db.works_behind()
        while not self._ending.is_set():
            try:
                turn = self._lull.look(self._take)
                if turn is None:
                    self._wake.wait(self._poll_seconds)
                    self._wake.clear()
                else:
                    self._move(turn)
                pulse.well()
            except Exception as error:
                self._ending.wait(pulse.failed(error))

    def _take(self) -> Turn | None:
        worker = f"{self._name}/{threading.current_thread().name}"
        return turns.take(self._db, worker, self._lease_seconds)

    def _move(self, turn: Turn) -> None:
        with self._only_one(turn), self._tracing.turn(turn.id, turn.conversation_id, turn.attempts):
            self._journeys.advance(turn)
        self._bus.publish(turn.conversation_id)

    @contextmanager
    def _only_one(self, turn: Turn) -> Iterator[None]:
        """Hold the turn, and its lease, alone in this process.

        A lease may run out while its worker is only slow, and two runs of one LangGraph thread would run its next
        node twice.
        """
        self._held[turn.id] = turn
        with self._busy:
            self._busy.wait_for(lambda: turn.id not in self._moving)
            self._moving.add(turn.id)
        try:
            yield
        finally:
            with self._busy:
                self._moving.discard(turn.id)
                self._busy.notify_all()
            self._let_go(turn)

    def _let_go(self, turn: Turn) -> None:
        """Renew this lease no more. Another thread may have taken the same turn since: its lease goes on."""
        if self._held.get(turn.id) is turn:
            self._held.pop(turn.id, None)

    def _beat(self, pulse: Pulse) -> None:
        """Renew leases three times as often as they run out, and tidy up now and then. Whatever fails is tried again."""
        self._db.works_behind()
        swept = -SWEEP_SECONDS
        while not self._ending.wait(min(self._lease_seconds / 3, SWEEP_SECONDS)):
            works: list[Callable[[], None]] = [self._renew]
            if time.monotonic() - swept >= SWEEP_SECONDS:
                swept = time.monotonic()
                works += [self._journeys.tell, self._journeys.sweep]
            failures = [error for work in works if (error := _failure_of(work)) is not None]
            pulse.failed(failures[0]) if failures else pulse.well()

    def _renew(self) -> None:
        """Renew every lease; the last failure comes out, once all were tried."""
        failure: Exception | None = None
        for turn in list(self._held.values()):
            try:
                turns.renew(self._db, turn, self._lease_seconds)
            except LeaseLost:
                self._let_go(turn)
            except Exception as error:
                failure = error
        if failure is not None:
            raise failure


def _failure_of(work: Callable[[], None]) -> Exception | None:
    try:
        work()
    except Exception as error:
        return error
    return None
