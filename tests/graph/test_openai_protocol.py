"""The model drafter against a real HTTP server: the protocol, its failures, and what leaves the house."""

from __future__ import annotations

import json
import re
import time
from dataclasses import replace

import pytest

from graph.drafters import DrafterUnavailable, Limits, OpenAIDrafter
from graph.drafters.answer import Unreadable, read
from graph.drafters.prompt import FILE, House, build, prompt_version
from graph.material import Line, Scored
from tests.graph.drafting import a_passage, an_order, request
from tests.graph.openai_server import Asked, Reply, Script, completion, error, serving

GOOD = {
    "sentences": [
        {"text": "Hello,\n\n", "source": None},
        {"text": "your parcel is on its way.", "source": "s1"},
    ],
    "notes": ["Sure."],
    "needs_person": False,
}
TEXT = "Hello,\n\nyour parcel is on its way."
KEY = "secret-key-of-the-house"
ASKED = request(
    "Where is it? Regards, <PERSON_1>",
    order=an_order("in_transit"),
    passages=(Scored(a_passage("Follow it."), 0.8),),
)


def drafter(url: str, retries: int = 0, timeout_s: float = 10.0) -> OpenAIDrafter:
    return OpenAIDrafter(
        url, KEY, "small-model", timeout_s, retries, "Nordlys Hjem", "Nordlys Assistant",
        limits=Limits(answer_tokens=300),
    )  # fmt: skip


def unavailable(script: Script, retries: int = 0, timeout_s: float = 10.0) -> str:
    """The reason the drafter gives; it must hold neither the key nor any text."""
    with serving(script) as server, pytest.raises(DrafterUnavailable) as caught:
        drafter(server.url, retries, timeout_s).draft(ASKED)
    reason = str(caught.value)
    assert KEY not in reason and "PERSON_1" not in reason and caught.value.__cause__ is None
    return reason


def form(asked: Asked) -> str:
    return str(asked.get("response_format", {}).get("type", "plain"))


def test_a_structured_answer_becomes_a_draft_with_its_sources() -> None:
    with serving(lambda _: completion(json.dumps(GOOD))) as server:
        drafted = drafter(server.url).draft(ASKED)
    assert drafted.text == TEXT and drafted.notes[0] == "Sure."
    assert [source.kind for source in drafted.sources] == ["order"]
    assert (drafted.drafter, drafted.model, drafted.prompt_version) == (
        "openai",
        "small-model",
        prompt_version(),
    )
    asked = server.asked[0]
    assert form(asked) == "json_schema" and asked["max_tokens"] == 300 and asked["model"] == "small-model"
    assert server.headers[0]["authorization"] == f"Bearer {KEY}"


@pytest.mark.parametrize("status", [400, 404, 422, 501])
def test_a_server_with_json_object_only_is_asked_that_way_and_remembered(status: int) -> None:
    def script(asked: Asked) -> Reply:
        return error(status) if form(asked) == "json_schema" else completion(json.dumps(GOOD))

    with serving(script) as server:
        asking = drafter(server.url)
        assert asking.draft(ASKED).text and asking.draft(ASKED).text
    assert [form(asked) for asked in server.asked] == ["json_schema", "json_object", "json_object"]


def test_a_model_that_refuses_settings_is_asked_without_them() -> None:
    def script(asked: Asked) -> Reply:
        for refused in ("max_tokens", "temperature"):
            if refused in asked:
                return error(400, param=refused)
        return completion(json.dumps(GOOD))

    with serving(script) as server:
        assert drafter(server.url).draft(ASKED).text == TEXT
    assert len(server.asked) == 3 and server.asked[-1]["max_completion_tokens"] == 300
    assert form(server.asked[-1]) == "json_schema"


def test_a_request_that_fails_in_every_form_costs_the_server_no_form() -> None:
    answers = iter([error(400), error(400), error(400), completion(json.dumps(GOOD))])
    with serving(lambda _: next(answers)) as server:
        asking = drafter(server.url)
        with pytest.raises(DrafterUnavailable):
            asking.draft(ASKED)
        assert asking.draft(ASKED).text
    assert form(server.asked[-1]) == "json_schema"


