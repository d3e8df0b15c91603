"""What may be spent on drafts in a day, and what was."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo

from data.said import Said
from graph.material import Usage


@dataclass(frozen=True, slots=True)
class Allowance:
    """The most of a day: tokens, and money in the company's currency. 0: no limit."""

    tokens: int = 0
    cost: float = 0.0


class Day:
    """A day's usage: what rows tell of drafts, and what was spent on answers that became none."""

    def __init__(
        self,
        allowance: Allowance,
        known: Callable[[datetime], Usage],
        zone: tzinfo = UTC,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`known(since)`: what rows tell of drafts made since then. A day begins at midnight in `zone`."""
        self._allowance, self._known, self._zone, self._now = allowance, known, zone, now
        self._lock = threading.Lock()
        self._date: date | None = None
        self._lost_tokens, self._lost_cost = 0, 0.0

    def lost(self, usage: Usage) -> None:
        """Count what was spent on an answer that no row will tell of. A restart forgets it."""
        self._begin()
        with self._lock:
            self._lost_tokens += usage.input_tokens + usage.output_tokens
            self._lost_cost += usage.cost

    def spent(self) -> str | None:
        """Why nothing more may be spent today, or None while something may."""
        if not (self._allowance.tokens or self._allowance.cost):
            return None
        known = self._known(self._begin())
        with self._lock:
            tokens = known.input_tokens + known.output_tokens + self._lost_tokens
            cost = known.cost + self._lost_cost
        if self._allowance.tokens and tokens >= self._allowance.tokens:
            return Said(
                "model.tokens_spent", "today's {tokens} tokens are spent", tokens=self._allowance.tokens
            )
        if self._allowance.cost and cost >= self._allowance.cost:
            return Said(
                "model.budget_spent", "today's budget of {cost} is spent", cost=f"{self._allowance.cost:g}"
            )
        return None

    def _begin(self) -> datetime:
        """When today began; with a new day the count begins anew."""
        midnight = self._now().astimezone(self._zone).replace(hour=0, minute=0, second=0, microsecond=0)
        with self._lock:
            if self._date != midnight.date():
                self._date, self._lost_tokens, self._lost_cost = midnight.date(), 0, 0.0
        return midnight
