"""Reads a component's script and style once, at import."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent


def read(name: str) -> str:
    """The text of a file beside this module."""
    return (FOLDER / name).read_text("utf-8")
