"""What a click set off is carried through before the next click counts.

Streamlit lets a click on another page end a callback at its next look at the session's state: after a reply was sent and
before anybody was told, or before a decision was taken at all, and nothing says so.
"""

from __future__ import annotations

import threading
from dataclasses import replace
from functools import wraps
from typing import Any

from streamlit.runtime.scriptrunner import RerunData
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequests, ScriptRequestType
from streamlit.runtime.state.session_state import SessionState

_here = threading.local()  # each session's script has a thread of its own


def callbacks_run_whole() -> None:
    """Have clicks wait until the callbacks before them have ended, from now on. Calling it again changes nothing.

    Streamlit 1.67 has no switch for it: three of its methods are wrapped, and tests/console/test_whole.py fails when they no
    longer do what is meant here.
    """
    if not hasattr(SessionState.on_script_will_rerun, "__wrapped__"):
        _mark_callbacks()
        _look_later()
        _keep_the_page()


def _mark_callbacks() -> None:
    run = SessionState.on_script_will_rerun

    @wraps(run)
    def marked(self: SessionState, *given: Any, **named: Any) -> None:
        _here.calling_back = True
        try:
            run(self, *given, **named)
        finally:
            _here.calling_back = False

    SessionState.on_script_will_rerun = marked  # type: ignore[method-assign]


def _look_later() -> None:
    """Clicks are looked for again right after the callbacks, before the page runs."""
    look = ScriptRunner._maybe_handle_execution_control_request

    @wraps(look)
    def later(self: ScriptRunner) -> None:
        if not getattr(_here, "calling_back", False):
            look(self)

    ScriptRunner._maybe_handle_execution_control_request = later  # type: ignore[method-assign]


def _keep_the_page() -> None:
    """A callback's own wish to run the page anew comes after the click that waited, and would lead back from the page clicked on."""
    queue = ScriptRequests.request_rerun_batch

    @wraps(queue)
    def behind(self: ScriptRequests, rerun_batch: list[RerunData]) -> bool:
        clicked = self._rerun_data if self._state == ScriptRequestType.RERUN else None
        done = queue(self, rerun_batch)
        if clicked is not None and clicked.page_script_hash != rerun_batch[-1].page_script_hash:
            page, query = clicked.page_script_hash, clicked.query_string
            with self._lock:
                self._rerun_data = replace(self._rerun_data, page_script_hash=page, query_string=query)
        return done

    ScriptRequests.request_rerun_batch = behind  # type: ignore[method-assign]
