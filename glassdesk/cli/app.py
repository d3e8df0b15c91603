"""Puts the commands together."""

from __future__ import annotations

import typer

from glassdesk.cli import keep, serve, texts
from glassdesk.cli.articles import articles
from glassdesk.cli.digest import digest
from glassdesk.cli.doctor import doctor
from glassdesk.cli.replay import replay
from glassdesk.cli.stop import stop_auto

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Glassdesk: a transparent human-in-the-loop review console for customer support.",
)
app.command()(serve.up)
app.command()(serve.demo)
app.command()(serve.link)
app.command()(doctor)
app.command()(texts.redact)
app.command()(texts.triage)
app.command()(articles)
app.command()(replay)
app.command()(digest)
app.command()(stop_auto)
app.command()(keep.export)
app.command()(keep.erase)
app.add_typer(keep.audit, name="audit")
