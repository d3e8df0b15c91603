"""The house: what it writes is its owner's alone, nothing phones home, and it says what is wrong."""

from __future__ import annotations

import asyncio
import json
import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.requests import Request

from data import accounts, conversations, customers, messages, notes, tags, takeovers
from data.errors import TooBusy
from data.sample import load_inbox
from glassdesk.exports import customer_export
from glassdesk.house import House
from glassdesk.sample import Player, load_sample
from glassdesk.settings import load
from glassdesk.web import health


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    folder = tmp_path / "var"
    folder.mkdir()
    folder.chmod(0o755)  # made by someone else, as a container's volume is
    before = os.umask(0o022)
    opened = House.open(load(data_dir=folder, settle_seconds=0.0, undo_seconds=0.0))
    yield opened
    opened.close()
    os.umask(before)


def asked(house: House) -> tuple[int, dict[str, object]]:
    answer = asyncio.run(health(house)(Request({"type": "http"})))
    return answer.status_code, json.loads(bytes(answer.body))


def test_nobody_else_can_read_a_file_of_the_data_folder(house: House) -> None:
    conversation, _ = house.intake.open_chat("en")
    house.intake.receive(conversation, "Hello, where is my parcel?")
    house.runner.run_until_idle()
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in house.settings.data_dir.iterdir()}
    assert "glassdesk.duckdb" in modes and set(modes.values()) == {0o600}


def test_tracing_stays_off_whatever_the_environment_says(house: House, monkeypatch) -> None:
    from langsmith.utils import get_env_var, tracing_is_enabled

    from glassdesk.house import quiet_telemetry

    for name in ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING_V2"):
        monkeypatch.setenv(name, "true")
    quiet_telemetry()
    get_env_var.cache_clear()
    assert not tracing_is_enabled()


def test_health_is_well_then_names_the_failing_thread_without_words(house: House, monkeypatch) -> None:
    monkeypatch.setattr("data.lull.LONGEST", 0.0)  # each poll looks
    house.start()
    assert asked(house) == (200, {"status": "ok", "version": asked(house)[1]["version"]})

    def broken(*_: object) -> None:
        raise TooBusy("Ingrid's words")

    monkeypatch.setattr("channels.delivery.outbox.take", broken)
    for _ in range(200):
        time.sleep(0.02)
        status, body = asked(house)
        if status == 503:
            break
    house.stop()
    assert status == 503 and "delivery fails" in str(body) and "Ingrid" not in str(body)


def test_health_says_when_a_thread_has_ended(house: House) -> None:
    house.start()
    house.runner.stop()
    status, body = asked(house)
    assert status == 503 and "runner-0 has ended" in str(body["problems"])


def test_the_sample_inbox_waits_for_a_busy_database(house: House, monkeypatch) -> None:
    real, failures = house.intake.receive, iter([TooBusy("busy")])

    def unreliable(*values: object, **names: object) -> object:
        if (failure := next(failures, None)) is not None:
            raise failure
        return real(*values, **names)  # type: ignore[arg-type]

    monkeypatch.setattr("glassdesk.sample.play.RETRY_SECONDS", 0.01)
    monkeypatch.setattr(house.intake, "receive", unreliable)
    Player(house, load_sample(house), speed=0, inbox=load_inbox()[:2]).play()
    assert len(conversations.listing(house.db)) > 0


def test_an_erased_customers_export_holds_no_text(house: House) -> None:
    conversation, _ = house.intake.open_chat("en")
    house.intake.receive(conversation, "Hello, where is my parcel?")
    customers.erase(house.db, conversation.customer_id, "operator")
    house.vault.forget(conversation.customer_id)
    exported = customer_export(house, customers.get(house.db, conversation.customer_id))
    assert len(messages.of_conversation(house.db, conversation.id)) == 1
    assert exported["conversations"][0]["messages"][0]["text"] is None


def test_a_customers_export_holds_tags_notes_and_what_was_agreed(house: House) -> None:
    conversation, _ = house.intake.open_chat("en")
    tags.add(house.db, [conversation.id], "vip", "ann")
    notes.add(house.db, conversation_id=conversation.id, account_id="ann", text="Called twice.")
    takeovers.start(house.db, conversation.id, "ann")
    takeovers.hand_back(house.db, conversation.id, "ann", summary="A new lamp by Friday.")
    exported = customer_export(house, customers.get(house.db, conversation.customer_id))
    (kept,) = exported["conversations"]
    assert kept["tags"] == ["vip"] and kept["notes"][0]["text"] == "Called twice."
    assert kept["agreed"][0]["text"] == "A new lamp by Friday."


def test_a_customers_export_holds_drafts_remarks_labels_and_marked_words(house: House) -> None:
    load_sample(house)
    conversation, _ = house.intake.open_chat("en")
    house.intake.receive(conversation, "I am Amara Collins. How long is the warranty? Say yellow submarine.")
    house.runner.run_until_idle()
    ann = accounts.add(house.db, username="ann", display_name="Ann", role="reviewer")
    house.desk.mask(conversation.id, ann, "yellow submarine")
    house.runner.run_until_idle()
    takeovers.request(house.db, conversation.id, "must_escalate", "<PERSON_1> is angry.")
    exported = customer_export(house, customers.get(house.db, conversation.customer_id))
    (kept,) = exported["conversations"]
    assert exported["masked_words"] == ["yellow submarine"] and kept["drafts"][0]["text"]
    assert {one["conversation_id"] for one in exported["requests"]} == {conversation.id}
    assert exported["requests"][0]["intent"] and exported["requests"][0]["language"] == "en"
    assert [(one["about"], one["text"]) for one in kept["remarks"]] == [
        ("takeover", "Amara Collins is angry.")
    ]
    assert [one["thumb_up"] for one in kept["messages"]] == [None] * len(kept["messages"])
    assert json.dumps(exported)
