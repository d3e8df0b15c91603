"""What a second person is told of an approval that can still be undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from console.context import provide
from console.panels import handy
from console.texts import say
from redaction import Redactor
from tests.console.pages import Open, press
from tests.console.room import REPLY, Room, build_room

BLOCKED = ({"name": "amounts", "verdict": "block", "evidence": "No source holds it.", "spans": []},)


@pytest.fixture
def room(tmp_path: Path, redactor: Redactor) -> Iterator[Room]:
    """A room in which decisions can be undone for half a minute."""
    built = build_room(tmp_path, redactor, undo_seconds=30.0)
    provide(built.parts)
    yield built
    built.db.close()


def test_a_second_person_is_not_told_that_it_is_sent_while_they_can_undo(room: Room, page: Open) -> None:
    mette, anna = room.people["reviewer"], room.people["other"]
    draft = room.claimed(room.drafted(reply=f"{REPLY} The fee of 4711 EUR is noted.", checks=BLOCKED))
    text = draft.text.replace("4711", "4712")
    assert room.parts.desk.ask_second(draft.id, mette, text, "The carrier told me.").kind == "edit"
    test = press(page(role="other", draft=draft.id), "Approve and send this text")
    found = room.parts.desk.undoable(anna)
    assert found is not None and found.decision.reviewer_id == mette.id
    assert [toast.value for toast in test.toast] == []
    assert handy.line(found.decision, anna) == say("undo.second", seconds="{seconds}")
    assert handy.line(found.decision, mette) == say("undo.edit", seconds="{seconds}")
