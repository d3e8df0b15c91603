"""Writing an article or template: fields, what speaks against them, and what they read like, as one types."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st

from console import session
from console.components import writer
from console.components.writer import Asked, Typing
from console.context import parts
from console.markup import literal, plain, tag
from console.opened import tell
from console.panels import knowledge_proposal
from console.roles import LEADS
from console.spoken import told
from console.texts import known, say
from console.views import diff, words
from console.views import knowledge as views
from data import accounts, versions
from data.errors import DataError, Superseded
from data.records import Account, Unfinished, Version
from data.sample import SLOTS
from data.sample.model import CONDITIONS
from graph.knowledge import overview
from graph.knowledge.item import Item, Words
from graph.knowledge.judging import Problem
from graph.knowledge.writing import UnfitKnowledge
from language import EMOTIONS, INTENTS


@dataclass(slots=True)
class Writing:
    """What a session remembers of the item on the screen. reset, answer: as in `Typing`."""

    item: str
    reset: int = 0
    answer: int = 0
    message: str = ""


def show(item: Item, history: list[Version], account: Account) -> None:
    """Text and details on one side, what they become on the other."""
    memory = _memory(item)
    newest = history[0].number if history else 0
    edit = versions.unfinished(parts().db, item.kind, item.id, account.id)
    written = _written(item, edit)
    if memory.message:
        st.error(memory.message)
        memory.message = ""
    knowledge_proposal.show(memory.item)
    if edit is not None and edit.based_on < newest:
        _superseded(item, written, edit, history)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        based_on = newest if edit is None else edit.based_on
        details = _details(item, written, based_on)
        shown = replaced(written, details)
        _field(item, shown, based_on, memory)
        if item.kind == "template":
            _slots()
    with right:
        st.html(views.problems_html(problems(item, shown)))
        preview(item, shown)


def problems(item: Item, written: Words) -> tuple[Problem, ...]:
    """What speaks against the words, and which languages lack them."""
    found = parts().knowledge.judge(item, written)
    group = [one for one in parts().knowledge.items(item.kind) if one.id != item.id] + [item]
    lacking = overview.missing(group).get(item.group, ())
    if not lacking or item.archived:
        return found
    return (
        *found,
        Problem("missing_language", "warning", ", ".join(words.language(code) for code in lacking)),
    )


def preview(item: Item, written: Words) -> None:
    """What the words read like, and what drafts will see of them."""
    st.html(tag("h3", plain(say("knowledge.preview"))))
    if not written.body.strip():
        return
    if item.kind == "article":
        with st.container(border=True, key="knowledge-preview"):
            st.markdown(f"### {literal(written.title)}\n\n{views.calm(written.body)}")
        cut = parts().knowledge.cut(written)
        with st.expander(say("knowledge.cut", n=len(cut))):
            for heading, text in cut:
                st.html(tag("h4", plain(heading)) + tag("div", plain(text), classes="gd-text gd-version"))
        return
    made, mail = parts().knowledge.filled(item, written)
    st.caption(say("knowledge.preview_what"))
    for name, text in (("preview_mail", made.mail.text), ("preview_chat", made.chat.text)):
        with st.container(border=True, key=f"knowledge-{name}"):
            st.html(tag("h4", plain(say(f"knowledge.{name}"))) + tag("div", plain(text), classes="gd-text"))
    with st.expander(say("knowledge.preview_whole")):
        st.html(tag("div", plain(mail), classes="gd-text"))


def replaced(written: Words, details: Mapping[str, Any]) -> Words:
    """The words with other details."""
    return Words(written.title, written.body, dict(details))


def _memory(item: Item) -> Writing:
    name = f"{item.kind}:{item.id}"
    current = st.session_state.get("writing")
    if not isinstance(current, Writing) or current.item != name:
        current = st.session_state["writing"] = Writing(name)
    return current


def _written(item: Item, edit: Unfinished | None) -> Words:
    return item.words if edit is None else Words(edit.title, edit.body, dict(edit.details))


def _field(item: Item, written: Words, based_on: int, memory: Writing) -> None:
    typing = Typing(
        item=memory.item,
        language=item.language,
        text=(written.title, written.body),
        original=(item.words.title, item.words.body) if item.version else ("", ""),
        details_changed=dict(written.details) != dict(item.words.details),
        reset=memory.reset,
        answer=memory.answer,
    )
    writer(typing, partial(_typed, item, written, based_on), partial(_asked, item, written, based_on))


def _details(item: Item, written: Words, based_on: int) -> dict[str, Any]:
    """What the text is for. A change is kept like what is typed.

    Fields are named by the version that they show: once a colleague has saved another, they show that one, and nobody puts the
    earlier one back by looking at it.
    """
    name, found = f"{item.kind}-{item.id}-{_memory(item).reset}-{based_on}", dict(written.details)
    chose = partial(_chosen, item, based_on, name)
    if item.kind == "article":
        found["intents"] = st.multiselect(
            say("knowledge.intents"), list(INTENTS), found.get("intents") or [], format_func=words.intent, key=f"for-{name}",
            on_change=chose,
        )  # fmt: skip
    else:
        with st.container(horizontal=True):
            found["intent"] = _choice("intent", list(INTENTS), found.get("intent"), words.intent, name, chose)
            found["condition"] = _choice(
                "condition",
                list(CONDITIONS),
                found.get("condition"),
                lambda one: known("condition", one),
                name,
                chose,
            )
            found["emotion"] = st.selectbox(
                say("knowledge.emotion"), [None, *EMOTIONS], [None, *EMOTIONS].index(found.get("emotion")),
                format_func=lambda one: known("emotion", one) if one else say("knowledge.any_emotion"), key=f"mood-{name}",
                on_change=chose,
            )  # fmt: skip
    if found != dict(written.details):
        account = session.require(LEADS)
        edit = versions.unfinished(parts().db, item.kind, item.id, account.id)
        based_on = edit.based_on if edit else _newest(item)
        parts().knowledge.typed(item, account, replaced(written, found), based_on)
    return found


def _choice(name: str, choices: list[str], now: Any, said: Any, key: str, chose: Callable[[], None]) -> str:
    place = choices.index(now) if now in choices else 0
    return st.selectbox(
        say(f"knowledge.{name}"), choices, place, format_func=said, key=f"{name}-{key}", on_change=chose
    )


def _chosen(item: Item, based_on: int, name: str) -> None:
    """Keep a choice upon the version that was on the screen: a colleague may have saved another since, which the page then tells."""
    account = session.require(LEADS)
    edit = versions.unfinished(parts().db, item.kind, item.id, account.id)
    written = _written(item, edit)
    fields = (
        {"intents": "for"}
        if item.kind == "article"
        else {"intent": "intent", "condition": "condition", "emotion": "mood"}
    )
    found = {field: st.session_state[f"{key}-{name}"] for field, key in fields.items()}
    new = replaced(written, {**written.details, **found})
    parts().knowledge.typed(item, account, new, edit.based_on if edit else based_on)


def _slots() -> None:
    with st.expander(say("knowledge.fields")):
        st.caption(literal(say("knowledge.fields_what")))
        st.html(tag("p", " ".join(tag("code", plain("{{ " + name + " }}")) for name in sorted(SLOTS))))


def _superseded(item: Item, written: Words, edit: Unfinished, history: list[Version]) -> None:
    """Somebody else saved: both changes side by side, against what both began with."""
    newest = history[0]
    base = next((one for one in history if one.number == edit.based_on), None)
    names = {one.id: one.display_name for one in accounts.listing(parts().db)}
    by = names.get(newest.account_id or "", say("knowledge.by_file"))
    st.warning(say("knowledge.superseded", name=literal(by), n=newest.number))
    before = f"{base.title}\n\n{base.body}" if base else ""
    columns = st.columns(2, gap="medium")
    theirs, yours = f"{newest.title}\n\n{newest.body}", f"{written.title}\n\n{written.body}"
    shown = (say("knowledge.theirs", name=by), theirs), (say("knowledge.yours"), yours)
    for column, (title, text) in zip(columns, shown, strict=True):
        with column:
            st.html(tag("h3", plain(title)) + diff.as_html(before, text))
    with st.container(horizontal=True):
        st.button(
            say("knowledge.on_top"), type="primary", on_click=partial(_on_top, item, written, newest.number)
        )
        st.button(say("knowledge.take_theirs"), on_click=partial(_discard, item))


def _on_top(item: Item, written: Words, newest: int) -> None:
    parts().knowledge.typed(item, session.require(LEADS), written, newest)


def _typed(item: Item, written: Words, based_on: int, title: str, body: str) -> None:
    """Keep what is typed; what is in force again needs no keeping."""
    account = session.require(LEADS)
    new = Words(title, body, written.details)
    if new == item.words:
        versions.discard(parts().db, item.kind, item.id, account.id)
    else:
        parts().knowledge.typed(item, account, new, based_on)


def _asked(item: Item, written: Words, based_on: int, asked: Asked) -> None:
    if asked.kind == "discard":
        _discard(item)
        return
    account, memory = session.require(LEADS), _memory(item)
    new = Words(asked.title, asked.body, written.details)
    memory.answer += 1
    try:
        parts().knowledge.typed(item, account, new, based_on)  # whatever happens now, it is kept
        saved = parts().knowledge.save(item, account, new, based_on, asked.why)
    except UnfitKnowledge as problem:
        said = " ".join(say(f"problem.{one.code}", about=literal(one.about)) for one in problem.problems)
        memory.message = say("knowledge.not_saved", why=said)
    except Superseded:
        pass  # the page shows both
    except DataError as error:
        memory.message = say("knowledge.not_saved", why=literal(told(error)))
    else:
        memory.reset += 1
        knowledge_proposal.settle(memory.item, new)
        tell(say("knowledge.saved", n=saved.number))


def _discard(item: Item) -> None:
    versions.discard(parts().db, item.kind, item.id, session.require(LEADS).id)
    _memory(item).reset += 1
    _memory(item).answer += 1
    knowledge_proposal.forget(_memory(item).item)
    tell(say("knowledge.discarded"))


def _newest(item: Item) -> int:
    history = parts().knowledge.history(item)
    return history[0].number if history else 0
