"""Plays the sample inbox: each message arrives at its time, through the same intake as a customer's."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence

from data.errors import DataError
from data.records import Conversation
from data.sample import InboxMessage, load_inbox
from glassdesk.house import House

log = logging.getLogger(__name__)

RETRY_SECONDS = 1.0
INTEGRATION = "sample"  # messages are idempotent by (integration, external id), so a restart repeats none


class Player:
    """A thread that lets the inbox arrive; `speed` 2 is twice as fast, 0 is at once."""

    def __init__(
        self,
        house: House,
        customers: Mapping[str, str],
        speed: float = 1.0,
        progress: Callable[[int, int], None] = lambda done, total: None,
        inbox: Sequence[InboxMessage] | None = None,
    ) -> None:
        self._house = house
        self._customers = customers
        self._speed = speed
        self._progress = progress
        self._inbox = sorted(
            inbox if inbox is not None else load_inbox(), key=lambda message: message.after_seconds
        )
        self._parents = {message.id: message.follows for message in self._inbox}
        self._halt = threading.Event()
        self._thread = threading.Thread(target=self.play, name="sample-inbox", daemon=True)

    def start(self) -> None:
        """Start playing in the background."""
        self._thread.start()

    def stop(self, timeout: float = 5.0) -> None:
        """Stop after the message in hand."""
        self._halt.set()
        if self._thread.is_alive():
            self._thread.join(timeout)

    def play(self) -> None:
        """Let every message arrive that has not arrived before."""
        clock: float | None = None  # schedule time 0 on the monotonic clock
        for done, message in enumerate(self._inbox):
            self._progress(done, len(self._inbox))
            due = message.after_seconds / self._speed if self._speed else 0.0
            if clock is not None and self._halt.wait(max(0.0, clock + due - time.monotonic())):
                return
            if self._halt.is_set():
                return
            fresh = self._insist(message)
            if fresh and clock is None:
                clock = time.monotonic() - due  # what a former start has played is not waited for again
        self._progress(len(self._inbox), len(self._inbox))

    def _insist(self, message: InboxMessage) -> bool:
        """Hand one message in; while the database can't take it, try again, as a mail server would."""
        while True:
            try:
                return self._deliver(message)
            except DataError as error:
                log.warning("the sample inbox waits: %s", type(error).__name__)
                if self._halt.wait(RETRY_SECONDS):
                    return False

    def _deliver(self, message: InboxMessage) -> bool:
        """Hand one message in; False when it had arrived before."""
        conversation = self._conversation(message)
        receipt = self._house.intake.receive(
            conversation, message.text, external_id=message.id, integration_id=INTEGRATION
        )
        return not receipt.duplicate

    def _conversation(self, message: InboxMessage) -> Conversation:
        return self._house.intake.open_for_customer(
            self._customers[message.customer],
            channel=message.channel,
            language=message.language,
            integration_id=INTEGRATION,
            external_id=self._root(message.id),
        )

    def _root(self, message_id: str) -> str:
        """The first message of the conversation names it."""
        while (parent := self._parents.get(message_id)) is not None:
            message_id = parent
        return message_id
