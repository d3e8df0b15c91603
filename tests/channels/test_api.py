"""The JSON API: what integrations can do, and one clear error for everything else."""

from __future__ import annotations

from typing import Any

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from channels.intake import digest
from channels.limits import Rate
from data import conversations, integrations, takeovers
from tests.channels.conftest import Shop

MESSAGES = "/api/v1/messages"
SECRET = "my card is 4111 1111 1111 1111"


def message(**changes: Any) -> dict[str, Any]:
    return {"conversation": "ticket/4711", "external_id": "m1", "text": "Where is my parcel?", **changes}


def fault(answer: Response) -> tuple[int, str]:
    """Status and code; every error has this shape and no other."""
    body = answer.json()
    assert body.keys() == {"error"} and body["error"].keys() <= {"code", "message", "fields"}
    assert body["error"]["message"]
    return answer.status_code, body["error"]["code"]


def test_a_message_is_accepted_once(api: TestClient, shop: Shop) -> None:
    first, again = (api.post(MESSAGES, json=message()) for _ in range(2))
    assert (first.status_code, again.status_code) == (202, 202)
    assert first.json() == {**again.json(), "duplicate": False} and again.json()["duplicate"]
    [kept] = shop.messages(first.json()["conversation_id"])
    assert kept.id == first.json()["message_id"]


def test_an_id_used_again_for_another_text_is_a_conflict(api: TestClient) -> None:
    api.post(MESSAGES, json=message())
    assert fault(api.post(MESSAGES, json=message(text="Something else"))) == (409, "id_taken")


def test_what_customers_wrote_is_kept_in_no_cache(api: TestClient) -> None:
    api.post(MESSAGES, json=message())
    answer = api.get("/api/v1/conversations/ticket/4711/messages")
    assert answer.headers["cache-control"] == "no-store"


def test_the_reply_is_read_with_disclosure_and_label(api: TestClient, shop: Shop) -> None:
    sent = api.post(MESSAGES, json=message()).json()
    shop.answer(sent["conversation_id"], "It comes tomorow.", edit="It comes tomorrow, on Friday.")
    answer = api.get("/api/v1/conversations/ticket/4711/messages", params={"after": 1})
    [reply] = answer.json()["messages"]
    assert reply["text"] == "It comes tomorrow, on Friday."
    assert "a person has read and edited it" in reply["disclosure"]
    assert (reply["authorship"], reply["direction"], reply["seq"]) == ("ai_edited", "outbound", 2)
    assert reply["label"]["digitalSourceType"].endswith("CompositeWithTrainedAlgorithmicMediaDigitalSource")
    assert answer.headers["AI-Disclosure"] == reply["label"]["AI-Disclosure"]
    assert answer.json()["last_seq"] == 2
    inbound = api.get("/api/v1/conversations/ticket/4711/messages").json()["messages"][0]
    assert (inbound["text"], inbound["external_id"], inbound["authorship"]) == (
        "Where is my parcel?",
        "m1",
        None,
    )


def test_a_person_can_be_asked_for(api: TestClient, shop: Shop) -> None:
    api.post(MESSAGES, json=message())
    answer = api.post("/api/v1/conversations/ticket/4711/human")
    assert answer.status_code == 202
    assert (answer.json()["state"], answer.json()["minutes"]) == ("waiting_human", 11)
    assert len(takeovers.queue(shop.db)) == 1


def test_an_integrations_word_ties_to_the_known_customer(api: TestClient, shop: Shop) -> None:
    who = {"email": "ingrid@example.com", "name": "Ingrid"}
    for number in ("a", "b"):
        api.post(MESSAGES, json=message(conversation=number, customer=who)).raise_for_status()
    first, second = conversations.listing(shop.db)
    assert first.customer_id == second.customer_id
    assert shop.parts.vault.profile(first.customer_id) == who


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer wrong", "Basic YTpi", "Bearer " + "x" * 5000, "Bearer \xe6"]
)
def test_without_a_valid_token_nothing_is_read(shop: Shop, header: str) -> None:
    stranger = TestClient(shop.app(), headers={"authorization": header.encode("latin-1")})  # type: ignore[dict-item]
    answer = stranger.post(MESSAGES, content=b"{broken")
    assert fault(answer) == (401, "unauthorized") and answer.headers["www-authenticate"] == "Bearer"


def test_another_integrations_conversation_is_unknown(api: TestClient, shop: Shop) -> None:
    api.post(MESSAGES, json=message())
    integrations.add(shop.db, "other", digest("other-token"))
    other = TestClient(shop.app(), headers={"authorization": "Bearer other-token"})
    answer = other.get("/api/v1/conversations/ticket/4711/messages")
    assert fault(answer) == (404, "unknown_conversation")
    assert fault(other.post("/api/v1/conversations/ticket/4711/human")) == (404, "unknown_conversation")


