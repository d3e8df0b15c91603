"""Puts canaries among the drafts: each draft on the desk is followed by one at the set rate, made of a past routine draft."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import islice
from random import Random, SystemRandom

from data import canaries, drafts
from data.database import Database
from data.ids import new_id
from data.records import Canary, Draft
from graph.canaries.fault import Case
from graph.canaries.making import make
from graph.parts import Checker
from graph.rechecking import Rechecking

log = logging.getLogger(__name__)

EVERY = 60.0  # seconds between two looks at the desk
TRIES = 6  # past drafts that are tried for one canary; the next look goes on with others


class Planting:
    """Looks at the desk. Several processes may: a draft is followed by one canary at most, by a unique row."""

    def __init__(
        self,
        db: Database,
        rechecking: Rechecking,
        check: Checker,
        rate: float,
        dice: Random | None = None,
    ) -> None:
        """rate: the share of drafts that a canary follows, 0 … 1; 0 plants none."""
        self._db, self._rechecking, self._check = db, rechecking, check
        self._rate, self._dice = rate, dice or SystemRandom()

    def look(self) -> None:
        """Plant what is due, and let the audit count the answers of the days that are over."""
        canaries.note_answers(self._db)
        if self._rate > 0:
            for id in canaries.unfollowed(self._db):
                if drawn(id, self._rate):
                    self.plant_behind(drafts.get(self._db, id))

    def plant_behind(self, draft: Draft) -> Canary | None:
        """Put a canary in this draft's language behind it; None when no past draft lends itself to one now."""
        past = canaries.copyable(self._db, draft.language)
        self._dice.shuffle(past)
        for id in islice(past, TRIES):
            made = self._made(drafts.get(self._db, id), draft.id)
            if made is not None and canaries.plant(self._db, made):
                return made
        return None

    def _made(self, past: Draft, follows: str) -> Canary | None:
        try:
            request = self._rechecking.request(past)
        except Exception as error:  # a source that can't be asked: another draft will do
            log.warning("draft %s can't be copied: %s", past.id, type(error).__name__)
            return None
        if request.module is not None and request.module.approval != "reviewer":
            return None
        found = make(Case(past.text, request, past.sources), self._check, self._dice)
        if found is None:
            return None
        fault, checks = found
        return Canary(
            id=new_id(),
            follows=follows,
            draft_id=past.id,
            draft_hash=past.text_hash,
            conversation_id=past.conversation_id,
            language=past.language,
            fault=fault.kind,
            place=fault.place,
            was=fault.was,
            planted=fault.planted,
            truth=fault.truth,
            text=fault.put_in(past.text),
            checks=tuple(asdict(result) for result in checks),
            planted_at=datetime.now(UTC),
        )


def drawn(draft_id: str, rate: float) -> bool:
    """Whether a canary follows this draft: by chance, but by the same for every process and at every look."""
    digest = hashlib.sha256(f"canary:{draft_id}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64 < rate
