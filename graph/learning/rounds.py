"""The thread that goes its rounds: silence is only seen by waiting, harm only by counting."""

from __future__ import annotations

import threading
from collections.abc import Callable

from graph.pulse import Pulse

EVERY = 300.0  # seconds


class Rounds:
    """Calls `look` at once and then every so often; a failure is told and tried again. name: of the thread."""

    def __init__(self, look: Callable[[], None], every: float = EVERY, name: str = "learning") -> None:
        self._look, self._every, self._name = look, every, name
        self._ending = threading.Event()
        self._pulse = Pulse(name)

    def start(self) -> None:
        """Start the thread."""
        if self._pulse.thread is not None and self._pulse.thread.is_alive():
            return
        self._ending.clear()
        self._pulse = Pulse(self._name)
        self._pulse.thread = threading.Thread(
            target=self._loop, args=[self._pulse], name=self._name, daemon=True
        )
        self._pulse.thread.start()

    def stop(self, timeout: float = 10.0) -> None:
        """End; waits at most `timeout` seconds for a look that is under way."""
        self._ending.set()
        if self._pulse.thread is not None:
            self._pulse.thread.join(timeout)

    def problems(self) -> list[str]:
        """What is wrong now, for an operator; empty when all is well."""
        problem = self._pulse.problem()
        return [] if problem is None else [problem]

    def _loop(self, pulse: Pulse) -> None:
        pause = 0.0
        while not self._ending.wait(pause):
            try:
                self._look()
                pulse.well()
                pause = self._every
            except Exception as error:
                pause = pulse.failed(error)
