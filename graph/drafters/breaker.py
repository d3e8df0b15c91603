"""A drafter with a stand-in: when the model fails again and again, or today's budget is spent, the offline one writes.

Closed, every draft is asked of the model. After some failures in a row it opens: for a while nobody waits for a server
that doesn't answer. Then one draft may try (half open): if it succeeds all is as before, if not the pause begins anew.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from data.said import Said, message
from graph.drafters import notes
from graph.drafters.day import Day
from graph.material import Drafted, Drafter, DrafterUnavailable, DraftRequest, DraftTooLarge, Usage

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Trip:
    """When to open: after so many failures in a row, for so many seconds."""

    failures: int = 3
    seconds: float = 60.0


class Breaker:
    """Asks `model` while that makes sense, else `stand_in`. Safe to share between threads."""

    def __init__(
        self,
        model: Drafter,
        stand_in: Drafter,
        trip: Trip | None = None,
        day: Day | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`day`: what may be spent on a day; without it there is no limit."""
        self.name = model.name  # drafts say themselves who wrote them
        self._model, self._stand_in = model, stand_in
        self._trip, self._day, self._clock = trip or Trip(), day, clock
        self._lock = threading.Lock()
        self._failures = 0
        self._why = ""
        self._until = 0.0  # while open: when the next draft may try

    def draft(self, request: DraftRequest) -> Drafted:
        """A draft of the model, or of the stand-in with the reason in `fallback`.

        Raises DrafterUnavailable for failures that aren't yet enough to open: the turn is tried again.
        """
        held = self._held()
        if held:
            return self._instead(request, held, None)
        try:
            drafted = self._model.draft(request)
        except DraftTooLarge as failure:  # the message's fault: tried again it would fail again
            return self._instead(request, message(failure), failure.usage)
        except DrafterUnavailable as failure:
            if self._failed(message(failure)):
                return self._instead(request, message(failure), failure.usage)
            self._lost(failure.usage)
            raise
        except Exception as error:
            self._failed(Said("model.broke", "it broke ({error})", error=type(error).__name__))
            raise
        self._well()
        return self._told(drafted)

    def problem(self) -> str | None:
        """What an operator should know, or None while the model is asked."""
        spent = self._day.spent() if self._day else None
        with self._lock:
            if self._is_open():
                return f"the offline drafter stands in for the model: {self._why}"
        return f"the offline drafter stands in for the model: {spent}" if spent else None

    def _held(self) -> str | None:
        """Why the model isn't asked now. The first to come after the pause may try; the others wait for how it goes."""
        if self._day and (spent := self._day.spent()):
            return spent
        with self._lock:
            if not self._is_open():
                return None
            if self._clock() < self._until:
                return self._why
            self._until = self._clock() + self._trip.seconds
            return None

    def _is_open(self) -> bool:
        return self._failures >= self._trip.failures

    def _failed(self, why: str) -> bool:
        """Count a failure; whether it is open now."""
        with self._lock:
            self._failures += 1
            self._why, self._until = why, self._clock() + self._trip.seconds
            if self._failures == self._trip.failures:
                log.warning("the offline drafter stands in for the model from now on: %s", why)
            return self._is_open()

    def _well(self) -> None:
        with self._lock:
            if self._is_open():
                log.warning("the model drafts again")
            self._failures = 0

    def _instead(self, request: DraftRequest, why: str, usage: Usage | None) -> Drafted:
        drafted = self._stand_in.draft(request)
        noted = (notes.stood_in(why), *drafted.notes)
        return self._told(replace(drafted, notes=noted, usage=usage, fallback=str(why)))

    def _told(self, drafted: Drafted) -> Drafted:
        """The draft; what was spent on none is remembered here, for no row tells of it."""
        if drafted.text is None:
            self._lost(drafted.usage)
        return drafted

    def _lost(self, usage: Usage | None) -> None:
        if self._day and usage:
            self._day.lost(usage)
