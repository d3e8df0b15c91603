"""Turns failures that an operator can mend into one clear message and exit code 2, without a stack trace."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import typer

from data.errors import DataError
from data.sample import SampleError
from glassdesk.house import House
from glassdesk.server import PortTaken
from glassdesk.settings import Settings, SettingsError, load
from redaction import KeyringError

UNUSABLE = 2
EXPECTED = (SettingsError, DataError, KeyringError, SampleError, PortTaken, OSError)


@contextmanager
def clear_failures() -> Iterator[None]:
    """Print an expected failure's message and end with exit code 2."""
    try:
        yield
    except EXPECTED as error:
        typer.echo(f"glassdesk: {error}", err=True)
        raise typer.Exit(UNUSABLE) from None


@contextmanager
def open_house(**overrides: Any) -> Iterator[House]:
    """The house of the settings, closed at the end; expected failures end the command."""
    with clear_failures():
        house = House.open(load(**overrides))
        try:
            yield house
        finally:
            house.close()


def settings(**overrides: Any) -> Settings:
    """The settings; ends the command when one can't be used."""
    with clear_failures():
        return load(**overrides)
