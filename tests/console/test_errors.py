"""The log names what failed and where, and quotes nobody."""

from __future__ import annotations

import logging
import sys

from console.errors import WithoutTexts, described

SECRET = "My name is Ingrid Solberg"


def failed() -> BaseException:
    try:
        raise ValueError(SECRET)
    except ValueError as error:
        return error


def test_an_error_is_described_by_type_and_place() -> None:
    said = described(failed())
    assert said.startswith("builtins.ValueError at test_errors.py:")
    assert SECRET not in said


def test_the_filter_takes_message_and_traceback_out_of_the_record() -> None:
    try:
        raise ValueError(SECRET)
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "f", 1, "Uncaught %s", (SECRET,), sys.exc_info())
    assert WithoutTexts().filter(record)
    assert SECRET not in logging.Formatter().format(record)
    assert "builtins.ValueError" in record.getMessage()
