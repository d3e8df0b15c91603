"""The word lists of this folder, read once and shared by every recogniser."""

from __future__ import annotations

from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@cache
def common() -> frozenset[str]:
    """Lower-case words that are no personal data by themselves."""
    return read("common.txt") | read("not_names.txt")


@cache
def given() -> frozenset[str]:
    """Lower-case given names, ambiguous ones included."""
    return read("given.txt")


@cache
def clear_given() -> frozenset[str]:
    """Lower-case given names that are no common word of the five languages."""
    return frozenset(name for name in given() - common() if len(name) > 2)


@cache
def surnames() -> frozenset[str]:
    """Lower-case surnames that are no common word."""
    return read("surnames.txt") - common()


@cache
def things() -> frozenset[str]:
    """Lower-case words for things that shops sell under people's names."""
    return read("things.txt")


@cache
def towns() -> frozenset[str]:
    """Lower-case towns."""
    return read("towns.txt") - common()


def read(name: str) -> frozenset[str]:
    """The lines of one list, in lower case, without comments."""
    lines = (HERE / name).read_text("utf-8").lower().splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))
