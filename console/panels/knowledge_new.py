"""Beginning a new article or template: its title and language make its name; the rest is written on its own page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from console import session
from console.context import parts
from console.opened import go
from console.roles import LEADS
from console.texts import say
from console.views import words
from data.records import KnowledgeKind
from disclosure import LANGUAGES
from graph.knowledge.item import Item, Words, new_item
from language import INTENTS

BLANK: Mapping[KnowledgeKind, dict[str, Any]] = {
    "article": {"intents": []},
    "template": {"intent": INTENTS[0], "condition": "any", "emotion": None},
}


def show(kind: KnowledgeKind) -> None:
    """A closed box with a form."""
    with (
        st.expander(say(f"knowledge.new_{kind}"), icon=":material/add:"),
        st.form(f"new-{kind}", border=False),
    ):
        title = st.text_input(say("knowledge.new_title"), max_chars=200).strip()
        language = st.selectbox(say("knowledge.new_language"), sorted(LANGUAGES), format_func=words.language)
        if st.form_submit_button(say("knowledge.begin"), type="primary"):
            if title and language:
                begin(kind, language, title)
            else:
                st.error(say("knowledge.needs_title"))


def begin(kind: KnowledgeKind, language: str, title: str, source: Item | None = None) -> None:
    """Keep the beginning as an unfinished edit of whoever begins, and open it. source: what it translates."""
    account = session.require(LEADS)
    taken = [item.id for item in parts().knowledge.items(kind)]
    item = new_item(kind, language, title, taken, source.group if source else "")
    parts().knowledge.typed(item, account, source.words if source else Words(title, "", BLANK[kind]), 0)
    go("knowledge", item=f"{kind}:{item.id}")
