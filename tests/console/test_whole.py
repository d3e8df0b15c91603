"""A click that arrives while another one is being carried out (another page, say) cuts nothing off, and counts afterwards."""

from __future__ import annotations

from typing import Any

import pytest
import streamlit as st
from streamlit.runtime.scriptrunner import RerunData, get_script_run_ctx
from streamlit.util import calc_hash

from console.pages import conversations
from console.panels import editing
from console.views import bulk
from console.views.decide import Action
from console.whole import callbacks_run_whole
from data import decisions
from tests.console.pages import Open, press, shown
from tests.console.room import Room


@pytest.fixture(autouse=True)
def as_in_the_application() -> None:
    callbacks_run_whole()


def click(page: str | None = None) -> None:
    """What the server does when a click reaches it: on the entry of this page in the menu, or somewhere on the page."""
    context = get_script_run_ctx()
    assert context is not None and context.script_requests is not None
    wanted = context.page_script_hash if page is None else calc_hash(page)
    context.script_requests.request_rerun(RerunData(page_script_hash=wanted))


def meanwhile(monkeypatch: pytest.MonkeyPatch, where: Any, name: str, page: str | None = None) -> None:
    """Have the click arrive while this function of a callback works."""
    work = getattr(where, name)

    def slow(*given: Any) -> Any:
        done = work(*given)
        click(page)
        return done

    monkeypatch.setattr(where, name, slow)


def approve_here(sheet: Any, answer: int, on_typed: Any, on_decided: Any) -> None:
    """In the place of the editor, whose buttons tests without a browser can't press."""
    st.button("Approve here", on_click=on_decided, args=(Action("approve", sheet.text),))


@pytest.mark.parametrize(("name", "where"), [("is_open", editing), ("carry_out", editing)])
def test_a_decision_is_carried_out_though_another_page_is_clicked_at_once(
    room: Room, page: Open, monkeypatch: pytest.MonkeyPatch, name: str, where: Any
) -> None:
    draft = room.drafted(checks=())
    monkeypatch.setattr(editing, "editor", approve_here)
    test = page(draft=draft.id)
    meanwhile(monkeypatch, where, name, "conversations")
    press(test, "Approve here")
    assert [one.kind for one in decisions.of_conversation(room.db, draft.conversation_id)] == ["approve"]
    assert "1 conversation" in shown(test)


def test_what_was_done_to_many_can_be_taken_back_though_somebody_clicks_meanwhile(
    room: Room, page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [room.drafted(checks=()).conversation_id for _ in range(2)]
    monkeypatch.setattr(conversations, "found_list", lambda cards, opened, forget=0: ids)
    meanwhile(monkeypatch, bulk, "close")
    test = press(page("conversations"), "Close 2")
    assert "2 conversations closed" in shown(test)
