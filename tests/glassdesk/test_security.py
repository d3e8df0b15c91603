"""What holds for every answer: security headers, also on failures, and no web sockets for other pages."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from glassdesk.security import HEADERS, OwnPagesOnly, SecurityHeaders


async def fine(_: Request) -> Response:
    return PlainTextResponse("fine", headers={"Content-Security-Policy": "default-src 'none'"})


async def broken(_: Request) -> Response:
    raise RuntimeError("words of a customer")


async def socket(connection: WebSocket) -> None:
    await connection.accept()
    await connection.send_text("hello")
    await connection.close()


@pytest.fixture
def client():
    app = Starlette(
        routes=[Route("/fine", fine), Route("/broken", broken), WebSocketRoute("/socket", socket)],
        middleware=[Middleware(SecurityHeaders), Middleware(OwnPagesOnly)],
    )
    return TestClient(app, raise_server_exceptions=False)


@pytest.mark.parametrize("path", ["/fine", "/broken", "/missing"])
def test_every_answer_carries_the_headers(client, path) -> None:
    answer = client.get(path)
    assert {name.lower() for name in HEADERS} <= set(answer.headers)


def test_a_stricter_policy_of_a_page_stays(client) -> None:
    assert client.get("/fine").headers["content-security-policy"] == "default-src 'none'"


def test_a_failure_says_what_to_do_and_nothing_of_the_inside(client) -> None:
    answer = client.get("/broken")
    assert answer.status_code == 500 and "try again" in answer.text
    assert "customer" not in answer.text and "Error" not in answer.text


@pytest.mark.parametrize("origin", [None, "http://testserver"])
def test_our_own_pages_and_programs_open_web_sockets(client, origin) -> None:
    headers = {"origin": origin} if origin else {}
    with client.websocket_connect("/socket", headers=headers) as connection:
        assert connection.receive_text() == "hello"


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "http://localhost:9999", "http://testserver:81", "null", ""]
)
def test_pages_of_other_origins_get_no_web_socket(client, origin) -> None:
    with (
        pytest.raises(WebSocketDisconnect),
        client.websocket_connect("/socket", headers={"origin": origin}) as connection,
    ):
        connection.receive_text()
