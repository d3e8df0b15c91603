"""What can be done with the conversations that are picked: with their number, a confirmation, and a way back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import streamlit as st

from console import session
from console.context import parts
from console.markup import literal
from console.opened import tell
from console.spoken import told
from console.texts import say
from console.views import bulk
from console.views.bulk import Done
from console.views.decide import REFUSALS
from data import accounts, tags
from data.records import Account
from graph.desk import PersonalData

UNDO = "bulk-undo"
Work = Callable[[Account], Done]


def forget() -> int:
    """A number that changes when the picks are to be dropped."""
    return int(st.session_state.get("bulk-forget", 0))


def show(picked: Sequence[str], names: Mapping[str, str]) -> None:
    """The bar, while something is picked or can be taken back."""
    _undo()
    if not picked:
        return
    number = len(picked)
    with st.container(horizontal=True, key="bulk", vertical_alignment="center"):
        st.markdown(say("bulk.picked", n=number))
        with st.popover(say("bulk.close"), icon=":material/inventory_2:"):
            st.write(say("bulk.close_sure", n=number))
            _confirm("close", say("bulk.close_yes", n=number), partial(bulk.close, parts(), picked))
        with st.popover(say("bulk.reopen"), icon=":material/refresh:"):
            st.write(say("bulk.reopen_sure", n=number))
            _confirm("reopen", say("bulk.reopen_yes", n=number), partial(bulk.reopen, parts(), picked))
        with st.popover(say("bulk.tag"), icon=":material/label:"):
            _tagging(picked)
        with st.popover(say("bulk.assign"), icon=":material/assignment_ind:"):
            _assigning(picked, names)
        if number == 2:
            with st.popover(say("merge.join"), icon=":material/merge:"):
                _joining(picked)


def _tagging(picked: Sequence[str]) -> None:
    wanted = st.selectbox(
        say("bulk.which_tag"), list(tags.known(parts().db)), index=None, key="bulk-tag",
        accept_new_options=True, placeholder=say("tags.hint"),
    )  # fmt: skip
    n = len(picked)
    _confirm("tag", say("bulk.tag_yes", n=n), lambda account: bulk.tag(parts(), picked, account, wanted or ""), not wanted)  # fmt: skip
    _confirm("untag", say("bulk.untag_yes", n=n), lambda account: bulk.untag(parts(), picked, account, wanted or ""), not wanted)  # fmt: skip


def _assigning(picked: Sequence[str], names: Mapping[str, str]) -> None:
    active = [one.id for one in accounts.listing(parts().db) if one.active]
    to = st.selectbox(
        say("bulk.to"), [None, *active], key="bulk-to",
        format_func=lambda id: names.get(id, "?") if id else say("bulk.nobody"),
    )  # fmt: skip
    done = partial(bulk.assign, parts(), picked, to=to, names=names)
    _confirm("assign", say("bulk.assign_yes", n=len(picked)), done)


def _joining(picked: Sequence[str]) -> None:
    """The older of two becomes the one that both are read under."""
    target, source = sorted(picked)  # ids are in order of time
    st.write(say("merge.sure"))

    def done(account: Account) -> Done:
        made = parts().desk.join(source, target, account)
        return Done(say("merge.done"), lambda: int(parts().desk.part(made, account)))

    _confirm("merge", say("merge.both"), done)


def _confirm(name: str, label: str, work: Work, disabled: bool = False) -> None:
    st.button(label, key=f"bulk-{name}-yes", type="primary", disabled=disabled, on_click=_do, args=(work,))


def _do(work: Work) -> None:
    try:
        done = work(session.require())
    except (*REFUSALS, PersonalData) as error:
        tell(literal(told(error)), ":material/error:")
        return
    st.session_state[UNDO] = done
    st.session_state["bulk-forget"] = forget() + 1


def _undo() -> None:
    """What was done last, and the way back."""
    done = st.session_state.get(UNDO)
    if not isinstance(done, Done):
        return
    with st.container(horizontal=True, key="bulk-done", vertical_alignment="center"):
        st.success(done.said, icon=":material/check_circle:")
        if done.undo is not None:
            st.button(say("bulk.undo"), icon=":material/undo:", on_click=_take_back, args=(done,))
        st.button(say("bulk.dismiss"), type="tertiary", on_click=_dismiss)


def _take_back(done: Done) -> None:
    """Take it back and say for how many that went; where nothing went, it can be tried again."""
    session.require()
    try:
        went = done.undo() if done.undo is not None else 0
    except (*REFUSALS, PersonalData) as error:
        tell(literal(told(error)), ":material/error:")
        return
    if not went:
        tell(say("bulk.undone_none"), ":material/error:")
        return
    _dismiss()
    if went == done.number:
        tell(say("bulk.undone", n=went), ":material/undo:")
    else:
        tell(say("bulk.undone_some", n=went, of=done.number), ":material/error:")


def _dismiss() -> None:
    st.session_state.pop(UNDO, None)
