"""The tour is shown once to each account, can be skipped, and starts again from the menu at one's name."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from console import session
from console.application import SCRIPT
from console.panels.tour import STEPS
from data import accounts
from tests.console.room import Room


@pytest.fixture
def tab(room: Room, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The console of somebody who has not seen it before."""
    accounts.set_toured(room.db, room.people["reviewer"].id, False)
    token = room.sign_in("reviewer")
    monkeypatch.setattr(session, "cookie", lambda: token)
    tab = AppTest.from_file(str(SCRIPT), default_timeout=20).run()
    assert not tab.exception, tab.exception
    return tab


def shown(tab: AppTest) -> str:
    return "".join(one.body for one in tab.get("html"))


def test_four_steps_lead_to_the_work_and_dont_come_back(room: Room, tab: AppTest) -> None:
    assert len(STEPS) == 4
    for number in range(1, 4):
        assert f"Step {number} of 4" in shown(tab)
        tab.button(key="tour-on").click().run()
    assert "Step 4 of 4" in shown(tab)
    tab.button(key="tour-back").click().run()
    assert "Step 3 of 4" in shown(tab)
    tab.button(key="tour-on").click().run()
    tab.button(key="tour-on").click().run()
    assert "Step" not in shown(tab)
    assert accounts.get(room.db, room.people["reviewer"].id).toured_at is not None


def test_it_can_be_skipped_and_seen_again(room: Room, tab: AppTest) -> None:
    tab.button(key="tour-on").click().run()
    tab.button(key="tour-skip").click().run()
    assert "Step" not in shown(tab)
    tab.button(key="tour-again").click().run()
    assert "Step 1 of 4" in shown(tab)
