"""What one browser session remembers of the draft it has open. Streamlit's session state holds exactly one."""

from __future__ import annotations

import time
from dataclasses import dataclass

import streamlit as st

from console.views.editing import Again


@dataclass(slots=True)
class Opened:
    """The open draft. Times are `time.time()` seconds.

    typed: the last text the browser sent; saved: the last one that was kept. insert, answer: counted up when the editor must take a new
    text in, or wake up after a refusal. message: what the reviewer must know about it.
    left: the draft that was open before, and what was typed there. carried: words for an earlier draft stand in this one's editor.
    again: what went with a decision on it that was taken back; None until that was looked up.
    """

    draft_id: str
    since: float
    claimed_at: float = 0.0
    typed: str | None = None
    saved: str | None = None
    insert: int = 0
    answer: int = 0
    message: str = ""
    left: tuple[str, str] = ("", "")
    carried: bool = False
    again: tuple[Again | None] | None = None

    @property
    def seconds(self) -> float:
        """How long it has been open."""
        return time.time() - self.since


def left_behind(draft_id: str | None) -> str | None:
    """The draft that was open until now, when another one (or none) is opened."""
    current = st.session_state.get("opened")
    return current.draft_id if isinstance(current, Opened) and current.draft_id != draft_id else None


def is_open(draft_id: str) -> bool:
    """Whether this is the draft on the screen. Browsers repeat the last state of an editor that has just gone."""
    current = st.session_state.get("opened")
    return isinstance(current, Opened) and current.draft_id == draft_id


def opened(draft_id: str) -> Opened:
    """The memory of this draft; opening another one starts afresh."""
    current = st.session_state.get("opened")
    if not isinstance(current, Opened) or current.draft_id != draft_id:
        left = (current.draft_id, current.typed or "") if isinstance(current, Opened) else ("", "")
        current = st.session_state["opened"] = Opened(draft_id, time.time(), left=left)
    return current


def open_anew(draft_id: str) -> None:
    """Open this draft at the next run with nothing remembered of it: it isn't as it was left. For callbacks."""
    if is_open(draft_id):
        del st.session_state["opened"]
    open_draft(draft_id)


def open_draft(draft_id: str | None) -> None:
    """Open this draft at the next run, or none. For callbacks."""
    if draft_id:
        st.query_params["draft"] = draft_id
    else:
        st.query_params.pop("draft", None)
    st.rerun()


def tell(message: str, icon: str = ":material/check_circle:") -> None:
    """Say something after the next run: it would vanish with the run that is about to end."""
    st.session_state["told"] = (message, icon)


def show_told() -> None:
    """Show what was left to be said."""
    message, icon = st.session_state.pop("told", ("", ""))
    if message:
        st.toast(message, icon=icon)


def go(page: str, **query: str) -> None:
    """Open another page of the console at the next run."""
    st.session_state["going"] = (page, query)
    st.rerun()


def going() -> tuple[str, dict[str, str]] | None:
    """Where to go, once."""
    target: tuple[str, dict[str, str]] | None = st.session_state.pop("going", None)
    return target
