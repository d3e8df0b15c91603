"""The OpenAI protocol as a real server speaks it: chat, streams, schemas, refusals, cancelled requests."""

from __future__ import annotations

import hashlib
import json

import openai
import pytest
from openai.types.chat import ChatCompletionMessageParam

from tests.model import server as module
from tests.model.server import CONTEXT, MODEL, ModelServer

pytestmark = [
    pytest.mark.timeout(900),  # on a machine that is busy with other things; seconds on an idle one
]

HELLO: list[ChatCompletionMessageParam] = [{"role": "user", "content": "Say hello in five words."}]
LONG: list[ChatCompletionMessageParam] = [{"role": "user", "content": "word " * (CONTEXT + 500)}]


def test_the_weights_are_the_ones_these_tests_were_written_with(
    server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert hashlib.sha256(module.weights().read_bytes()).hexdigest() == module.WEIGHTS_SHA256
    monkeypatch.setattr(module, "WEIGHTS_SHA256", "0" * 64)
    with pytest.raises(ValueError, match="has SHA-256"):
        module.weights()


def test_a_chat_has_words_usage_and_the_models_name(server: ModelServer) -> None:
    done = server.client().chat.completions.create(model=MODEL, messages=HELLO, max_tokens=12)
    assert done.choices[0].message.content and done.choices[0].finish_reason in ("stop", "length")
    assert done.model == MODEL and done.usage is not None
    assert done.usage.prompt_tokens > 10 and 0 < done.usage.completion_tokens <= 12


def test_a_stream_gives_the_words_one_by_one_and_the_usage_last(server: ModelServer) -> None:
    chunks = list(
        server.client().chat.completions.create(
            model=MODEL, messages=HELLO, max_tokens=12, stream=True, stream_options={"include_usage": True}
        )
    )
    words = [chunk.choices[0].delta.content for chunk in chunks if chunk.choices]
    assert len([word for word in words if word]) > 2
    assert chunks[-1].usage is not None and chunks[-1].usage.completion_tokens <= 12


def test_an_answer_keeps_to_a_json_schema(server: ModelServer) -> None:
    schema = {
        "type": "object", "additionalProperties": False, "required": ["kind", "urgent"],
        "properties": {"kind": {"enum": ["question", "complaint"]}, "urgent": {"type": "boolean"}},
    }  # fmt: skip
    done = server.client().chat.completions.create(
        model=MODEL, messages=[{"role": "user", "content": "Where is my parcel? Answer in JSON."}], max_tokens=60,
        response_format={"type": "json_schema", "json_schema": {"name": "label", "schema": schema, "strict": True}},
    )  # fmt: skip
    answer = json.loads(done.choices[0].message.content or "")
    assert answer["kind"] in ("question", "complaint") and isinstance(answer["urgent"], bool)
    assert set(answer) == {"kind", "urgent"}


def test_a_limit_on_tokens_cuts_json_in_the_middle_and_says_so(server: ModelServer) -> None:
    done = server.client().chat.completions.create(
        model=MODEL, messages=HELLO, max_tokens=4, response_format={"type": "json_object"}
    )
    assert done.choices[0].finish_reason == "length"
    with pytest.raises(json.JSONDecodeError):
        json.loads(done.choices[0].message.content or "")


def test_refusals_come_with_their_status(server: ModelServer) -> None:
    with pytest.raises(openai.BadRequestError, match="exceeds the available context size"):
        server.client().chat.completions.create(model=MODEL, messages=LONG, max_tokens=4)
    with pytest.raises(openai.AuthenticationError):
        server.client(key="another").chat.completions.create(model=MODEL, messages=HELLO, max_tokens=4)
    with pytest.raises(openai.NotFoundError):
        server.client().with_options(base_url=f"{server.url}/v9").chat.completions.create(
            model=MODEL, messages=HELLO, max_tokens=4
        )


def test_this_server_answers_for_an_unknown_model_and_tells_which_one_did(server: ModelServer) -> None:
    done = server.client().chat.completions.create(model="no-such-model", messages=HELLO, max_tokens=4)
    assert done.model == MODEL


def test_a_stream_that_is_closed_stops_the_work(server: ModelServer) -> None:
    server.wait_until(busy=0)
    stream = server.client().chat.completions.create(
        model=MODEL, messages=HELLO, max_tokens=3000, stream=True, extra_body={"ignore_eos": True}
    )
    next(iter(stream))
    assert server.busy() == 1
    stream.close()
    assert server.written() < 2000  # 0 if it had stopped before anybody could look


def test_two_requests_are_answered_side_by_side(server: ModelServer) -> None:
    first = server.client().chat.completions.create(
        model=MODEL, messages=HELLO, max_tokens=400, stream=True, extra_body={"ignore_eos": True}
    )
    next(iter(first))
    second = server.client().chat.completions.create(model=MODEL, messages=HELLO, max_tokens=4)
    assert second.usage is not None and server.busy() == 1  # the first is still being written
    first.close()
    assert server.written() < 300
