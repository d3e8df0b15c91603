"""What a draft may take and what it took: tokens, seconds, money."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from data.said import Said
from graph.material import DrafterUnavailable, DraftTooLarge, Usage

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Prices:
    """In the company's currency, for a million tokens."""

    input: float = 0.0
    output: float = 0.0

    def of(self, input_tokens: int, output_tokens: int) -> float:
        """What so many tokens cost."""
        return (input_tokens * self.input + output_tokens * self.output) / MILLION


@dataclass(frozen=True, slots=True)
class Limits:
    """What one draft may take over all its calls. answer_tokens: of one answer."""

    tokens: int = 12_000
    seconds: float = 90.0
    answer_tokens: int = 900


@dataclass(slots=True)
class Meter:
    """Counts for one draft. A call that would go beyond the limits isn't made."""

    limits: Limits
    prices: Prices
    clock: Callable[[], float] = time.monotonic
    _began: float = field(init=False)
    _input: int = 0
    _output: int = 0
    _calls: int = 0

    def __post_init__(self) -> None:
        self._began = self.clock()

    def before(self, prompt_tokens: int) -> float:
        """The seconds that are left for a call with a prompt of this size; raises DrafterUnavailable if it may not be made."""
        if self._input + self._output + prompt_tokens + self.limits.answer_tokens > self.limits.tokens:
            raise DraftTooLarge(
                Said(
                    "model.too_large",
                    "the draft would take more than {tokens} tokens",
                    tokens=self.limits.tokens,
                ),
                self.usage(),
            )
        left = self.limits.seconds - (self.clock() - self._began)
        if left <= 0:
            raise self.over(
                Said(
                    "model.too_slow",
                    "the draft took longer than {seconds} seconds",
                    seconds=f"{self.limits.seconds:g}",
                )
            )
        return left

    def add(self, input_tokens: int, output_tokens: int) -> None:
        """Count a call that was answered."""
        self._input += max(0, input_tokens)
        self._output += max(0, output_tokens)
        self._calls += 1

    def called(self) -> None:
        """Count a call that failed; what it cost isn't known."""
        self._calls += 1

    def usage(self) -> Usage:
        """What the draft took so far."""
        return Usage(
            input_tokens=self._input,
            output_tokens=self._output,
            seconds=self.clock() - self._began,
            cost=self.prices.of(self._input, self._output),
            calls=self._calls,
        )

    def over(self, reason: str) -> DrafterUnavailable:
        """The error that ends the draft, with what it took."""
        return DrafterUnavailable(reason, self.usage())