def test_a_server_without_formats_is_read_from_plain_text() -> None:
    chatter = f"<think>{{hm}}</think>Sure! Here it is:\n```json\n{json.dumps(GOOD)}\n```\nAnything else?"

    def script(asked: Asked) -> Reply:
        return completion(chatter) if form(asked) == "plain" else error(400)

    with serving(script) as server:
        assert drafter(server.url).draft(ASKED).text == TEXT
    assert [form(asked) for asked in server.asked] == ["json_schema", "json_object", "plain"]


@pytest.mark.parametrize(
    "content", ['{"sentences": [{"text": "cut o', "no json", "", None, "[1]", '{"answer": 1}']
)
def test_malformed_answers_end_in_a_clear_reason(content: str | None) -> None:
    assert unavailable(lambda _: completion(content)) == "the model's answers were not in the agreed form"


def test_broken_bodies_end_in_a_clear_reason() -> None:
    assert "model" in unavailable(lambda _: (200, "<html>gateway</html>"))
    assert "model" in unavailable(lambda _: (200, {"choices": []}))


def test_a_malformed_answer_gets_a_second_chance_in_another_form() -> None:
    def script(asked: Asked) -> Reply:
        return completion("{oops" if form(asked) == "json_schema" else json.dumps(GOOD))

    with serving(script) as server:
        assert drafter(server.url).draft(ASKED).text == TEXT


@pytest.mark.parametrize(
    "changes", [{"needs_person": True}, {"sentences": []}, {"sentences": [{"text": " ", "source": None}]}]
)
def test_a_model_that_asks_for_a_person_gets_one(changes: dict[str, object]) -> None:
    with serving(lambda _: completion(json.dumps({**GOOD, **changes}))) as server:
        drafted = drafter(server.url).draft(ASKED)
    assert drafted.text is None and "asks for a person" in drafted.notes[0]


def test_a_failing_server_is_tried_again_as_often_as_set() -> None:
    calls = iter([error(500), completion(json.dumps(GOOD))])
    with serving(lambda _: next(calls)) as server:
        assert drafter(server.url, retries=1).draft(ASKED).text
    assert unavailable(lambda _: error(500, KEY)) == "the model server answered with status 500"
    assert unavailable(lambda _: error(401, KEY)) == "the model server answered with status 401"


def test_a_silent_server_is_not_waited_for_longer_than_set() -> None:
    started = time.monotonic()
    assert unavailable(lambda _: (200, None), timeout_s=0.4) == "the model server didn't answer in time"
    assert time.monotonic() - started < 5


def test_no_server_is_a_clear_reason() -> None:
    with serving(lambda _: error(500)) as server:
        pass
    with pytest.raises(DrafterUnavailable, match="can't be reached"):
        drafter(server.url).draft(ASKED)


def test_an_answer_cut_at_the_token_limit_is_no_draft() -> None:
    assert "longer than 300 tokens" in unavailable(lambda _: completion('{"reply": "cut', finish="length"))


def test_the_prompt_holds_sources_with_ids_history_and_guidance() -> None:
    asked = request(
        "And now?", order=an_order("in_transit"), guidance="Shorter, please", previous="A long draft"
    )
    history = (Line("customer", "Where is it?"),)
    prompt = build(replace(asked, history=history), House("N", "A"))
    lines = [json.loads(line) for line in prompt.user.splitlines() if line.startswith("{")]
    assert [(line["id"], line["kind"]) for line in lines[:2]] == [("s1", "order"), ("s2", "template")]
    assert list(prompt.sources) == [line["id"] for line in lines]
    assert 'customer: "Where is it?"' in prompt.user and "Shorter, please" in prompt.user
    assert "{company}" not in prompt.system and "version" not in prompt.system.splitlines()[0]


def test_the_prompt_version_is_that_of_the_file() -> None:
    assert re.fullmatch(r"[0-9a-f]{12}", prompt_version()) and FILE.read_text("utf-8").startswith("# version")


@pytest.mark.parametrize("content", ["", "{", "{}", "null", '{"reply": 1}'])
def test_what_is_no_answer_is_not_read_as_one(content: str) -> None:
    with pytest.raises(Unreadable):
        read(content)
