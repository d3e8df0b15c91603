"""The list of drafts that wait for a decision."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict

import streamlit as st

from console.components.files import read
from console.texts import say
from console.views.queue import Card

_component = st.components.v2.component("glassdesk_queue", js=read("queue.js"), css=read("queue.css"))
KEY = "queue"


def queue_list(cards: Sequence[Card], selected: str | None, on_chosen: Callable[[str], None]) -> None:
    """Show the cards, the selected one marked; `on_chosen` gets the id of the draft that someone opens."""

    def chosen() -> None:
        draft_id = st.session_state[KEY].get("chosen")
        if isinstance(draft_id, str):
            on_chosen(draft_id)

    _component(
        key=KEY,
        data={"cards": [asdict(card) for card in cards], "selected": selected, "label": say("queue.label")},
        on_chosen_change=chosen,
    )
