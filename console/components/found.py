"""The list of conversations that were found: opened by a click or Enter, picked by their boxes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict

import streamlit as st

from console.components.files import read
from console.texts import say
from console.views.hits import FoundCard

_component = st.components.v2.component("glassdesk_found", js=read("found.js"), css=read("found.css"))
KEY = "found"


def found_list(cards: Sequence[FoundCard], on_opened: Callable[[str], None], *, forget: int = 0) -> list[str]:
    """Show the cards; returns the ids of those that are picked. `on_opened` gets the id of one that someone opens.

    forget: a number that changes when all picks are to be dropped.
    """
    there = [card.id for card in cards]

    def opened() -> None:
        chosen = st.session_state[KEY].get("opened")
        if isinstance(chosen, str) and chosen in there:
            on_opened(chosen)

    shown = _component(
        key=KEY,
        data={
            "cards": [asdict(card) for card in cards],
            "forget": forget,
            "words": {
                "list": say("find.list"),
                "all": say("find.pick_all"),
                "pick": say("find.pick"),
                "keys": say("find.keys"),
            },
        },
        default={"picked": []},
        on_opened_change=opened,
        on_picked_change=lambda: None,
    )
    picked = shown.get("picked")
    raw = picked if isinstance(picked, dict) else {}
    ids = raw.get("ids") if raw.get("forget") == forget else []
    return [id for id in there if isinstance(ids, list) and id in ids]
