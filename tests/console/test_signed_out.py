"""A tab that is still open after its session has ended can look no more, and above all do nothing more."""

from __future__ import annotations

import hashlib

import pytest
from streamlit.testing.v1 import AppTest

from console import session
from console.application import SCRIPT
from data import accounts, conversations
from tests.console.room import Room


@pytest.mark.parametrize("label", ["Take over", "Close conversation"])
def test_a_button_of_an_ended_session_does_nothing(
    room: Room, monkeypatch: pytest.MonkeyPatch, label: str
) -> None:
    conversation = room.drafted().conversation_id
    token = room.sign_in("reviewer")
    monkeypatch.setattr(session, "cookie", lambda: token)
    tab = AppTest.from_file(str(SCRIPT), default_timeout=20)
    tab.session_state["going"] = ("conversations", {"conversation": conversation})
    tab.run()
    button = next(one for one in tab.button if one.label == label)
    accounts.end_session(room.db, hashlib.sha256(token.encode()).hexdigest())
    button.click().run()
    assert conversations.get(room.db, conversation).state == "ai"
    assert "/sign-in" in "".join(one.body for one in tab.get("html"))
