"""Drafting one past turn again, both ways, from what was known at its time. Reads rows, writes none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo

from data import conversations, knowledge, turns
from data.database import Database
from data.decisions import edit_distance
from data.records import Template
from data.sent import SentReply
from graph.gather import Gatherer
from graph.lines import lines
from graph.material import Drafter, DrafterUnavailable, DraftRequest, DraftTooLarge
from graph.modules import Modules
from graph.modules.modules import nothing_added
from graph.modules.needs import missing
from graph.nodes.gather import understanding_of
from graph.parts import Checker
from graph.replay.as_of import AsOf
from graph.replay.evidence import Evidence, evidence
from graph.replay.pairs import Attempt, Pair

LONGEST_WHY = 300


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two ways to draft: who drafts, whether examples are shown, and whether supervisors' rules are in force."""

    name: str
    drafter: Drafter
    examples: bool = True
    rules: bool = True


@dataclass(frozen=True, slots=True)
class ReplayParts:
    """What a replay draws on. The gatherer must mask with a `Shadow` and have no connectors: those know only today.

    modules: the use cases with the tone rules in force at a moment.
    """

    db: Database
    gatherer: Gatherer
    check: Checker
    modules: Callable[[datetime], Modules]
    zone: tzinfo = UTC


class Replayer:
    """Compares two sides on one turn after another."""

    def __init__(self, parts: ReplayParts, a: Side, b: Side) -> None:
        self._parts, self.a, self.b = parts, a, b
        self._templates: Mapping[str, Template] = {one.id: one for one in knowledge.templates(parts.db)}
        self._texts = {passage.id: passage.text for passage in knowledge.passages(parts.db)}
        self.hidden: dict[str, int] = {}

    def pair(self, sent: SentReply) -> Pair:
        """Both sides' attempts at a turn. Raises Erased, and RedactionError where its past can't be masked."""
        moment = moment_of(sent)
        text = "\n\n".join(m.redacted or "" for m in turns.inbound(self._parts.db, sent.turn.id))
        view = self._view(sent, moment, evidence(sent.first_draft, text, self._templates))
        request = self._request(sent, moment, text, view)
        for id in view.hidden:
            self.hidden[id] = self.hidden.get(id, 0) + 1
        return Pair(
            turn_id=sent.turn.id,
            conversation_id=sent.turn.conversation_id,
            language=request.understanding.language,
            intent=request.understanding.intent,
            at=moment,
            sent=sent.text,
            then=sent.decision.edit_distance,
            a=self._attempt(self.a, self._of(self.a, request, moment), sent.text),
            b=self._attempt(self.b, self._of(self.b, request, moment), sent.text),
            doubts=view.doubts(request.material),
        )

    def _view(self, sent: SentReply, moment: datetime, shown: Evidence) -> AsOf:
        day = moment.astimezone(self._parts.zone).date()
        return AsOf(moment, day, sent.turn.conversation_id, shown, self._texts)

    def _request(self, sent: SentReply, moment: datetime, text: str, view: AsOf) -> DraftRequest:
        turn, understanding = sent.turn, understanding_of(sent.turn)
        conversation = conversations.get(self._parts.db, turn.conversation_id)
        module = self._parts.modules(moment).for_(understanding.intent, text, understanding.language)
        return DraftRequest(
            turn_id=turn.id,
            conversation_id=turn.conversation_id,
            text=text,
            history=lines(self._parts.db, turn.conversation_id, before_seq=turn.first_seq),
            understanding=understanding,
            material=self._parts.gatherer.gather(
                turn, text, understanding, conversation, moment, module=module, view=view
            ),
            module=module,
            today=moment.astimezone(UTC).date(),
        )

    def _of(self, side: Side, request: DraftRequest, moment: datetime) -> DraftRequest:
        """The request as this side gets it."""
        if not side.examples:
            request = replace(request, material=replace(request.material, examples=(), origins={}))
        if not side.rules:
            bare = self._parts.modules(moment).with_additions(nothing_added)
            read = request.understanding
            request = replace(request, module=bare.for_(read.intent, request.text, read.language))
        return request

    def _attempt(self, side: Side, request: DraftRequest, sent: str) -> Attempt:
        if request.module and (gaps := missing(request.module, request.material)):
            return Attempt("refused", why=" ".join(gaps)[:LONGEST_WHY])
        try:
            drafted = side.drafter.draft(request)
        except DraftTooLarge as problem:
            return Attempt("refused", why=str(problem)[:LONGEST_WHY])
        except DrafterUnavailable as problem:
            return Attempt("unavailable", why=str(problem)[:LONGEST_WHY])
        text = drafted.text
        if text is None or not text.strip():
            return Attempt("refused", why=" ".join(drafted.notes)[:LONGEST_WHY] or None)
        found = [result for result in self._parts.check(text, request) if result.verdict != "pass"]
        return Attempt(
            "drafted",
            distance=edit_distance(text, sent),
            blocked=sum(result.verdict == "block" for result in found),
            warned=sum(result.verdict == "warn" for result in found),
            examples=tuple(drafted.examples),
            text=text,
            failed=tuple(result.name for result in found),
        )


def moment_of(sent: SentReply) -> datetime:
    """The turn's time: when a worker first took it up. Whatever is dated later was not known to its first draft."""
    return sent.turn.started_at or sent.turn.created_at
