"""`glassdesk audit verify`, `export` and `erase`: what is kept, taken out, and destroyed."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from channels.customers import who_typed
from data import audit as audit_rows
from data import customers, orders
from data.errors import DataError
from data.records import Customer
from glassdesk.cli.failures import UNUSABLE, open_house
from glassdesk.exports import customer_export
from glassdesk.house import House
from glassdesk.teaching import Form, decision_lines, example_lines

audit = typer.Typer(no_args_is_help=True, help="The hash chain of everything that happened.")
What = Literal["examples", "decisions", "audit", "customer"]


@audit.command()
def verify() -> None:
    """Check the whole chain; exit code 1 when an event was changed, removed or moved."""
    with open_house() as house:
        report = audit_rows.verify(house.db)
    if not report.ok:
        typer.echo(f"The audit does NOT verify: {report.problem}", err=True)
        raise typer.Exit(1)
    typer.echo(f"The audit verifies: {report.events} events in one unbroken chain.")


def export(
    what: Annotated[
        What,
        typer.Argument(help="examples or decisions (redacted), audit, or all that is kept of one customer"),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="file to write; must not exist yet")],
    contact: Annotated[str, typer.Option(help="the customer's e-mail address or id, for `customer`")] = "",
    form: Annotated[
        Form | None,
        typer.Option(help="chat (for fine-tuning; default of examples) or evaluation (default of decisions)"),
    ] = None,
    format: Annotated[Literal["jsonl"], typer.Option(help="JSON, one object a line")] = "jsonl",
) -> None:
    """Write examples, decisions, the audit, or all that is kept of one customer to a file only its owner can read."""
    if form and what in ("audit", "customer"):
        raise typer.BadParameter(f"{what} has one form only; leave --form out")
    with open_house() as house:
        customer, alike = _customer(house, contact) if what == "customer" else (None, [])
        if out.exists():
            typer.echo(f"glassdesk: {out} exists already; choose another name.", err=True)
            raise typer.Exit(UNUSABLE)
        subject = {"what": what} | ({"customer": customer.id} if customer else {})
        subject |= {"form": form} if form else {}
        audit_rows.record(house.db, actor="operator", kind="data.exported", subject=subject)
        count = _write(out, _lines(house, what, customer, form))
        _tell(alike)
    typer.echo(f"Wrote {count} line{'' if count == 1 else 's'} to {out}.")


def erase(
    contact: Annotated[str, typer.Argument(help="the customer's e-mail address or id")],
    yes: Annotated[bool, typer.Option("--yes", help="don't ask")] = False,
) -> None:
    """Erase a customer: destroys their key, blanks their texts, deletes examples and checkpoints. There is no undo.

    The server must be stopped. The database is rewritten, so that no old bytes stay in its files; orders are kept
    for the books, without tracking number and country.
    """
    with open_house() as house:
        customer, alike = _customer(house, contact)
        if not yes:
            typer.confirm(f"Erase customer {customer.id} for good?", abort=True)
        turns = customers.erase(house.db, customer.id, "operator")
        house.vault.forget(customer.id)
        house.runner.forget(turns)
        kept = len(orders.of_customer(house.db, customer.id))
        _tell(alike)  # also when the rewriting fails
        _compact(house, customer.id)
        verified = audit_rows.verify(house.db).ok
    typer.echo(
        "Erased: the key is destroyed, texts and outside ids are blanked, examples and checkpoints are deleted, and"
        f" the {house.db.kind} database is rewritten without them."
    )
    typer.echo(
        f"Kept: {kept} order{'' if kept == 1 else 's'} (number, status, dates, carrier, items, sums; no tracking"
        " number, no country), their invoices, times and labels of conversations and decisions without texts, and the audit, which"
        f" {'still verifies' if verified else 'does NOT verify'}. Copies elsewhere, such as backups"
        + (" and the server's write-ahead log" if house.db.kind == "postgresql" else "")
        + ", are yours to delete."
    )


def _compact(house: House, customer_id: str) -> None:
    """Rewrite the database; says what to do when that fails, since the erasure itself is done by then."""
    try:
        house.db.compact()
    except DataError as error:
        typer.echo(
            f"glassdesk: {customer_id} is erased, but old bytes may still stand in the database's files: {error}. "
            f"Mend that and run `glassdesk erase {customer_id}` again.",
            err=True,
        )
        raise typer.Exit(UNUSABLE) from None


def _customer(house: House, contact: str) -> tuple[Customer, list[str]]:
    """By e-mail address, else by id, and who else typed that address in a chat; raises NotFound."""
    alike = who_typed(house.db, house.vault, contact) if "@" in contact else []
    found = house.vault.find_customer(contact)
    if found is None and alike:
        _tell(alike)
        raise typer.Exit(UNUSABLE)
    return found or customers.get(house.db, contact), alike


def _tell(alike: list[str]) -> None:
    """Say which customers are not meant by an address, though they typed it: anyone can type anyone's."""
    if alike:
        typer.echo(
            "Visitors who gave this address in the chat without proving that it is theirs are customers of their own. "
            f"Look at their conversations, and name them by id if they are the same person: {', '.join(alike)}",
            err=True,
        )


def _lines(
    house: House, what: What, customer: Customer | None, form: Form | None
) -> Iterable[dict[str, Any]]:
    if customer is not None:
        return [customer_export(house, customer)]
    if what == "audit":
        return audit_rows.export(house.db)
    if what == "decisions":
        return decision_lines(house.db, house.company.name, form or "evaluation")
    return example_lines(house.db, house.company.name, form or "chat")


def _write(out: Path, lines: Iterable[dict[str, Any]]) -> int:
    """Write JSON lines to a new file of mode 0600 and return how many."""
    count = 0
    with open(out, "x", encoding="utf-8", opener=_private) as file:
        for line in lines:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
            count += 1
    return count


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
