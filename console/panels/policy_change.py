"""Changing a use case's policy: choose, see what it would have done, put it in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from console import session
from console.context import parts
from console.markup import literal, plain, tag
from console.opened import tell
from console.roles import LEADS
from console.spoken import told
from console.texts import say
from console.views import policy, words
from data import policy as policies
from data.errors import UnfitPolicy
from data.records.policy import (
    LEAST_BOUND,
    LEAST_NUMBER,
    LEAST_SAMPLE,
    MODES,
    Evidence,
    NewPolicy,
    Policy,
)
from graph.autonomy import Row, more_wanted
from language import LANGUAGES
from redaction import RedactionError

PENDING = "policy-pending"
EVERY = ""  # language


@st.fragment
def show(rows: Sequence[Row]) -> None:
    """The form, or what was asked for and a way to put it in force."""
    pending = st.session_state.get(PENDING)
    with st.container(border=True, key="policy-change"):
        st.html(tag("h3", plain(say("policy.change"))))
        if pending is None:
            _form(rows)
        else:
            _confirm(pending, rows)


def _form(rows: Sequence[Row]) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        intents = list(dict.fromkeys(row.intent for row in rows))
        intent = st.selectbox(
            say("policy.choose"), intents, format_func=words.intent, key="policy-intent", width=260
        )
        chosen_language = st.selectbox(
            say("policy.in_language"),
            [EVERY, *LANGUAGES],
            format_func=lambda code: policy.language(code or None),
            key="policy-language",
            width=180,
        )
    tongue = chosen_language or None
    was = _in_force(intent, tongue)
    chosen = st.radio(
        say("policy.mode"),
        MODES,
        index=MODES.index(was.mode if was else "review"),
        format_func=lambda name: say(f"policy.modes.{name}"),
        captions=[say(f"policy.modes_help.{name}") for name in MODES],
        key=f"policy-mode-{intent}-{tongue}",
    )
    new = NewPolicy(intent=intent, language=tongue, mode=chosen)
    if chosen == "auto":
        new = _figures(was, new)
    reason = st.text_input(
        say("policy.reason"),
        max_chars=300,
        help=say("policy.reason_help"),
        key="policy-reason",
        autocomplete="off",
    )
    if st.button(say("policy.look"), key="policy-look"):
        _ask(replace(new, reason=reason))


def _figures(was: Policy | None, new: NewPolicy) -> NewPolicy:
    """The figures of auto, each with its floor."""
    now: Policy | NewPolicy = was if was is not None and was.mode == "auto" else new
    place = f"{new.intent}-{new.language}"
    with st.container(horizontal=True, vertical_alignment="bottom", key="policy-figures"):
        bound = st.number_input(
            say("policy.bound_label"), LEAST_BOUND, 0.999, now.bound, 0.01, format="%.3f",
            help=say("policy.bound_help"), key=f"bound-{place}", width=250,
        )  # fmt: skip
        fewest = st.number_input(
            say("policy.fewest_label"), LEAST_NUMBER, 1000, now.fewest, 10, key=f"fewest-{place}", width=250
        )
        sample = st.number_input(
            say("policy.sample_label"), LEAST_SAMPLE, 1.0, now.sample, 0.05, help=say("policy.sample_help"),
            key=f"sample-{place}", width=250,
        )  # fmt: skip
        daily = st.number_input(
            say("policy.daily_label"), 1, 10_000, now.daily, 10, key=f"daily-{place}", width=180
        )
    newcomers = st.checkbox(say("policy.newcomers_label"), now.newcomers, key=f"newcomers-{place}")
    return replace(new, bound=bound, fewest=fewest, sample=sample, daily=daily, newcomers=newcomers)


def _ask(new: NewPolicy) -> None:
    session.require(LEADS)
    if not new.reason.strip():
        st.error(say("policy.needs_reason"))
        return
    st.session_state[PENDING] = new
    st.rerun()


def _confirm(new: NewPolicy, rows: Sequence[Row]) -> None:
    """What it would have done, in words, and the two ways on."""
    was = policies.rival(parts().db, new.intent, new.language)
    always = any(row.always for row in rows if row.intent == new.intent)
    title = say(
        "policy.would.title", use_case=words.intent(new.intent), language=policy.language(new.language),
        mode=say(f"policy.modes.{new.mode}"),
    )  # fmt: skip
    first = more_wanted(new, Evidence())
    said = policy.would(new, parts().policies.rehearse(new), was, always, first)
    st.html(tag("h4", plain(title)) + "".join(tag("p", plain(line)) for line in said))
    with st.container(horizontal=True):
        if st.button(say("policy.put"), type="primary", key="policy-put"):
            _put(new)
        if st.button(say("policy.back"), key="policy-back"):
            del st.session_state[PENDING]
            st.rerun()


def _put(new: NewPolicy) -> None:
    account = session.require(LEADS)
    try:
        parts().policies.change(new, account)
    except UnfitPolicy as error:
        st.error(say("policy.refused", why=literal(told(error))))
        return
    except RedactionError:
        st.error(say("policy.unchecked"))
        return
    del st.session_state[PENDING]
    tell(say("policy.done"))
    st.rerun()


def _in_force(intent: str, tongue: str | None) -> Policy | None:
    """What counts for this use case and language now; of all languages only what was set for all."""
    return policies.in_force(parts().db, intent, tongue)
