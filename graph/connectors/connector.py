"""One connector: asked for one customer, it answers with what is theirs, redacted, or with why it has nothing."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from data.outside import Bounds, OutsideError, Rows, read_file, read_sql
from data.said import Said, message
from graph.connectors import http, values
from graph.connectors.deadline import TooSlow, within
from graph.connectors.person import Person, plain
from graph.connectors.results import Found, Mask, found
from graph.connectors.spec import Spec
from graph.material import Missing
from graph.modules import Need
from graph.patience import Patience

log = logging.getLogger(__name__)

Row = Mapping[str, Any]
Question = Mapping[str, str]

NUMBERS = 3  # order numbers that are asked for, at most
SHORTEST, SLOW = (
    0.2,
    0.5,
)  # seconds: the least that a question gets; a failure that took longer tries our patience
GRACE = 1.0  # seconds after its own time limit until a call is given up from outside
NEEDS: Mapping[str, Need | Literal["record"]] = {
    "orders": "order",
    "shipments": "shipment",
    "invoices": "invoice",
    "records": "record",
}
PROBE = {"email": "doctor@glassdesk.invalid", "order_number": "GLASSDESK-0"}  # nobody's: RFC 2606


class Connector:
    """A configured source. Safe to share between threads; keeps nothing of what it was told."""

    def __init__(self, spec: Spec, folder: Path) -> None:
        """`folder`: the company's; addresses of files are relative to it."""
        self.spec = spec
        self._folder = folder
        self._patience = Patience()

    @property
    def need(self) -> Need | Literal["record"]:
        """What use cases call that which it gives."""
        return NEEDS[self.spec.gives]

    def ask(self, person: Person, mask: Mask) -> tuple[Found, tuple[Missing, ...]]:
        """What it knows of this customer. `mask` redacts a text; its errors come through, and nothing is passed on."""
        asked = list(self._questions(person))
        if not asked:
            return Found(), (self._missing("unasked", self._nothing_to_ask_with(person)),)
        try:
            rows, more = self._asked(asked)
        except (OutsideError, TooSlow) as error:
            log.warning("connector %s: %s", self.spec.name, error)
            failed = Said(
                "gap.failed", "“{name}” couldn't be asked: {why}.", name=self.spec.name, why=message(error)
            )
            return Found(), (self._missing("failed", failed),)
        theirs = [row for row in rows if self._is_theirs(person, row)]
        told = replace(
            found(self.spec, theirs, person.customer_id, mask), foreign=self._foreign(asked, rows, theirs)
        )
        said = list(told.problems)
        if more:
            much = "“{name}” knows more than {most} entries; the rest was left out."
            said.append(Said("gap.more", much, name=self.spec.name, most=self.spec.at_most))
        gaps = [self._missing("failed", problem) for problem in said]
        if not told and not gaps:
            nothing = Said("gap.nothing", "“{name}” knows nothing of this customer.", name=self.spec.name)
            gaps.append(self._missing("no_answer", nothing))
        return told, tuple(gaps)

    def probe(self) -> Rows:
        """Ask for somebody who doesn't exist. Raises OutsideError or TooSlow; the error's `detail` says what it said."""
        rows = self._fetch({key: PROBE[key] for key in self.spec.asks}, self.spec.timeout_seconds)
        lacking = [name for name in self.spec.fields.values() if rows.names and name not in rows.names]
        if lacking:
            raise OutsideError(f"there is no column {lacking[0]!r}; there are {', '.join(rows.names)}")
        return rows

    def _questions(self, person: Person) -> Iterator[dict[str, str]]:
        """The values to ask with, once for each order number where numbers are asked for."""
        given = {"email": person.email or ""} if "email" in self.spec.asks else {}
        if "email" in given and not person.email:
            return
        if "order_number" not in self.spec.asks:
            yield given
            return
        for number in list(dict.fromkeys((*person.named, *person.own)))[:NUMBERS]:
            yield {**given, "order_number": number}

    def _nothing_to_ask_with(self, person: Person) -> str:
        lacks_address = "email" in self.spec.asks and not person.email
        if lacks_address:
            english = "“{name}” wasn't asked: no e-mail address of this customer is known."
            return Said("gap.no_address", english, name=self.spec.name)
        return Said("gap.no_number", "“{name}” wasn't asked: no order number is known.", name=self.spec.name)

    def _asked(self, questions: Sequence[Question]) -> tuple[list[Row], bool]:
        """All rows, and whether there were more; all questions share the connector's time."""
        if self._patience.lost():
            raise OutsideError(Said("outside.paused", "it hasn't answered for a while and isn't asked now"))
        began = time.monotonic()
        rows: list[Row] = []
        more = False
        for question in questions:
            left = self.spec.timeout_seconds - (time.monotonic() - began)
            try:
                answer = self._fetch(question, max(SHORTEST, left))
            except (OutsideError, TooSlow):
                if time.monotonic() - began > SLOW:
                    self._patience.unanswered()
                raise
            self._patience.answered()
            rows += answer.rows
            more = more or answer.more
        return rows[: self.spec.at_most], more or len(rows) > self.spec.at_most

    def _foreign(
        self, questions: Sequence[Question], rows: Sequence[Row], theirs: Sequence[Row]
    ) -> tuple[str, ...]:
        """Numbers that were asked for and found, but only in rows of somebody else."""
        column = self.spec.fields.get(self.spec.number_field, "")
        others = {plain(values.text(row.get(column))) for row in rows}
        own = {plain(values.text(row.get(column))) for row in theirs}
        numbers = [question.get("order_number", "") for question in questions]
        return tuple(number for number in numbers if number and plain(number) in others - own)

    def _is_theirs(self, person: Person, row: Row) -> bool:
        fields = self.spec.fields
        email = values.text(row.get(fields["email"])) if "email" in fields else None
        number = values.text(row.get(fields.get(self.spec.number_field, "")))
        return person.is_theirs(email, number or None, "email" in self.spec.asks)

    def _fetch(self, question: Mapping[str, str], seconds: float) -> Rows:
        bounds = Bounds(self.spec.at_most, seconds)
        return within(seconds + GRACE, lambda: self._read(question, bounds))

    def _read(self, question: Mapping[str, str], bounds: Bounds) -> Rows:
        spec = self.spec
        if spec.kind == "http":
            return http.fetch(spec, question, bounds)
        if spec.kind == "sql":
            return read_sql(self._address(), spec.query, question, bounds, self._folder)
        column = spec.fields[spec.number_field if spec.by == "order_number" else "email"]
        columns = list(dict.fromkeys(spec.fields.values()))
        return read_file(self._folder / spec.address, columns, column, list(question.values()), bounds)

    def _address(self) -> str:
        variable = self.spec.address_from
        if variable is None:
            return self.spec.address
        address = os.environ.get(variable)
        if not address:
            english = "the environment variable {variable!r} isn't set; it holds the address"
            raise OutsideError(Said("outside.no_address", english, variable=variable))
        return address

    def _missing(self, why: Any, reason: str) -> Missing:
        return Missing(self.need, why, reason, self.spec.name)
