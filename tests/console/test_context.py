"""Whom a page is shown to, and what is read before the first one."""

from __future__ import annotations

import pytest
import streamlit as st

from console import texts
from console.application import warm
from console.context import COOKIE
from tests.console.pages import Open
from tests.console.room import Room


def test_a_person_who_signed_in_stays_the_same_viewer_over_a_reload(
    room: Room, page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    viewers: list[str] = []
    monkeypatch.setattr(type(room.db), "shows_to", lambda self, viewer: viewers.append(viewer))
    monkeypatch.setattr(type(st.context), "cookies", {COOKIE: "signed-in"})
    for _ in range(2):
        page()
    assert set(viewers) == {"signed-in"}


def test_warming_reads_the_words_of_every_language() -> None:
    texts.words.cache_clear()
    warm()
    assert texts.words.cache_info().currsize == len(texts.languages())
