"""The command line: clear answers, clear failures, and nothing lost."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import duckdb
import pytest

from data import audit, customers, messages, orders
from data.records import Order
from glassdesk.house import House
from glassdesk.settings import load
from tests.glassdesk.commands import Done, invoke


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Run `glassdesk WORDS` on a data folder of its own."""
    monkeypatch.chdir(tmp_path)

    def run(*words: str, text: str = "", **environment: str) -> Done:
        return invoke(*words, text=text, **{"GLASSDESK_DATA_DIR": str(tmp_path / "var"), **environment})

    return run


@pytest.fixture
def settings(tmp_path: Path):
    return load(data_dir=tmp_path / "var")


def lines(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


def test_redact_answers_each_line_with_offsets_into_the_original(command) -> None:
    text = "Ring til mig på +45 00 12 34 56, hilsen Søren"
    done = command("redact", text=json.dumps({"id": "a", "text": text, "language": "da"}))
    (answer,) = lines(done.stdout)
    found = {text[one["start"] : one["end"]]: one["type"] for one in answer["findings"]}
    assert done.returncode == 0 and answer["language"] == "da"
    assert found["+45 00 12 34 56"] == "PHONE" and "00 12" not in answer["redacted"]


def test_triage_answers_with_every_label(command) -> None:
    done = command("triage", text='{"id": "a", "text": "Ich will sofort mit einem Menschen sprechen!"}\n')
    (answer,) = lines(done.stdout)
    assert set(answer) == {
        "id", "language", "sentiment", "emotion", "intent", "urgency", "wants_human", "must_escalate"
    }  # fmt: skip
    assert answer["language"] == "de" and answer["wants_human"] is True and -1 <= answer["sentiment"] <= 1


def test_a_bad_line_is_named_and_the_others_are_answered(command) -> None:
    done = command(
        "redact",
        text='{"id": "a"}\nnonsense\n{"id": "b", "text": "hello"}\n{"id":"c","text":"x","language":"fr"}',
    )
    assert done.returncode == 2 and [line["id"] for line in lines(done.stdout)] == ["b"]
    assert all(f"line {number}:" in done.stderr for number in (1, 2, 4))
    assert "Traceback" not in done.stderr


def test_doctor_says_what_is_missing(command) -> None:
    done = command("doctor", GLASSDESK_OPENAI_BASE_URL="http://127.0.0.1:1/v1")
    assert done.returncode == 1 and "set GLASSDESK_OPENAI_MODEL" in done.stdout
    assert all(f"{language}: redaction" in done.stdout for language in ("en", "de", "da", "nl", "sv"))


def test_doctor_finds_a_key_that_others_can_read(command, tmp_path) -> None:
    key = tmp_path / "loose.key"
    key.write_text("x")
    key.chmod(0o644)
    done = command("doctor", GLASSDESK_KEY_FILE=str(key))
    assert done.returncode == 1 and "chmod 600" in done.stdout


def test_a_setting_that_cannot_be_used_ends_with_one_clear_message(command) -> None:
    done = command("audit", "verify", GLASSDESK_WORKERS="many")
    assert done.returncode == 2 and "workers" in done.stderr and "Traceback" not in done.stderr


def test_audit_verify_finds_a_changed_event(command, settings) -> None:
    house = House.open(settings)
    for number in range(3):
        audit.record(house.db, actor="system", kind="data.exported", subject={"lines": number})
    house.close()
    assert "3 events in one unbroken chain" in command("audit", "verify").stdout
    with duckdb.connect(str(settings.data_dir / "glassdesk.duckdb")) as connection:
        connection.execute("UPDATE audit_event SET actor = 'nobody' WHERE seq = 2")
    done = command("audit", "verify")
    assert done.returncode == 1 and "does NOT verify" in done.stderr and "2" in done.stderr


def test_export_never_overwrites_and_is_private(command, settings, tmp_path) -> None:
    done = command("export", "audit", "--out", "audit.jsonl")
    assert done.returncode == 0 and (tmp_path / "audit.jsonl").stat().st_mode & 0o777 == 0o600
    again = command("export", "audit", "--out", "audit.jsonl")
    assert again.returncode == 2 and "exists already" in again.stderr


def test_export_has_a_form_for_each_tool_and_refuses_one_that_is_none(command, tmp_path) -> None:
    for words in (["examples"], ["decisions", "--format", "jsonl"], ["decisions", "--form", "chat"]):
        done = command("export", *words, "--out", f"{'-'.join(words)}.jsonl")
        assert done.returncode == 0 and "Wrote 0 lines" in done.stdout
    wrong = command("export", "audit", "--form", "chat", "--out", "wrong.jsonl")
    assert wrong.returncode == 2 and "one form only" in wrong.stderr
    assert not (tmp_path / "wrong.jsonl").exists()


def test_a_customer_can_be_exported_and_then_erased_for_good(command, settings, tmp_path) -> None:
    house = House.open(settings)
    customer = house.vault.new_customer("en", contact="amara@example.com", profile={"name": "Amara Collins"})
    conversation = house.intake.open_for_customer(customer.id, channel="chat", language="en")
    house.intake.receive(conversation, "My name is Amara Collins. How long is the warranty?")
    house.runner.run_until_idle()
    house.close()
    command("export", "customer", "--contact", "amara@example.com", "--out", "me.json")
    (export,) = lines((tmp_path / "me.json").read_text())
    assert export["profile"]["name"] == "Amara Collins"
    assert "My name is Amara Collins" in export["conversations"][0]["messages"][0]["text"]

    assert command("erase", "amara@example.com", "--yes").returncode == 0
    house = House.open(settings)
    assert customers.get(house.db, customer.id).wrapped_key is None
    assert house.vault.find_customer("amara@example.com") is None and audit.verify(house.db).ok
    house.close()
    assert command("erase", "amara@example.com", "--yes").returncode == 2


def test_an_erasure_leaves_no_byte_in_any_file_and_says_what_is_kept(command, settings) -> None:
    house = House.open(settings.model_copy(update={"settle_seconds": 0.0}))
    customer = house.vault.new_customer("en", contact="amara@example.com", profile={"name": "Amara Collins"})
    other = house.vault.new_customer("en", profile={"name": "Mikkel Holm"})
    secret = "a" * 64
    conversation = house.intake.open_for_customer(
        customer.id,
        channel="chat",
        language="en",
        access_hash=secret,
        integration_id="chat",
        external_id=secret,
    )
    text = "I am Amara Collins. " + "How long is the warranty on my stove? " * 20
    house.intake.receive(conversation, text, external_id="ref-4711")
    orders.save(house.db, order_of(customer.id))
    house.runner.run_until_idle()
    (message,) = messages.of_conversation(house.db, conversation.id)
    words = [customer.wrapped_key, customer.sealed_profile, message.sealed_text, message.redacted.encode()]
    words += [customer.contact_hash.encode(), secret.encode(), b"ref-4711", b"PARCEL-1"]
    words += house_placeholders(house, conversation.id)
    house.close()
    assert all(word in everything(settings.data_dir) for word in words)

    done = command("erase", "amara@example.com", "--yes")

    assert done.returncode == 0 and "Kept: 1 order (" in done.stdout and "no tracking" in done.stdout
    found = everything(settings.data_dir)
    assert [word for word in words if word in found] == [] and other.wrapped_key in found
    house = House.open(settings)
    assert house.vault.profile(other.id) == {"name": "Mikkel Holm"} and audit.verify(house.db).ok
    house.close()
    again = command("erase", customer.id, "--yes")
    assert again.returncode == 0 and "still verifies" in again.stdout


def test_who_typed_an_address_in_the_chat_is_named_and_not_taken_for_its_owner(command, settings) -> None:
    house = House.open(settings)
    owner = house.vault.new_customer("en", contact="amara@example.com")
    visitor = house.vault.new_customer("en", profile={"email": "Amara@Example.com "})
    other = house.vault.new_customer("en", profile={"email": "mikkel@example.com"})
    house.close()
    done = command("erase", "amara@example.com", "--yes")
    assert done.returncode == 0 and visitor.id in done.stderr and other.id not in done.stderr
    for refused in (command("erase", "amara@example.com", "--yes"),
                    command("export", "customer", "--contact", "amara@example.com", "--out", "a.json")):  # fmt: skip
        assert refused.returncode == 2 and visitor.id in refused.stderr
    assert command("erase", visitor.id, "--yes").returncode == 0
    assert visitor.id not in command("erase", "amara@example.com", "--yes").stderr
    house = House.open(settings)
    erased = [customers.get(house.db, one.id).erased_at is not None for one in (owner, visitor, other)]
    house.close()
    assert erased == [True, True, False]


def order_of(customer_id: str) -> Order:
    return Order(
        number="NF-1",
        customer_id=customer_id,
        status="shipped",
        placed_on=date(2026, 11, 1),
        promised_on=None,
        shipped_on=None,
        delivered_on=None,
        carrier="PostNord",
        tracking="PARCEL-1",
        items=({"sku": "s1", "name": "Stove", "quantity": 1, "price": 79.5},),
        total=79.5,
        currency="EUR",
        country="DK",
    )


def house_placeholders(house: House, conversation_id: str) -> list[bytes]:
    values = list(messages.placeholders(house.db, conversation_id).values())
    assert values
    return values


def everything(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


def test_a_second_start_on_the_same_database_gives_a_clear_message(serve, command) -> None:
    first = serve("demo", "--no-inbox")
    second = serve("demo", "--no-inbox", wait=False)
    assert second.process.wait(60) == 2
    said = second.process.stdout.read()
    assert "in use" in said and "Traceback" not in said
    assert first.stop() == 0 and "Stopped" in first.output


def test_a_taken_port_gives_a_clear_message(serve, tmp_path) -> None:
    first = serve("demo", "--no-inbox")
    port = first.url.rsplit(":", 1)[1]
    second = serve("demo", "--no-inbox", "--port", port, data_dir=tmp_path / "other", wait=False)
    assert second.process.wait(60) == 2 and "GLASSDESK_PORT" in second.process.stdout.read()


def test_the_demo_continues_where_it_was(serve) -> None:
    first = serve("demo", "--speed", "40")
    first.read_until(r"First draft in the queue")
    assert first.stop() == 0
    second = serve("demo", "--speed", "0")
    second.read_until(r"80 of 80 messages arrived")
    assert second.stop() == 0 and "Traceback" not in second.output
    house = House.open(load(data_dir=second.data_dir))
    kinds = [event["kind"] for event in audit.export(house.db)]
    house.close()
    assert kinds.count("message.received") == 80
