"""`glassdesk up` and `glassdesk demo`: one process with console, chat, API, runner and delivery loop."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable
from socket import socket
from typing import Annotated

import typer

from data import accounts
from data.records import Account
from glassdesk.cli.failures import UNUSABLE, open_house
from glassdesk.cli.progress import Progress
from glassdesk.house import House
from glassdesk.knowledge import load_knowledge
from glassdesk.sample import Player, load_sample
from glassdesk.sample.load import STAFF, ensure_account
from glassdesk.server import listen, serve

Host = Annotated[str | None, typer.Option(help="address to listen on")]
Port = Annotated[int | None, typer.Option(help="port to listen on")]


def up(host: Host = None, port: Port = None) -> None:
    """Start Glassdesk for your own company."""
    with open_house(host=host, port=port) as house:
        sock = listen(house.settings.host, house.settings.port)
        _logging(house)
        if house.settings.company_dir:
            load_knowledge(house, house.settings.company_dir)
        else:
            typer.echo(
                "No company folder is set (GLASSDESK_COMPANY_DIR): drafts have little to go on. See `glassdesk doctor`."
            )
        ensure_account(house, "admin", "Administrator", "admin")
        _invite(house, [("admin", "admin")])

        async def ready() -> None:
            _addresses(house)

        _serve(house, ready, sock)
    typer.echo("Stopped. Start again to continue where it was.")


def demo(
    host: Host = None,
    port: Port = None,
    speed: Annotated[
        float, typer.Option(min=0, help="how fast the sample inbox arrives; 0 is at once")
    ] = 1.0,
    inbox: Annotated[bool, typer.Option(help="let the sample inbox arrive")] = True,
) -> None:
    """Start Glassdesk with the sample company and let its inbox arrive."""
    began = time.monotonic()
    with open_house(host=host, port=port) as house:
        sock = listen(house.settings.host, house.settings.port)
        _logging(house)
        typer.echo(f"Loading {house.company.name}, the sample company …")
        customers = load_sample(house)
        progress = Progress(house.db, began)
        player = Player(house, customers, speed, progress.arrived)

        async def ready() -> None:
            _addresses(house)
            _invite(house, [(username, role) for username, _, role in STAFF])
            typer.echo("Ctrl-C stops; starting again continues where it was.\n")
            if inbox:
                player.start()
                progress.start()

        try:
            _serve(house, ready, sock)
        finally:
            player.stop()
            progress.stop()
    typer.echo("\nStopped. Start again to continue where it was.")


def link(username: Annotated[str, typer.Argument(help="whose sign-in link")]) -> None:
    """Print a new one-time sign-in link for an account (while Glassdesk is stopped; admins make links in the console)."""
    with open_house() as house:
        account = accounts.by_username(house.db, username.casefold())
        if account is None:
            typer.echo(f"glassdesk: there is no account {username!r}.", err=True)
            raise typer.Exit(UNUSABLE)
        typer.echo(_link(house, account))


def _serve(house: House, ready: Callable[[], Awaitable[None]], sock: socket) -> None:
    from glassdesk.web import create_app  # with Streamlit, which no other command waits for

    serve(create_app(house, ready), sock, house.settings.log_level, house.closing)


def _link(house: House, account: Account) -> str:
    from glassdesk.web import sign_in_link

    return sign_in_link(house, account)


def _addresses(house: House) -> None:
    url = house.settings.url
    typer.echo(f"\n  Console        {url}/")
    typer.echo(f"  Customer chat  {url}/chat")
    typer.echo(f"  API            {url}/api/v1/openapi.json\n")


def _invite(house: House, staff: list[tuple[str, str]]) -> None:
    """Print a one-time link for each of these accounts that has no password yet."""
    for username, role in staff:
        account = accounts.by_username(house.db, username)
        if account is not None and account.active and account.password_hash is None:
            typer.echo(
                f"  One-time sign-in link for the {role + ' ' + username if role != username else role}:"
            )
            typer.echo(f"    {_link(house, account)}")


def _logging(house: House) -> None:
    logging.basicConfig(
        level=house.settings.log_level.upper(), format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    for noisy in ("presidio-analyzer", "httpx", "httpx2", "openai", "langgraph", "watchdog", "asyncio"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
