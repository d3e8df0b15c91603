"""The checks once more, on what a reviewer wrote: with the sources of the draft, looked up anew."""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from dataclasses import replace

from data import conversations, turns
from data.database import Database
from data.records import Draft
from graph.lines import lines
from graph.material import CheckResult, DraftRequest, Line
from graph.modules import Modules
from graph.nodes.gather import understanding_of
from graph.parts import Checker, Gathering
from graph.vault import Vault

log = logging.getLogger(__name__)

KEPT = 64  # drafts whose sources are remembered: more than are open at once
FRESH = 300.0  # seconds for which they are


class Unchecked(ValueError):
    """A changed text could not be checked, so it can't be sent; nothing was written."""

    def __init__(self) -> None:
        super().__init__("this text can't be checked just now, so it can't be sent; try again, or take over")


class Rechecking:
    """Checks edits. What a draft may rest on is looked up once and remembered for a while, never on disk."""

    def __init__(
        self, db: Database, vault: Vault, gatherer: Gathering, check: Checker, modules: Modules
    ) -> None:
        self._db, self._vault = db, vault
        self._gatherer, self._check, self._modules = gatherer, check, modules
        self._requests: OrderedDict[str, tuple[float, DraftRequest]] = OrderedDict()
        self._lock = threading.Lock()

    def results(self, draft: Draft, text: str) -> tuple[CheckResult, ...]:
        """Every check's result on a text, with placeholders, that is to be sent in place of the draft.

        Raises Unchecked.
        """
        try:
            return self._check(text, self._with_known(self.request(draft)))
        except Exception as error:
            log.error("draft %s can't be checked anew: %s", draft.id, type(error).__name__)
            raise Unchecked from None

    def request(self, draft: Draft) -> DraftRequest:
        """What this draft may rest on now; raises what looking it up raises."""
        now = time.monotonic()
        with self._lock:
            at, kept = self._requests.get(draft.id, (0.0, None))
        if kept is not None and now - at < FRESH:
            return kept
        made = self._looked_up(draft)
        with self._lock:
            self._requests[draft.id] = (now, made)
            while len(self._requests) > KEPT:
                self._requests.popitem(last=False)
        return made

    def _looked_up(self, draft: Draft) -> DraftRequest:
        turn = turns.get(self._db, draft.turn_id)
        conversation = conversations.get(self._db, turn.conversation_id)
        understanding = understanding_of(turn)
        text = "\n\n".join(message.redacted or "" for message in turns.inbound(self._db, turn.id))
        module = self._modules.for_(understanding.intent, text, understanding.language)
        return DraftRequest(
            turn_id=turn.id,
            conversation_id=turn.conversation_id,
            text=text,
            history=lines(self._db, turn.conversation_id, before_seq=turn.first_seq),
            understanding=understanding,
            material=self._gatherer.gather(turn, text, understanding, conversation, module=module),
            guidance=draft.guidance,
            module=module,
        )

    def _with_known(self, request: DraftRequest) -> DraftRequest:
        """The request with all placeholders of the conversation: those of what reviewers wrote out are known too."""
        id = request.conversation_id
        known = " ".join(self._vault.placeholders(id, self._vault.owner(id)))
        return replace(request, history=(*request.history, Line("person", known))) if known else request
