"""`glassdesk stop-auto`: the stop button on the command line, while the server runs and while it doesn't."""

from __future__ import annotations

import time
from typing import Annotated, Literal

import typer

from data.database import connect
from data.errors import DatabaseInUse, DataError
from glassdesk.cli.failures import UNUSABLE, settings
from glassdesk.stopping import Lever

Because = Literal["wrong_reply", "complaint", "outage", "other"]
PATIENCE = 10.0  # seconds for the server to make a row of it


def stop_auto(
    because: Annotated[Because, typer.Option(help="why, for the audit")] = "other",
) -> None:
    """Stop every reply that would leave without a person, at once. Only a supervisor in the console starts it again."""
    chosen = settings()
    lever = Lever(chosen.data_dir)
    lever.pull(because)
    try:
        db = connect(chosen.database_url)
    except DatabaseInUse:
        _tell_server(lever)
        return
    except DataError as error:
        typer.echo(f"glassdesk: {error}", err=True)
        typer.echo(f"Stopped all the same on this machine, by the file {lever.path}.", err=True)
        raise typer.Exit(UNUSABLE) from None
    try:
        back = lever.hand_over(db) or 0
    finally:
        db.close()
    typer.echo(f"Stopped. {back} repl{'y' if back == 1 else 'ies'} went back to the reviewers.")


def _tell_server(lever: Lever) -> None:
    """Another process has the database: it finds the file."""
    end = time.monotonic() + PATIENCE
    while lever.pulled() and time.monotonic() < end:
        time.sleep(0.1)
    if lever.pulled():
        typer.echo(
            f"Stopped: nothing leaves by itself while {lever.path} lies there. The running server hasn't noted it in "
            "its database yet; see that it is well with `glassdesk doctor`."
        )
    else:
        typer.echo("Stopped: the running server has noted it.")
