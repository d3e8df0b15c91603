"""The audit page: verified, narrowed, read further back."""

from __future__ import annotations

import pytest

from tests.console.pages import Open, press, shown
from tests.console.room import Room


def test_the_audit_is_shown_and_verified(room: Room, page: Open) -> None:
    room.drafted()
    test = press(page("audit", "supervisor"), "Verify the whole chain")
    assert "in place and unchanged" in shown(test)
    assert {"Message received", "Draft written"} <= set(test.dataframe[0].value["Event"])


def test_the_audit_is_narrowed_and_read_further_back(
    room: Room, page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = room.drafted()
    test = page("audit", "supervisor")
    test.multiselect[0].select("draft.written").run()
    (facts,) = test.dataframe[0].value["Facts"]
    assert f"Draft: {draft.id}" in facts
    test.multiselect[1].select("customer").run()
    assert "Take a filter away" in shown(test)
    monkeypatch.setattr("console.pages.audit.PAGE", 2)
    test = page("audit", "supervisor")
    assert len(test.dataframe[0].value) == 2
    assert len(press(test, "Show older events").dataframe[0].value) == 4
