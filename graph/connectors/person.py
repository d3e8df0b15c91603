"""For whom a connector is asked, and what may be passed on of what it answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """A customer as connectors see them.

    proven: the address is known to be theirs; otherwise it is only what a visitor typed. own: numbers of orders that
    are known to be theirs. named: what their messages hold that could be an order number.
    """

    customer_id: str
    email: str | None
    proven: bool
    own: tuple[str, ...] = ()
    named: tuple[str, ...] = ()

    def is_theirs(self, email: str | None, number: str | None, asked_by_email: bool) -> bool:
        """Whether a row is this customer's, going by the address and the order number that stand in it.

        A typed address alone proves nothing: whoever also names the order's number is believed, as in the chat.
        """
        if email is not None:
            same = bool(self.email) and _folded(email) == _folded(self.email or "")
            return same and (self.proven or _is_among(number, self.named))
        if _is_among(number, self.own):
            return True
        return asked_by_email and self.proven


def plain(number: str) -> str:
    """A number as it is compared: letters and digits, in capitals."""
    return re.sub(r"[\W_]+", "", number).upper()


def _folded(email: str) -> str:
    return email.strip().casefold()


def _is_among(number: str | None, numbers: Sequence[str]) -> bool:
    return bool(number) and plain(number or "") in map(plain, numbers)
