"""Signing in: passwords, one-time links, slow-down after wrong tries, cookies, signing out."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from data import accounts
from data.database import connect
from glassdesk.signin import COOKIE, SignIn, digest, hash_password, new_token

PASSWORD = "a long enough password"


@pytest.fixture
def db(tmp_path):
    database = connect(f"duckdb:///{tmp_path / 'g.duckdb'}")
    yield database
    database.close()


@pytest.fixture
def account(db):
    made = accounts.add(db, username="mette", display_name="Mette Kjær", role="reviewer")
    accounts.set_password(db, made.id, hash_password(PASSWORD))
    return made


@pytest.fixture
def client(db):
    app = Starlette(routes=SignIn(db, 3600, secure=False, company="Nordlys Hjem").routes())
    return TestClient(app, follow_redirects=False)


def sign_in(client, username="mette", password=PASSWORD, **more):
    return client.post("/sign-in", data={"username": username, "password": password}, **more)


def test_the_right_password_starts_a_session(db, account, client) -> None:
    answer = sign_in(client)
    assert answer.status_code == 303
    assert accounts.session(db, digest(client.cookies[COOKIE])).id == account.id
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie


@pytest.mark.parametrize(
    ("username", "password"), [("mette", "wrong"), ("nobody", PASSWORD), ("", ""), ("mette", "x" * 9000)]
)
def test_a_wrong_one_is_refused_without_saying_which_part(account, client, username, password) -> None:
    answer = sign_in(client, username, password)
    assert answer.status_code == 401 and "User name or password is not right" in answer.text
    assert COOKIE not in client.cookies


def test_five_wrong_tries_slow_down_even_the_right_password(account, client) -> None:
    for _ in range(5):
        answer = sign_in(client, password="wrong")
    assert answer.status_code == 429 and int(answer.headers["retry-after"]) >= 1
    assert sign_in(client).status_code == 429


def test_a_deactivated_account_cannot_sign_in(db, account, client) -> None:
    accounts.set_active(db, account.id, False)
    assert sign_in(client).status_code == 401


def test_signing_out_ends_the_row(db, account, client) -> None:
    sign_in(client)
    token = client.cookies[COOKIE]
    assert client.get("/sign-out").status_code == 303
    assert accounts.session(db, digest(token)) is None


def test_another_site_can_neither_sign_in_nor_out(db, account, client) -> None:
    assert sign_in(client, headers={"origin": "https://evil.example"}).status_code == 403
    sign_in(client)
    token = client.cookies[COOKIE]
    client.get("/sign-out", headers={"sec-fetch-site": "cross-site"})
    assert accounts.session(db, digest(token)) is not None


def test_a_link_works_once_and_looking_at_it_does_not_spend_it(db, account, client) -> None:
    token = new_token()
    accounts.issue_link(db, account.id, digest(token), 60)
    assert client.get(f"/sign-in/link?token={token}").status_code == 200
    assert client.post("/sign-in/link", data={"token": token, "password": "short"}).status_code == 422
    assert (
        client.post("/sign-in/link", data={"token": token, "password": "another good one"}).status_code == 303
    )
    assert client.post("/sign-in/link", data={"token": token, "skip": "1"}).status_code == 410
    assert sign_in(client, password="another good one").status_code == 303


def test_hostile_fields_are_shown_inert(account, client) -> None:
    answer = sign_in(client, username='"><script>alert(1)</script>')
    assert "<script>" not in answer.text


def test_spaces_around_the_name_do_not_make_fresh_tries(account, client) -> None:
    for spelling in ("mette", " mette", "mette ", "METTE\u2003", "\tMette"):
        answer = sign_in(client, spelling, "wrong")
    assert answer.status_code == 429
    assert sign_in(client, "mette  ").status_code == 429


@pytest.mark.parametrize("text", ["a\0b", "\0"])
def test_fields_that_hold_no_text_are_refused(account, client, text) -> None:
    assert sign_in(client, text).status_code == 401
    assert client.post("/sign-in/link", data={"token": text, "skip": "1"}).status_code == 410


def test_halves_of_characters_are_refused(account, client) -> None:
    field = b'--x\r\nContent-Disposition: form-data; name="username"\r\n\r\n\\ud800\r\n--x--\r\n'
    kind = {"content-type": "multipart/form-data; boundary=x; charset=unicode_escape"}
    assert client.post("/sign-in", content=field, headers=kind).status_code == 401


@pytest.mark.parametrize(
    "said", [{"origin": "null"}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}]
)
def test_nobody_is_signed_in_by_a_page_that_is_not_ours(account, client, said) -> None:
    assert sign_in(client, headers=said).status_code == 403


def test_our_own_page_is_taken_when_a_proxy_renames_the_host(account, client) -> None:
    said = {"sec-fetch-site": "same-origin", "origin": "https://desk.example", "host": "upstream:8300"}
    assert sign_in(client, headers=said).status_code == 303


def test_signing_in_again_ends_the_session_before(db, account, client) -> None:
    sign_in(client)
    before = client.cookies[COOKIE]
    sign_in(client)
    assert client.cookies[COOKIE] != before and accounts.session(db, digest(before)) is None


def test_no_page_of_it_is_kept_in_a_cache(account, client) -> None:
    for answer in (client.get("/sign-in"), client.get("/sign-in/link?token=x"), sign_in(client)):
        assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("wanted", "led"),
    [
        ("/conversations?conversation=01ab&of=as_sent", "/conversations?conversation=01ab&of=as_sent"),
        ("/?draft=01ab", "/?draft=01ab"),
        ("", "/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example/", "/"),
        ("/\nevil", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_one_comes_back_to_the_page_one_was_at_and_never_to_another_site(
    account, client, wanted, led
) -> None:
    form = client.get("/sign-in", params={"next": wanted}).text
    assert f'name="next" value="{led.replace("&", "&amp;")}"' in form
    answer = client.post("/sign-in", data={"username": "mette", "password": PASSWORD, "next": wanted})
    assert answer.headers["location"] == led


def test_the_pages_speak_the_browsers_language(account, client) -> None:
    german = {"accept-language": "de-AT,de;q=0.9,en;q=0.8"}
    assert '<html lang="de">' in client.get("/sign-in", headers=german).text
    assert "stimmt nicht" in sign_in(client, password="wrong", headers=german).text
    assert "Willkommen bei Glassdesk" in client.get("/sign-in/link?token=x", headers=german).text
    assert '<html lang="en">' in client.get("/sign-in", headers={"accept-language": "fi"}).text
