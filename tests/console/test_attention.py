"""What the browser tells of the reading is taken for what it is."""

from __future__ import annotations

import pytest

from console import pile
from console.views import attention
from console.views.decide import Action
from tests.console.room import QUESTION, REPLY, Room


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        ({"conversation": 0.5, "reply": 1}, (0.5, 1.0)),
        ({"conversation": 7, "reply": -1}, (None, None)),
        ({"conversation": True, "reply": "1"}, (None, None)),
        ({"reply": float("nan")}, (None, None)),
        (None, (None, None)),
        ("everything", (None, None)),
    ],
)
def test_only_shares_count(raw: object, seen: attention.Seen) -> None:
    assert attention.seen(raw) == seen
    action = Action.from_browser({"kind": "approve", "text": "", "seen": raw})
    assert action is not None and action.seen == seen


def test_the_words_to_read_are_the_draft_s_and_those_that_it_answers(room: Room) -> None:
    conversation = room.open()
    room.write(conversation, "An old message of many many words.")
    room.taken()
    draft = room.drafted(conversation)
    work = pile.load(draft.id)
    assert work is not None
    answered = [one for one in work.messages if one.seq >= work.turn.first_seq]
    expected = sum(len((one.redacted or "").split()) for one in answered) + len(REPLY.split())
    assert attention.words(work) == expected >= len(QUESTION.split()) + len(REPLY.split())
