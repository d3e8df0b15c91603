"""One article or template: written or read, with its use, its versions and its translations."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import streamlit as st

from console import session
from console.context import parts
from console.markup import literal, plain, tag
from console.panels import knowledge_versions, knowledge_write
from console.roles import LEADS
from console.texts import say
from console.views import insights_table as tables
from console.views import knowledge as views
from console.views import words
from data import cited, versions
from data.records import Account, KnowledgeKind, Unfinished, Version
from graph.knowledge.item import Item, Words
from graph.knowledge.overview import DAYS

PARTS = ("write", "use", "versions", "translations")


def show(kind: KnowledgeKind, id: str, account: Account) -> None:
    """Everything about it; a word and the way back when it isn't there."""
    st.button(say("knowledge.back"), icon=":material/arrow_back:", on_click=_back)
    items = parts().knowledge.items(kind)
    item = next((one for one in items if one.id == id), None)
    typed = versions.unfinished(parts().db, kind, id, account.id)
    if item is None and typed is None:
        st.info(say("knowledge.gone"))
        return
    item = item or _begun(kind, id, typed)
    history = parts().knowledge.history(item)
    _head(item, history)
    part = _part(account, history)
    if part == "use":
        _use(item)
    elif part == "versions":
        knowledge_versions.show(item, history, account)
    elif part == "translations":
        knowledge_versions.translations(item, items, account)
    elif account.role in LEADS:
        knowledge_write.show(item, history, account)
    else:
        st.caption(say("knowledge.read_only"))
        knowledge_write.preview(item, item.words)


def _begun(kind: KnowledgeKind, id: str, typed: Unfinished | None) -> Item:
    """An item that is only begun: nothing of it is in force yet."""
    language, _, slug = id.partition("/")
    title = typed.title if typed else slug
    return Item(kind, id, slug, language, Words(title, "", {}), 0, True, False)


def _head(item: Item, history: list[Version]) -> None:
    facts = [
        words.language(item.language),
        *(words.intent(intent) for intent in item.words.intents),
        views.source(item),
    ]
    st.html(tag("h2", plain(item.words.title)) + tag("p", plain(" · ".join(facts)), classes="gd-quiet"))
    newest_file = max((one.number for one in history if one.origin == "file"), default=0)
    if item.archived:
        st.warning(say("knowledge.archived"))
    elif item.held and newest_file > item.version:
        st.warning(say("knowledge.file_changed", path=literal(item.path or "")))
    elif item.path and not item.held:
        st.caption(say("knowledge.from_file", path=literal(item.path)))


def _part(account: Account, history: list[Version]) -> str:
    names = {
        "write": say("knowledge.part.write" if account.role in LEADS else "knowledge.part.read"),
        "use": say("knowledge.part.use"),
        "versions": say("knowledge.part.versions", n=len(history)),
        "translations": say("knowledge.part.translations"),
    }
    asked = st.query_params.get("part", "write")
    chosen = st.segmented_control(
        say("knowledge.section"), PARTS, default=asked if asked in PARTS else "write", required=True,
        format_func=names.__getitem__, key=f"part-{st.query_params.get('item')}", label_visibility="collapsed",
    )  # fmt: skip
    return chosen or "write"


def _use(item: Item) -> None:
    since = datetime.now(UTC) - timedelta(days=DAYS)
    fare = next(
        (one for one in cited.fares(parts().db, since) if (one.kind, one.part) == (item.kind, item.id)), None
    )
    st.html(tag("p", plain(views.fared(fare))))
    if fare is None:
        return
    link = views.conversations(item, datetime.now(UTC).date())
    st.html(f'<p><a href="{plain(link)}" target="_self">{plain(say("knowledge.use_open"))}</a></p>')
    if item.kind == "article":
        found = cited.of_passages(parts().db, item.id, since)
        cut = parts().knowledge.cut(item.words)
        names = {f"{item.id}#{number}": heading for number, (heading, _) in enumerate(cut)}
        title = say("knowledge.use_parts")
        table = views.of_parts(found, "part", names, session.zone())
        st.html(tag("h3", plain(title)) + tables.as_html(table, title))
    found = cited.of_versions(parts().db, item.kind, item.id)
    if found:
        title = say("knowledge.use_versions")
        table = views.of_parts(found, "version", {}, session.zone())
        st.html(tag("h3", plain(title)) + tables.as_html(table, title))
    st.caption(say("knowledge.interval"))


def _back() -> None:
    for key in ("item", "part"):
        st.query_params.pop(key, None)
