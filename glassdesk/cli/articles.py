"""`glassdesk articles`: brings the database in line with the articles folder, or only says what stands in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Annotated

import typer

from data.sample.people import HERE as SAMPLE
from glassdesk.articles import Broken, survey
from glassdesk.cli.failures import open_house, settings
from glassdesk.gathering import ARTICLES
from glassdesk.knowledge import articles_of


def articles(
    check: Annotated[bool, typer.Option("--check", help="only read the folder; needs no database")] = False,
) -> None:
    """Read the articles folder and keep what has changed; exit code 1 when a file can't be read.

    A running server does this by itself. `--check` can be used beside it.
    """
    if check:
        folder = (settings().company_dir or SAMPLE) / ARTICLES
        pages, broken = survey(folder)
        counts = Counter(page.language for page in pages)
        told = ", ".join(f"{number} {language}" for language, number in sorted(counts.items()))
        typer.echo(f"{len(pages)} articles in {folder}" + (f": {told}" if told else ""))
    else:
        with open_house() as house:
            changes = articles_of(house, house.settings.company_dir).bring_in(all_may_go=True)
        broken = list(changes.broken)
        typer.echo(f"{changes.articles} articles: {changes}.")
        for sign, ids in (("+", changes.added), ("~", changes.changed), ("-", changes.removed)):
            for id in ids:
                typer.echo(f"  {sign} {id}")
    _tell(broken)


def _tell(broken: Iterable[Broken]) -> None:
    for one in broken:
        typer.echo(f"  ! {one.path}: {one.reason}", err=True)
    if broken:
        raise typer.Exit(1)