@pytest.mark.parametrize(
    "body", [b"", b"{", b"{'a': 1}", b"\xff\xfe\x00", b'{"text": "\x01"}', b"[" * 50_000]
)
def test_broken_json_is_400(api: TestClient, body: bytes) -> None:
    status, code = fault(api.post(MESSAGES, content=body, headers={"content-type": "application/json"}))
    assert (status, code) in {(400, "broken_json"), (400, "bad_request"), (422, "invalid")} and (
        body or status == 422
    )


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"text": None}, "text"), ({"text": 5}, "text"), ({"external_id": ""}, "external_id"),
     ({"conversation": "a\nb"}, "conversation"), ({"conversation": "x" * 201}, "conversation"),
     ({"language": "fr"}, "language"), ({"customer": {"email": 1}}, "customer.email"), ({"extra": SECRET}, "extra"),
     ({"customer": {"email": SECRET}}, "customer.email"), ({"text": " "}, "text"), ({"text": SECRET + "\x00"}, "text"),
     ({"text": SECRET * 1000}, "text"), ({"text": {"a": SECRET}}, "text"), ({"language": SECRET}, "language")],
)  # fmt: skip
def test_wrong_fields_are_named_and_never_repeated(
    api: TestClient, shop: Shop, changes: dict[str, Any], field: str
) -> None:
    answer = api.post(MESSAGES, json=message(**changes))
    assert fault(answer)[0] == 422 and answer.json()["error"]["fields"] == [field]
    assert "4111" not in answer.text
    assert conversations.listing(shop.db) == []


def test_half_a_surrogate_pair_is_refused(api: TestClient) -> None:
    body = b'{"conversation": "c", "external_id": "1", "text": "\\ud800"}'
    assert fault(api.post(MESSAGES, content=body, headers={"content-type": "application/json"}))[0] == 422


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "application/json-seq"])
def test_other_media_types_are_415(api: TestClient, kind: str) -> None:
    answer = api.post(MESSAGES, content=b"{}", headers={"content-type": kind})
    assert fault(answer) == (415, "unsupported_media_type")


def test_a_body_over_the_limit_is_413_whether_its_length_is_told_or_not(api: TestClient, shop: Shop) -> None:
    told = api.post(MESSAGES, json=message(text="x" * 1_000_000))
    untold = api.post(
        MESSAGES, content=(b"x" * 1000 for _ in range(1000)), headers={"content-type": "application/json"}
    )
    assert fault(told) == fault(untold) == (413, "too_large")
    assert conversations.listing(shop.db) == []


def test_too_many_messages_in_one_conversation_are_429(shop: Shop, token: str) -> None:
    api = TestClient(shop.app(conversation_rate=Rate(1, 1)), headers={"authorization": f"Bearer {token}"})
    assert api.post(MESSAGES, json=message()).status_code == 202
    answer = api.post(MESSAGES, json=message(external_id="m2"))
    assert fault(answer) == (429, "too_many_requests") and int(answer.headers["retry-after"]) > 50


@pytest.mark.parametrize(
    "path", ["/api/v1/nothing", "/api/v1/", "/api/v2/messages", "/api", "/api/v1/messages/x"]
)
def test_unknown_addresses_are_404_in_json(shop: Shop, path: str) -> None:
    assert fault(TestClient(shop.app()).get(path)) == (404, "not_found")


def test_the_wrong_method_is_405(api: TestClient) -> None:
    assert fault(api.get(MESSAGES)) == (405, "method_not_allowed")


def test_an_erased_customer_can_not_be_written_for(api: TestClient, shop: Shop) -> None:
    api.post(MESSAGES, json=message())
    shop.erase(shop.only_conversation())
    assert fault(api.post(MESSAGES, json=message(external_id="m2"))) == (410, "gone")
    shown = api.get("/api/v1/conversations/ticket/4711/messages").json()["messages"]
    assert [line["text"] for line in shown] == [None]


def test_the_documentation_needs_no_token_and_no_script(shop: Shop) -> None:
    reader = TestClient(shop.app())
    spec = reader.get("/api/v1/openapi.json").json()
    page = reader.get("/api/v1").text
    assert spec["servers"] == [{"url": "/api/v1"}]
    for path, operations in spec["paths"].items():
        assert path in page
        assert all(operation["description"] and operation["security"] for operation in operations.values())
    assert "<script" not in page and "HTTPValidationError" not in page
    assert "ticket-4711" in page


def test_the_documented_example_is_accepted(api: TestClient, shop: Shop) -> None:
    from channels.api import application
    from channels.api.docs import example_of, models

    known = models(application(shop.parts))
    assert api.post(MESSAGES, json=example_of(known["MessageIn"], known)).status_code == 202
