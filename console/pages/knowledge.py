"""Knowledge: the articles and templates that drafts rest on, how they fare, and where they are written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from console import session
from console.context import parts
from console.markup import plain
from console.opened import show_told
from console.panels import knowledge_item, knowledge_new
from console.roles import LEADS
from console.texts import say
from console.views import insights_table as tables
from console.views import knowledge as views
from console.views import words
from data import versions
from data.records import Account, KnowledgeKind
from graph.knowledge import overview
from graph.knowledge.overview import DAYS, Row

PAGE = 40  # rows shown at once
SHOWN = "knowledge-shown"
Section = Literal["articles", "templates", "translations"]


def show() -> None:
    """The lists, or one item."""
    show_told()
    account = session.require()
    wanted = views.named(st.query_params.get("item"))
    with st.container(key="knowledge"):
        if wanted is None:
            _lists(account)
        else:
            knowledge_item.show(*wanted, account)


def _lists(account: Account) -> None:
    st.html(f"<h2>{say('knowledge.title')}</h2>")
    st.caption(say("knowledge.what", n=DAYS))
    found = overview.all_rows(parts().db, {kind: parts().knowledge.items(kind) for kind in views.KINDS})
    _begun(account)
    section = _section(found)
    if section == "translations":
        for kind in views.KINDS:
            _translations(found[kind], kind)
        return
    _listed(found, "article" if section == "articles" else "template", account)


def _listed(found: dict[KnowledgeKind, list[Row]], kind: KnowledgeKind, account: Account) -> None:
    if account.role in LEADS:
        knowledge_new.show(kind)
    if not found[kind]:
        st.info(say(f"knowledge.empty_{kind}"))
        return
    _table(views.matching(found[kind], *_filters(found[kind])), kind)


def _section(found: dict[KnowledgeKind, list[Row]]) -> str:
    names = {
        "articles": say("knowledge.articles", n=len(found["article"])),
        "templates": say("knowledge.templates", n=len(found["template"])),
        "translations": say("knowledge.translations"),
    }
    chosen = st.segmented_control(
        say("knowledge.section"), list(names), default="articles", required=True, format_func=names.__getitem__,
        key="knowledge-section", label_visibility="collapsed",
    )  # fmt: skip
    return chosen or "articles"


def _filters(rows: Sequence[Row]) -> tuple[str, str | None, str | None, bool]:
    languages = sorted({row.item.language for row in rows}, key=words.language)
    intents = sorted({intent for row in rows for intent in row.item.words.intents}, key=words.intent)
    with st.container(horizontal=True, key="filters", vertical_alignment="bottom"):
        text = st.text_input(say("knowledge.find"), placeholder=say("knowledge.find_hint"))
        language = st.selectbox(
            say("filter.language"), [None, *languages], format_func=lambda code: words.language(code) if code else say("all")
        )  # fmt: skip
        intent = st.selectbox(
            say("filter.intent"), [None, *intents], format_func=lambda name: words.intent(name) if name else say("all")
        )  # fmt: skip
        only = st.checkbox(say("knowledge.only_attention"))
    return text, language, intent, only


def _table(rows: Sequence[Row], kind: KnowledgeKind) -> None:
    if not rows:
        st.caption(say("knowledge.none_match"))
        return
    most = st.session_state.get(SHOWN, PAGE)
    st.html(tables.as_html(views.table(rows[:most], kind, session.zone()), say(f"knowledge.table_{kind}")))
    st.caption(say("knowledge.interval"))
    if len(rows) > most:
        st.button(say("page.more"), on_click=_more)


def _translations(rows: Sequence[Row], kind: KnowledgeKind) -> None:
    items = [row.item for row in rows]
    if items:
        table = views.translations(items, overview.groups(items), overview.missing(items))
        title = say("knowledge.articles" if kind == "article" else "knowledge.templates", n=len(table.lines))
        st.html(f"<h3>{title}</h3>" + tables.as_html(table, title))
        st.caption(say("knowledge.translations_what"))


def _begun(account: Account) -> None:
    """What is typed and not saved must be found again."""
    found = versions.begun(parts().db, account.id)
    if found:
        links = ", ".join(
            f'<a href="{plain(views.address(one.kind, one.item_id))}" target="_self">{plain(one.title or one.item_id)}</a>'
            for one in found
        )
        before, _, after = plain(say("knowledge.begun", names="\n")).partition("\n")
        st.html(f"<p>{before}{links}{after}</p>")


def _more() -> None:
    st.session_state[SHOWN] = st.session_state.get(SHOWN, PAGE) + PAGE
