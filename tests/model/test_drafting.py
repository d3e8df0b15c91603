"""Our drafter and a real model: a draft in the agreed form, and what becomes of answers that are none."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from graph.drafters import DrafterUnavailable, Limits
from graph.drafters.prompt import prompt_version
from graph.material import DraftTooLarge
from tests.graph.drafting import an_order, request
from tests.model.drafting import asking, with_stand_in
from tests.model.server import CONTEXT, MODEL, PATIENCE, ModelServer

pytestmark = [
    pytest.mark.timeout(900),  # on a machine that is busy with other things; seconds on an idle one
]

ASKED = request("Where is my parcel? Regards, <PERSON_1>", order=an_order("in_transit"))


def test_a_structured_answer_becomes_a_draft_in_sentences(
    server: ModelServer, narrow: dict[str, Any]
) -> None:
    drafted = asking(server).draft(ASKED)
    assert drafted.text and "".join(sentence.text for sentence in drafted.sentences) == drafted.text
    assert (drafted.drafter, drafted.model, drafted.prompt_version) == ("openai", MODEL, prompt_version())
    assert {sentence.source for sentence in drafted.sentences} <= {None, *(s.id for s in drafted.sources)}
    usage = drafted.usage
    assert usage is not None and usage.calls == 1 and usage.input_tokens > 300 and usage.output_tokens > 10


def test_json_that_is_cut_off_is_no_draft_and_what_it_took_is_counted(server: ModelServer) -> None:
    brief = asking(server, limits=Limits(8000, PATIENCE, answer_tokens=20))
    with pytest.raises(DraftTooLarge, match="longer than 20 tokens") as caught:
        brief.draft(ASKED)
    assert caught.value.usage is not None and caught.value.usage.output_tokens == 20
    drafted = with_stand_in(brief).draft(ASKED)
    assert drafted.drafter == "offline" and drafted.text and "20 tokens" in (drafted.fallback or "")


def test_a_prompt_that_the_model_can_not_hold_is_refused_in_every_form(server: ModelServer) -> None:
    drafter = asking(server, limits=Limits(tokens=60_000, seconds=PATIENCE, answer_tokens=60))
    with pytest.raises(DrafterUnavailable, match="status 400"):
        drafter.draft(request("parcel " * (CONTEXT + 500)))
    assert len(drafter._model._ways) == 3  # the message was at fault, so no form is given up


def test_a_wrong_key_is_told_without_the_key(server: ModelServer) -> None:
    with pytest.raises(DrafterUnavailable, match="status 401") as caught:
        asking(server, key="another-secret").draft(ASKED)
    assert "secret" not in str(caught.value)


def test_a_time_out_is_a_failure_with_a_reason_and_the_server_comes_to_rest(server: ModelServer) -> None:
    """This server writes an answer that isn't streamed to its end although nobody waits for it any more."""
    server.wait_until(busy=0)
    hasty = asking(server, seconds=0.15, limits=Limits(8000, PATIENCE, answer_tokens=20))
    with pytest.raises(DrafterUnavailable, match="didn't answer in time"):
        hasty.draft(ASKED)
    assert server.written() <= 20
    drafted = with_stand_in(hasty).draft(ASKED)
    assert drafted.drafter == "offline" and "in time" in (drafted.fallback or "")


def test_a_server_that_is_stopped_in_the_middle_is_a_failure_with_a_reason(server: ModelServer) -> None:
    doomed = ModelServer.start()
    with ThreadPoolExecutor(1) as pool:
        draft = pool.submit(with_stand_in(asking(doomed)).draft, ASKED)
        doomed.wait_until(busy=1)
        doomed.stop()
        drafted = draft.result(PATIENCE)
    assert drafted.drafter == "offline" and drafted.fallback == "the model server can't be reached"
