"""Rules drawn from edits: proposals to accept, reword or dismiss, and those that were decided on."""

from __future__ import annotations

from functools import partial

import streamlit as st

from console import session
from console.context import parts
from console.markup import literal, plain, tag
from console.opened import tell
from console.panels import knowledge_proposal
from console.roles import LEADS
from console.spoken import told
from console.texts import say
from console.views import learning
from data import accounts, tone_rules
from data.errors import DataError
from data.records import Account, ToneRule
from graph.knowledge.proposals import Change
from graph.learning import Habit, UnfitRule
from redaction import RedactionError


def show(proposals: tuple[Habit, ...], account: Account) -> None:
    """What is proposed, what is in force, what isn't."""
    if proposals:
        st.caption(say("proposal.what"))
    else:
        st.info(say("proposal.none"))
    belongs = knowledge_proposal.homes(proposals, account)
    for habit in proposals:
        _proposal(habit, account, belongs.get(habit.key))
    decided = tone_rules.listing(parts().db)
    names = {one.id: one.display_name for one in accounts.listing(parts().db)}
    st.html(tag("h3", say("rules.title")))
    in_force = [rule for rule in decided if rule.in_force]
    for rule in in_force:
        _rule(rule, names)
    if not in_force:
        st.caption(say("rules.none"))
    rest = [rule for rule in decided if not rule.in_force]
    if rest:
        with st.expander(say("rules.rest", n=len(rest))):
            for rule in rest:
                _rule(rule, names)


def _proposal(habit: Habit, account: Account, into: Change | None) -> None:
    with st.form(f"proposal-{habit.key}"):
        said = learning.rule(habit.kind, habit.old, habit.new)
        st.html(tag("h3", plain(said)) + tag("p", plain(learning.evidence(habit)), classes="gd-quiet"))
        old, new = habit.old, habit.new
        with st.expander(say("proposal.reword")):
            if habit.kind != "add":
                old = st.text_area(say("proposal.old"), habit.old, max_chars=300, key=f"old-{habit.key}")
            if habit.kind != "remove":
                new = st.text_area(say("proposal.new"), habit.new, max_chars=300, key=f"new-{habit.key}")
        with st.container(horizontal=True):
            accepted = st.form_submit_button(say("proposal.accept"), type="primary", key=f"yes-{habit.key}")
            dismissed = st.form_submit_button(say("proposal.dismiss"), key=f"no-{habit.key}")
            put = into and st.form_submit_button(
                say("knowledge.proposal_put", title=literal(into.item.words.title)), key=f"put-{habit.key}"
            )
        if into and put:
            knowledge_proposal.open_with(habit, into)
        if accepted:
            _accept(habit, account, old or "", new or "")
        if dismissed:
            _dismiss(habit, account)


def _accept(habit: Habit, account: Account, old: str, new: str) -> None:
    try:
        parts().learning.accept(habit, account, old, new)
    except UnfitRule as error:
        st.error(say("proposal.unfit", why=literal(told(error))))
    except RedactionError:
        st.error(say("proposal.unchecked"))
    except DataError as error:
        st.error(say("refused.other", why=literal(told(error))))
    else:
        tell(say("proposal.accepted"))
        st.rerun()


def _dismiss(habit: Habit, account: Account) -> None:
    try:
        parts().learning.dismiss(habit, account)
    except DataError as error:
        st.error(say("refused.other", why=literal(told(error))))
    else:
        tell(say("proposal.dismissed"))
        st.rerun()


def _rule(rule: ToneRule, names: dict[str, str]) -> None:
    with st.container(border=True, key=f"rule-{rule.id}"):
        said = tag("p", plain(learning.rule(rule.kind, rule.old, rule.new)))
        st.html(said + tag("p", plain(learning.verdict(rule, names, session.zone())), classes="gd-quiet"))
        label = say("rules.stop") if rule.in_force else say("rules.use")
        st.button(label, key=f"switch-{rule.id}", on_click=partial(_switch, rule.id, not rule.in_force))


def _switch(rule_id: str, in_force: bool) -> None:
    account = session.require(LEADS)
    try:
        tone_rules.switch(parts().db, rule_id, in_force, account.id)
    except DataError as error:
        tell(say("refused.other", why=literal(told(error))), ":material/error:")
    else:
        tell(say("rules.used" if in_force else "rules.stopped"))
