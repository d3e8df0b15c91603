"""Words of a browser count once, whatever happens to the line; those that were refused can be sent again."""

from __future__ import annotations

import threading
from itertools import count

import pytest

from console.taken import EACH, Taken

NOTE = "mette", "note:7"


def test_the_same_words_count_once_and_are_told_as_taken_again() -> None:
    taken, done = Taken(), count(1)
    for _ in range(3):
        assert taken.once(NOTE, "one", lambda: next(done) == 1)
    assert next(done) == 2 and taken.ids(NOTE) == ["one"]


def test_what_was_refused_or_failed_can_be_sent_again() -> None:
    taken = Taken()

    def fail() -> bool:
        raise OSError

    assert not taken.once(NOTE, "one", lambda: False)
    with pytest.raises(OSError):
        taken.once(NOTE, "one", fail)
    assert taken.ids(NOTE) == [] and taken.once(NOTE, "one", lambda: True)


def test_what_another_session_is_about_is_neither_done_again_nor_told_as_taken() -> None:
    taken, begun, go_on = Taken(), threading.Event(), threading.Event()

    def slow() -> bool:
        begun.set()
        return go_on.wait(10)

    first = threading.Thread(target=taken.once, args=(NOTE, "one", slow))
    first.start()
    assert begun.wait(10)
    assert not taken.once(NOTE, "one", lambda: pytest.fail("twice"))
    go_on.set()
    first.join()
    assert taken.once(NOTE, "one", lambda: pytest.fail("twice"))


def test_each_field_has_its_own_and_a_browser_may_not_send_just_anything() -> None:
    taken = Taken()
    assert taken.once(NOTE, "one", lambda: True) and not taken.ids(("anna", "note:7"))
    assert taken.once(("anna", "note:7"), "one", lambda: True)
    for id in (None, "", 7, "x" * 61):
        assert not taken.once(NOTE, id, lambda: pytest.fail("not an id"))


def test_what_is_remembered_is_bounded() -> None:
    taken = Taken(most=2)
    for number in range(EACH + 1):
        taken.once(NOTE, str(number), lambda: True)
    assert taken.ids(NOTE) == [str(number) for number in range(1, EACH + 1)]
    for item in ("a", "b"):
        taken.once(("mette", item), "x", lambda: True)
    assert taken.ids(NOTE) == [] and taken.ids(("mette", "b")) == ["x"]
