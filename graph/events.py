"""An in-process bell per conversation, so that pages update at once. Rows stay the truth: a lost ring costs a poll."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from types import TracebackType

from graph.presence import Presence


class Subscription:
    """Hears the rings for one conversation, or for all. Rings between two waits are one ring."""

    def __init__(self, conversation_id: str | None, close: Callable[[Subscription], None]) -> None:
        self.conversation_id = conversation_id
        self._close = close
        self._rung = threading.Event()
        self._lock = threading.Lock()
        self._sleepers: list[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = []

    def wait(self, timeout: float) -> bool:
        """Block a thread until a ring, at most `timeout` seconds; False when none came."""
        heard = self._rung.wait(timeout)
        self._rung.clear()
        return heard

    async def changed(self, timeout: float) -> bool:
        """The same for asyncio, without a thread."""
        woken = asyncio.Event()
        sleeper = (asyncio.get_running_loop(), woken)
        with self._lock:
            if self._rung.is_set():
                self._rung.clear()
                return True
            self._sleepers.append(sleeper)
        try:
            await asyncio.wait_for(woken.wait(), timeout)
            return True
        except TimeoutError:
            return False
        finally:
            with self._lock:
                self._sleepers.remove(sleeper)
                if woken.is_set():
                    self._rung.clear()

    def ring(self) -> None:
        """Wake whoever waits; called by the bus."""
        with self._lock:
            self._rung.set()
            for loop, woken in self._sleepers:
                with contextlib.suppress(RuntimeError):  # that loop has ended
                    loop.call_soon_threadsafe(woken.set)

    def close(self) -> None:
        """Hear nothing more; may be called twice."""
        self._close(self)

    def __enter__(self) -> Subscription:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class Bus:
    """Rings for whoever looks at a conversation. Safe to share between threads and event loops.

    presence: who is typing in one.
    """

    def __init__(self) -> None:
        self.presence = Presence()
        self._lock = threading.Lock()
        self._subscriptions: set[Subscription] = set()

    def subscribe(self, conversation_id: str | None = None) -> Subscription:
        """Hear one conversation, or all of them with None. Close it when done (it is a context manager)."""
        subscription = Subscription(conversation_id, self._drop)
        with self._lock:
            self._subscriptions.add(subscription)
        return subscription

    def publish(self, conversation_id: str) -> None:
        """Something about this conversation has changed."""
        with self._lock:
            hearing = [one for one in self._subscriptions if one.conversation_id in (None, conversation_id)]
        for subscription in hearing:
            subscription.ring()

    def _drop(self, subscription: Subscription) -> None:
        with self._lock:
            self._subscriptions.discard(subscription)
