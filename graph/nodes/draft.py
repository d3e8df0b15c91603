"""draft: ask the drafter, once for each version of a draft."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

from data import decisions, drafts, turns
from data.records import Decision, Draft, Turn
from data.said import together
from graph.drafters.citations import agreements
from graph.gather.gaps import told
from graph.lines import lines
from graph.material import DraftRequest, Material, Source
from graph.modules.needs import missing
from graph.nodes.gather import understanding_of
from graph.parts import Parts
from graph.state import State, Work

LONGEST = 500  # characters of why a person must answer


def draft(state: State, parts: Parts) -> dict[str, Any]:
    """A draft to check. If the rows hold the one that is wanted, the drafter isn't asked again.

    Wanted is another one only after a rejection with guidance; a plain rejection ends the turn as soon as it is read.

    A drafter that has nothing to go on leaves the answer to a person. Raises DrafterUnavailable.
    """
    turn = turns.get(parts.db, state["turn_id"])
    latest = drafts.latest(parts.db, turn.id)
    decided = decisions.for_turn(parts.db, turn.id) if latest else None
    if latest and not (decided and decided.kind == "reject" and decided.guidance):
        return {"draft_id": latest.id, "work": None, "person": None}
    request = _request(state, parts, turn, latest, decided)
    if request.module and (gaps := missing(request.module, request.material)):
        return {"person": "no_sources", "detail": together(gaps, LONGEST), "work": None}
    started = time.perf_counter()
    drafted = parts.drafter.draft(request)
    if drafted.text is None or not drafted.text.strip():
        return {"person": "no_sources", "detail": together(drafted.notes, LONGEST) or None, "work": None}
    drafted = replace(
        drafted,
        notes=(*drafted.notes, *told(request.material.missing)),
        sources=_with_agreements(drafted.sources, request.material),
    )
    version = latest.version + 1 if latest else 1
    return {"work": Work(request, drafted, version, time.perf_counter() - started), "person": None}


def _with_agreements(sources: tuple[Source, ...], material: Material) -> tuple[Source, ...]:
    """What people agreed is shown beside each draft, whether it cites that or not."""
    cited = {source.id for source in sources}
    return (*(source for source in agreements(material) if source.id not in cited), *sources)


def _request(
    state: State, parts: Parts, turn: Turn, latest: Draft | None, decided: Decision | None
) -> DraftRequest:
    understanding = understanding_of(turn)
    return DraftRequest(
        turn_id=turn.id,
        conversation_id=turn.conversation_id,
        text=state["text"],
        history=lines(parts.db, turn.conversation_id, before_seq=turn.first_seq),
        understanding=understanding,
        material=state["material"],
        guidance=decided.guidance if decided else None,
        previous=latest.text if latest else None,
        module=parts.modules.for_(understanding.intent, state["text"], understanding.language),
    )
