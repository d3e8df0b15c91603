"""`glassdesk replay`: past decisions drafted again two ways, and which way comes closer to what was sent."""

from __future__ import annotations

import json
import os
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from data import sent
from data.errors import DatabaseInUse
from data.sent import SentReply
from glassdesk.cli.failures import UNUSABLE, clear_failures, settings
from glassdesk.replays import Wanted, notes, open_replayer
from graph.replay.figures import groups
from graph.replay.gate import MARGIN, verdict
from graph.replay.pairs import Pair
from graph.replay.replaying import Replayer
from graph.replay.report import Compare, Report, as_json
from graph.replay.wording import COLUMNS, rows
from graph.vault import Erased
from language import LANGUAGES
from redaction import RedactionError

WORSE, INTERRUPTED = 1, 130  # exit codes
WIDTH = 110  # of the table where there is no terminal
MAIN_ROWS = 2  # of a language or intent: edit distance and accepted; the files have the rest


def replay(
    compare: Annotated[Compare, typer.Option(help="what differs between side A and side B")] = "examples",
    a: Annotated[str, typer.Option("--a", help="side A: a drafter, a model, or a prompt file")] = "",
    b: Annotated[str, typer.Option("--b", help="side B, likewise")] = "",
    drafter: Annotated[
        str,
        typer.Option(
            help="who drafts when examples or learning are compared: offline or openai; default: as set"
        ),
    ] = "",
    last: Annotated[int | None, typer.Option(min=1, help="only the newest so many replies")] = None,
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="only those decided since")
    ] = None,
    language: Annotated[str | None, typer.Option(help="only replies in this language")] = None,
    page: Annotated[Path | None, typer.Option(help="write an HTML page with charts to this file")] = None,
    out: Annotated[Path | None, typer.Option("--json", help="write everything as JSON to this file")] = None,
    texts: Annotated[bool, typer.Option("--texts", help="with the drafts' texts in page and JSON")] = False,
    fail_if_worse: Annotated[
        bool, typer.Option("--fail-if-worse", help="exit code 1 when side B is worse than side A")
    ] = False,
    margin: Annotated[
        float, typer.Option(min=0, max=1, help="how much worse side B may be on average")
    ] = MARGIN,
) -> None:
    """Draft past replies again, each as of its time, and compare both sides with what was sent.

    Changes nothing: the database is opened for reading only and nothing is sent. Ctrl-C reports what was done so far.
    With DuckDB the server must be stopped. docs/replay.md explains the figures and the gate.
    """
    _check(language, page, out)
    began = datetime.now(UTC)
    with clear_failures():
        try:
            report = _report(Wanted(compare, a, b, drafter), last, since, language, margin, began)
        except DatabaseInUse as error:
            hint = "To replay beside a running server, copy the file and set GLASSDESK_DATABASE to the copy."
            typer.echo(f"glassdesk: {error}. {hint}", err=True)
            raise typer.Exit(UNUSABLE) from None
        _show(report)
        if out:
            _write(out, json.dumps(as_json(report, texts=texts), ensure_ascii=False, indent=1) + "\n")
        if page:
            from graph.replay.page import page as rendered  # Plotly takes a second to load

            _write(page, rendered(report, texts=texts))
    if not report.finished:
        raise typer.Exit(INTERRUPTED)
    if fail_if_worse and not report.verdict.passed:
        raise typer.Exit(WORSE)


def _check(language: str | None, *files: Path | None) -> None:
    """Refuse what can't work before an hour of drafting."""
    problem = ""
    if language is not None and language not in LANGUAGES:
        problem = f"language is {language!r}; choose one of {', '.join(LANGUAGES)} or leave it out"
    for file in files:
        if file is not None and not file.absolute().parent.is_dir():
            problem = f"there is no folder {str(file.parent)!r} for {file.name!r}"
    if problem:
        typer.echo(f"glassdesk: {problem}", err=True)
        raise typer.Exit(UNUSABLE)


def _report(
    wanted: Wanted,
    last: int | None,
    since: datetime | None,
    language: str | None,
    margin: float,
    began: datetime,
) -> Report:
    chosen = settings()
    with open_replayer(chosen, wanted) as (replayer, db):
        start = since.replace(tzinfo=UTC) if since else None
        found = sent.replies(db, since=start, language=language, last=last)
        pairs, skipped = _replayed(replayer, found)
        measured = groups(pairs)
        return Report(
            compare=wanted.compare,
            a=replayer.a.name,
            b=replayer.b.name,
            limits=_limits(last, since, language),
            began=began,
            chosen=len(found),
            pairs=tuple(pairs),
            groups=measured,
            verdict=verdict(measured, margin),
            margin=margin,
            skipped=skipped,
            hidden=replayer.hidden,
            notes=notes(chosen),
        )


def _replayed(replayer: Replayer, found: list[SentReply]) -> tuple[list[Pair], dict[str, int]]:
    """The pairs, up to Ctrl-C; and how many replies couldn't be replayed, by reason."""
    pairs: list[Pair] = []
    skipped: Counter[str] = Counter()
    bar = Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
        console=Console(stderr=True), transient=True,
    )  # fmt: skip
    with bar:
        task = bar.add_task("Drafting again", total=len(found))
        try:
            for reply in found:
                try:
                    pairs.append(replayer.pair(reply))
                except Erased:
                    skipped["the customer was erased"] += 1
                except RedactionError:
                    skipped["their past can't be masked"] += 1
                bar.advance(task)
        except KeyboardInterrupt:
            bar.console.print("Stopped. What was done so far:")
    return pairs, dict(skipped)


def _limits(last: int | None, since: datetime | None, language: str | None) -> str:
    told = [
        f"the newest {last}" if last else "",
        f"decided since {since:%Y-%m-%d}" if since else "",
        f"in {language!r}" if language else "",
    ]
    return ", ".join(part for part in told if part) or "all replies that were sent"


def _show(report: Report) -> None:
    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDTH)
    if not report.chosen:
        console.print("Nothing to replay: no reply that was sent matches.")
    if report.groups:
        table = Table(
            title=f"A: {report.a} · B: {report.b} · {len(report.pairs)} replies", title_justify="left"
        )
        for place, column in enumerate(COLUMNS):
            table.add_column(column, justify="left" if place in (0, 2) else "right", no_wrap=True)
        for group in report.groups:
            told = rows(group)
            whole = group.kind in ("all", "certain")
            for place, row in enumerate(told if whole else told[:MAIN_ROWS]):
                table.add_row(*row, end_section=place == (len(told) if whole else MAIN_ROWS) - 1)
        console.print(table)
    for remark in report.remarks():
        console.print(f"- {remark}", highlight=False)
    if report.verdict.passed:
        console.print("Gate: open. B is not worse than A.")
    for reason in report.verdict.reasons:
        console.print(f"Gate: shut. {reason}", highlight=False)


def _write(path: Path, text: str) -> None:
    """Write a file that only its owner can read, in place of an earlier one."""
    with open(path, "w", encoding="utf-8", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        file.write(text)
    path.chmod(0o600)
    typer.echo(f"Wrote {path}.")
