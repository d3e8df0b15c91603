"""What staff see, and what the log keeps, when the console itself fails: never a text out of the database."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path

import streamlit as st

from console.texts import say
from data.errors import DatabaseInUse, DatabaseUnusable, TooBusy

FRAMES = 8  # the innermost calls that the log names
STREAMLIT = "streamlit.error_util"  # logs each error of the script with its message, before anyone is asked


def calm(error: Exception) -> bool:
    """Say what is safe and what to do; True, so that Streamlit adds nothing of its own."""
    busy = isinstance(error, TooBusy | DatabaseInUse | DatabaseUnusable)
    st.error(say("error.busy" if busy else "error.unexpected"), icon=":material/error:")
    return True


def described(error: BaseException) -> str:
    """The error's type and where it happened. Its message may quote what someone wrote, so it stays out."""
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    places = " > ".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)
    kind = type(error)
    return f"{kind.__module__}.{kind.__qualname__} at {places or 'an unknown place'}"


class WithoutTexts(logging.Filter):
    """Puts `described` in the place of an error's message and traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
        if error is not None:
            record.msg, record.args = "The console failed: %s", (described(error),)
            record.exc_info = record.exc_text = None
        return True


def log_without_texts() -> None:
    """Keep messages of errors out of Streamlit's log, from now on. Calling it again changes nothing."""
    logger = logging.getLogger(STREAMLIT)
    if not any(isinstance(found, WithoutTexts) for found in logger.filters):
        logger.addFilter(WithoutTexts())
