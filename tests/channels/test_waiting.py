"""The line of waiting customers: everybody's place is right, and looking costs little however many look."""

from __future__ import annotations

import pytest

from channels import waiting
from channels.waiting import Line
from data import takeovers
from tests.channels.conftest import Shop


def test_places_are_by_who_asked_first(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    line, talks = Line(), [shop.parts.intake.open_chat("en")[0] for _ in range(3)]
    for conversation in talks:
        assert line.place(shop.db, conversation.id) is None
        shop.parts.intake.ask_for_person(conversation)
    places = [line.place(shop.db, conversation.id) for conversation in talks]
    assert [place and place[1] for place in places] == [0, 1, 2]
    takeovers.start(shop.db, talks[0].id, shop.person.id)
    monkeypatch.setattr(waiting, "FRESH_SECONDS", 0.0)
    assert line.place(shop.db, talks[0].id) is None
    place = line.place(shop.db, talks[2].id)
    assert place is not None and place[1] == 1


def test_many_looks_within_a_second_are_one_query(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    conversation, _ = shop.parts.intake.open_chat("en")
    shop.parts.intake.ask_for_person(conversation)
    real, asked = takeovers.queue, []
    monkeypatch.setattr(takeovers, "queue", lambda db: asked.append(1) or real(db))
    line = Line()
    assert all(line.place(shop.db, conversation.id) for _ in range(50)) and len(asked) == 1
