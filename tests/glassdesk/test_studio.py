"""The graph of `langgraph.json`, through the interface LangGraph's server uses: invoke, interrupts, resume, schemas."""

from __future__ import annotations

import asyncio
import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.types import Command

import glassdesk.studio as module

ROOT = Path(__file__).parents[2]
ASKS = "Hello, where is my parcel? Regards, Ingrid Solberg, ingrid.solberg@example.org"
ACCEPT = [{"type": "accept", "args": None}]


@pytest.fixture(scope="module")
def graph() -> Iterator[Any]:
    """What the server gets; it brings its own checkpointer."""
    made = asyncio.run(module.make_graph())
    yield made.copy({"checkpointer": InMemorySaver()})
    module._made.clear()
    module._folders.clear()


def thread(name: str) -> Any:
    return {"configurable": {"thread_id": name}}


def test_langgraph_json_names_the_factory() -> None:
    named = json.loads((ROOT / "langgraph.json").read_text("utf-8"))["graphs"]["glassdesk"]
    path, name = named.split(":")
    spec = importlib.util.spec_from_file_location("named", ROOT / path)  # as the server loads it
    assert spec is not None and spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    assert asyncio.iscoroutinefunction(getattr(loaded, name))


def test_every_run_gets_the_same_graph(graph: Any) -> None:
    assert asyncio.run(module.make_graph()) is asyncio.run(module.make_graph())


def test_the_schemas_name_what_goes_in_and_what_comes_out(graph: Any) -> None:
    assert set(graph.get_input_jsonschema()["properties"]) == {"message", "contact"}
    outcome = {"conversation_id", "turn_id", "status", "sent"}
    assert set(graph.get_output_jsonschema()["properties"]) == outcome
    assert {"redact", "review", "decision"} <= {n.split(":")[-1] for n in graph.get_graph(xray=True).nodes}


def test_a_message_is_drafted_asked_about_and_sent(graph: Any) -> None:
    result = asyncio.run(graph.ainvoke({"message": ASKS}, thread("sent")))
    (question,) = result["__interrupt__"]
    assert set(question.value) == {"action_request", "config", "description"}
    result = asyncio.run(graph.ainvoke(Command(resume=ACCEPT), thread("sent")))
    (sent,) = result["sent"]
    assert result["status"] == "done" and sent["authorship"] == "ai_approved"
    assert "AI assistant" in sent["disclosure"] and "Ingrid" not in str(result)


def test_what_the_graph_gives_the_checkpointer_holds_no_original(graph: Any) -> None:
    asyncio.run(graph.ainvoke({"message": ASKS}, thread("kept")))
    state = graph.get_state(thread("kept"), subgraphs=True)
    assert "message" not in state.values and "Ingrid" not in str(state)


def test_whoever_asks_for_a_person_gets_one_and_the_assistant_stays_mute(graph: Any) -> None:
    result = graph.invoke({"message": "I want to speak to a human being, please!"}, thread("person"))
    assert result["status"] == "human" and [row["authorship"] for row in result["sent"]] == ["ai"]
    again = graph.invoke({"message": "Where is my parcel?"}, thread("person"))
    assert again["status"] == "human" and "__interrupt__" not in again


def test_the_same_thread_is_the_same_conversation(graph: Any) -> None:
    asks = {"message": "Where is my parcel?"}
    first = graph.invoke(asks, thread("twice"))
    graph.invoke(Command(resume=[{"type": "ignore", "args": None}]), thread("twice"))
    second = graph.invoke(asks, thread("twice"))
    assert first["conversation_id"] == second["conversation_id"] and first["turn_id"] != second["turn_id"]
