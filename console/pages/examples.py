"""Examples: what reviewers' edits taught, how it fares, what contradicts itself, and the rules that are drawn from it."""

from __future__ import annotations

import logging

import streamlit as st

from console import session
from console.context import parts
from console.opened import show_told
from console.panels import contradictions, rules, taught
from console.roles import LEADS
from console.texts import say
from graph.learning import Habit, Report
from redaction import RedactionError

log = logging.getLogger(__name__)

SECTIONS = ("taught", "contradictions", "rules")


def show() -> None:
    """The whole page."""
    show_told()
    account = session.require(LEADS)
    st.html(f"<h2>{say('examples.title')}</h2>")
    st.caption(say("examples.what"))
    report, proposals = parts().learning.report(), _proposals()
    section = _section(report, proposals)
    with st.container(key="examples"):
        if section == "contradictions":
            contradictions.show(report.conflicts)
        elif section == "rules":
            rules.show(proposals, account)
        else:
            taught.show(report, account)


def _section(report: Report, proposals: tuple[Habit, ...]) -> str:
    """Which part to show, with how much waits in each."""
    counts = (len(report.examples), len(report.conflicts), len(proposals))
    names = {
        section: say(f"examples.{section}", n=count) for section, count in zip(SECTIONS, counts, strict=True)
    }
    chosen = st.segmented_control(
        say("examples.section"),
        SECTIONS,
        default=SECTIONS[0],
        required=True,
        format_func=names.__getitem__,
        key="examples-section",
        label_visibility="collapsed",
    )
    return chosen or SECTIONS[0]


def _proposals() -> tuple[Habit, ...]:
    """What reviewers' edits propose; nothing, and a word about it, where it can't be checked for personal data."""
    try:
        return parts().learning.proposals()
    except RedactionError as error:
        log.error("proposals couldn't be checked: %s", type(error).__name__)
        st.warning(say("proposal.unchecked"))
        return ()
