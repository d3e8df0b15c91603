"""The keyboard map: a button and `?` open it, and a pressed key is told to the part of the page that acts on it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from console.components.files import read
from console.texts import say
from console.views.keys import Key

_component = st.components.v2.component("glassdesk_keys", js=read("keys.js"), css=read("keys.css"))


def keys(shown: Sequence[Key]) -> None:
    """Show the button, and let the keys work on this page."""
    _component(
        key="keys",
        data={
            "keys": [
                {
                    "key": one.key,
                    "what": one.what,
                    "shown": one.caps(),
                    "word": one.word(),
                    "group": one.group_word(),
                }
                for one in shown
            ],
            "words": {word: say(f"keys.{word}") for word in ("button", "title", "close", "single")},
        },
    )
