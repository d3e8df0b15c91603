"""Spans of turns, nodes and model calls: named by the conventions, nested, and without a word of anybody's."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from opentelemetry.trace import SpanKind, StatusCode

from graph.drafters import DrafterUnavailable, OpenAIDrafter
from graph.tracing import Server
from tests.graph.drafting import request
from tests.graph.openai_server import Script, completion, error, serving
from tests.graph.shop import QUESTION, REPLY, Shop
from tests.graph.spans import ALLOWED, CONTENT, Kept

SAID = json.dumps({"sentences": [{"text": REPLY, "source": None}], "notes": []})
NODES = ["redact", "triage", "gather", "draft", "check", "policy"]


def traced(shop: Shop, kept: Kept, script: Script, decide: bool = True) -> None:
    """One message, drafted by a server on loopback, and a reviewer's edit."""
    with serving(script) as server:
        model = OpenAIDrafter(server.url, "key-of-the-house", "small-model", retries=0, tracing=kept.tracing)
        seen = replace(shop, parts=replace(shop.parts, drafter=model, tracing=kept.tracing))
        conversation, draft = seen.drafted()
        if decide:
            seen.desk.edit(draft.id, seen.reviewer, "Dear <PERSON_1>, the courier rings on Friday.")
            seen.run()


def test_a_turn_is_a_trace_of_nodes_and_calls(shop: Shop) -> None:
    kept = Kept()
    traced(shop, kept, lambda _: completion(SAID), decide=False)
    (turn,) = kept.named("invoke_workflow glassdesk")
    (draft,) = kept.named("draft")
    (call,) = kept.named("chat small-model")
    assert [s.name for s in kept.spans if "glassdesk.node" in s.attributes] == NODES
    assert len({span.context.trace_id for span in kept.spans}) == 1
    assert draft.parent.span_id == turn.context.span_id and call.parent.span_id == draft.context.span_id
    assert (turn.kind, call.kind) == (SpanKind.INTERNAL, SpanKind.CLIENT)
    assert turn.attributes["gen_ai.operation.name"] == "invoke_workflow"
    assert len({span.attributes["gen_ai.conversation.id"] for span in kept.spans}) == 1


def test_a_call_tells_model_tokens_server_and_why_it_ended(shop: Shop) -> None:
    kept = Kept()
    usage = {"prompt_tokens": 812, "completion_tokens": 34, "total_tokens": 846}

    def script(_: object):
        status, body = completion(SAID)
        return status, {**body, "usage": usage}

    traced(shop, kept, script, decide=False)
    told = kept.named("chat small-model")[0].attributes
    assert told["gen_ai.operation.name"] == "chat" and told["gen_ai.provider.name"] == "openai"
    assert (told["gen_ai.request.model"], told["gen_ai.response.model"]) == ("small-model", "m")
    assert (told["gen_ai.usage.input_tokens"], told["gen_ai.usage.output_tokens"]) == (812, 34)
    assert told["gen_ai.request.max_tokens"] == 900 and told["gen_ai.request.temperature"] == 0.2
    assert told["gen_ai.response.finish_reasons"] == ("stop",) and told["gen_ai.output.type"] == "json"
    assert told["server.address"] == "127.0.0.1" and told["server.port"] > 1024


def test_the_way_after_the_decision_is_a_second_trace_of_the_same_turn(shop: Shop) -> None:
    kept = Kept()
    traced(shop, kept, lambda _: completion(SAID))
    first, second = kept.named("invoke_workflow glassdesk")
    assert first.attributes["glassdesk.turn.id"] == second.attributes["glassdesk.turn.id"]
    assert kept.named("decision")[0].attributes["glassdesk.decision"] == "edit"
    assert [s.name for s in kept.spans if s.parent and s.parent.span_id == second.context.span_id] == [
        "decision", "compose", "learn"
    ]  # fmt: skip


def test_no_span_holds_a_word_of_customers_reviewers_prompts_or_models(shop: Shop) -> None:
    kept = Kept()
    traced(shop, kept, lambda _: completion(SAID))
    told = kept.text()
    assert {name for span in kept.spans for name in span.attributes} <= ALLOWED
    spoken = f"{QUESTION} {REPLY} Dear the courier rings on Friday You are software Nordlys Hjem Lumi polite"
    for word in set(re.findall(r"[A-Za-z@.]{4,}", spoken)) - {"name"}:  # a key of every span
        assert word not in told, word
    assert "PERSON_1" not in told and "key-of-the-house" not in told


def test_errors_are_told_by_kind_and_never_by_message(shop: Shop) -> None:
    kept = Kept()
    with serving(lambda _: error(429, "Ingrid Solberg asked too often")) as server:
        model = OpenAIDrafter(server.url, None, "small-model", retries=0, tracing=kept.tracing)
        with pytest.raises(DrafterUnavailable):
            model.draft(request("I am Ingrid Solberg"))
    (call,) = kept.spans
    assert call.attributes["error.type"] == "429" and call.status.status_code is StatusCode.ERROR
    assert not call.events and call.status.description is None and "Ingrid" not in kept.text()


def test_a_node_that_fails_says_so_and_quotes_nobody(shop: Shop) -> None:
    kept = Kept()
    shop.writer.fails = [ValueError("Ingrid Solberg, ingrid.solberg@example.org")]
    seen = replace(shop, parts=replace(shop.parts, tracing=kept.tracing))
    seen.write(seen.open())
    seen.run()
    (node,) = kept.named("draft")
    assert node.attributes["error.type"] == "ValueError" and "Ingrid" not in kept.text()


def test_a_person_who_is_called_is_told_with_the_kind_of_reason(shop: Shop) -> None:
    kept = Kept()
    seen = replace(shop, parts=replace(shop.parts, tracing=kept.tracing))
    seen.write(seen.open(), "I want to speak to a human being, please!")
    seen.run()
    assert kept.named("triage")[0].attributes["glassdesk.person"] == "customer_asked"


def test_content_is_told_only_where_it_is_wanted_and_then_redacted(shop: Shop) -> None:
    kept = Kept(content=True)
    traced(shop, kept, lambda _: completion(SAID))
    (call,) = kept.named("chat small-model")
    assert set(call.attributes) - ALLOWED == CONTENT
    assert "<PERSON_1>" in call.attributes["gen_ai.input.messages"]
    (said,) = json.loads(call.attributes["gen_ai.output.messages"])
    assert said["parts"][0]["content"] == SAID and said["finish_reason"] == "stop"
    assert "Ingrid" not in kept.text() and "solberg@example" not in kept.text()


def test_what_a_server_says_of_itself_is_kept_only_if_it_is_a_name() -> None:
    kept = Kept()
    with kept.tracing.call(Server("m", None, None), {}, "text") as call:
        call.answered("answer for Ingrid Solberg", "because she asked", None, None)
        call.answered("qwen/qwen3-4b@q4", None, None, None)
    (span,) = kept.spans
    assert span.attributes["gen_ai.response.model"] == "qwen/qwen3-4b@q4"
    assert "gen_ai.response.finish_reasons" not in span.attributes and "Ingrid" not in kept.text()


@pytest.mark.parametrize(
    ("url", "address", "port"),
    [
        ("https://user:secret@models.example.com/v1?key=secret", "models.example.com", 443),
        ("http://127.0.0.1:8000/v1", "127.0.0.1", 8000),
        ("http://[::1]/v1", "::1", 80),
    ],
)
def test_of_an_address_host_and_port_are_told(url: str, address: str, port: int) -> None:
    assert Server.at("m", url) == Server("m", address, port)
