"""Judges fresh drafts: kept for people, or let out by policy."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace

from data import judging, policy
from data.database import Database
from data.records import Draft, Turn
from data.records.policy import Judgement, Standing, Weighed
from graph.autonomy.facts import facts_of
from graph.autonomy.never import Never, never
from graph.autonomy.verdict import weigh
from graph.material import DraftRequest
from graph.modules.modules import TwoPeople

log = logging.getLogger(__name__)

HOLD_SECONDS = 10.0  # as long as people's decisions can be undone


def nothing_pulled() -> bool:
    """There is no stop button beside the one in the database."""
    return False


def two_wanted(db: Database) -> TwoPeople:
    """What `Modules` asks: whether policy has two people let out the replies of an intent in a language."""

    def wanted(intent: str, language: str) -> bool:
        row = policy.in_force(db, intent, language)
        return row is not None and row.mode == "second"

    return wanted


def always_pulled() -> bool:
    """For graphs whose every draft is asked about, whatever policy says."""
    return True


@dataclass(frozen=True, slots=True)
class Autonomy:
    """hold_seconds: how long a reply that policy let out waits before it is sent, so that the stop button catches it.
    pulled: whether a stop button outside the database is pressed."""

    hold_seconds: float = HOLD_SECONDS
    pulled: Callable[[], bool] = nothing_pulled

    def judge(self, db: Database, turn: Turn, draft: Draft, request: DraftRequest | None) -> Judgement:
        """Judge a draft once. request: what it was drafted for; None when nobody knows any more, so that people review.

        Raises Stale, AlreadyDecided.
        """
        kept = _kept(turn, draft, request)
        return judging.judge(db, draft.id, kept, self._weigh, hold_seconds=self.hold_seconds)

    def _weigh(self, standing: Standing) -> Weighed:
        return weigh(replace(standing, stopped=standing.stopped or self.pulled()))


def _kept(turn: Turn, draft: Draft, request: DraftRequest | None) -> tuple[Never, ...]:
    """What of the fixed list is true; whatever goes wrong in finding out means that people review."""
    if request is None:
        return ("unknown",)
    try:
        return never(facts_of(turn, draft, request))
    except Exception as error:
        log.error("draft %s can't be judged: %s", draft.id, type(error).__name__)
        return ("unknown",)
