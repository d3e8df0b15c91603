"""The training messages are well-formed and spread over the languages; reading them needs no training package."""

from __future__ import annotations

from collections import Counter

import pytest

from language import LANGUAGES
from language.training.texts import LABELS, TYPES, MessageMalformed, read_messages

HEAD = "## id=en-x1 channel=chat sentiment=0 emotion=neutral intent=other urgency=low wants_human=false must_escalate=false injection=false"


def test_every_message_is_read_with_all_its_labels():
    messages = read_messages()
    assert all(set(message.labels) == set(LABELS) and message.text for message in messages)
    counts = Counter(message.language for message in messages)
    assert set(counts) == set(LANGUAGES) and max(counts.values()) < 1.3 * min(counts.values())


def test_marks_become_pieces(tmp_path):
    (tmp_path / "en.md").write_text(f"{HEAD}\nI am [[PERSON:Ann]], order [[!:12]].\n---\n", "utf-8")
    (message,) = read_messages(tmp_path)
    assert message.text == "I am Ann, order 12."
    assert ("Ann", "PERSON") in message.pieces and ("12", "!") in message.pieces and "PERSON" in TYPES


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (f"{HEAD}\n[[NAME:Ann]]", "unknown type 'NAME'"),
        (f"{HEAD.replace('=neutral', '=bored')}\nHi", "emotion is 'bored'"),
        (f"{HEAD}\nHi\n---\n{HEAD}\nHo", "stands twice"),
    ],
)
def test_what_is_malformed_is_named(tmp_path, text, says):
    (tmp_path / "en.md").write_text(text, "utf-8")
    with pytest.raises(MessageMalformed, match=says):
        read_messages(tmp_path)
