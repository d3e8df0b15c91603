"""`glassdesk digest`: what the last week was like, in a few sentences."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from console import texts
from console.views import insights_week
from glassdesk.cli.failures import UNUSABLE, open_house


def digest(
    form: Annotated[Literal["text", "html"], typer.Option(help="Plain text, or a page for a mail.")] = "text",
    out: Annotated[Path | None, typer.Option(help="File to write; without one it is printed.")] = None,
    language: Annotated[str, typer.Option(help="en or de.")] = texts.FIRST,
    on: Annotated[
        str, typer.Option(help="A day (YYYY-MM-DD) of the week after the one to tell of; today if left out.")
    ] = "",
) -> None:
    """Tell of the last whole week (Monday to Sunday, UTC), and what changed against the week before."""
    if language not in texts.languages():
        typer.echo(
            f"the console doesn't speak {language!r}: choose one of {', '.join(texts.languages())}", err=True
        )
        raise typer.Exit(UNUSABLE)
    texts.chosen_by(lambda: language)
    with open_house() as house:
        found = insights_week.digest(house.db, house.company.name, _day(on))
    told = insights_week.as_html(found, language) if form == "html" else insights_week.as_text(found)
    if out is None:
        typer.echo(told, nl=False)
    else:
        out.write_text(told, "utf-8")


def _day(given: str) -> date:
    try:
        return date.fromisoformat(given) if given else datetime.now(UTC).date()
    except ValueError:
        typer.echo(f"{given!r} is no day: write it as YYYY-MM-DD", err=True)
        raise typer.Exit(UNUSABLE) from None
