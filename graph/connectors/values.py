"""Values from outside: cut to size, read as dates, amounts, codes or plain words. Anything may come; nothing is trusted."""

from __future__ import annotations

import math
import re
from datetime import date, datetime
from typing import Any

from data.said import Said

LONGEST = 500  # characters of a text that are kept
# No blanks and no long words, so that no name or address passes for a number.
_CODE = re.compile(r"(?=.{1,40}$)#?(?:[A-Za-z]{1,8}|\d+|(?<=\w)[./_-](?=\w))+")
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ].*)?", re.S)
_NOT_AMOUNT = re.compile(r"[^\d.,-]")
MOST_MONEY = 1e9


class Unreadable(Exception):
    """A value isn't what its field should hold. The message names the field, never the value."""

    def __init__(self, field: str, wanted: str) -> None:
        super().__init__(
            Said("gap.unreadable", "{field} can't be read as {wanted}", field=field, wanted=wanted)
        )


def text(value: Any) -> str:
    """A value as one line of at most LONGEST characters; nothing for bytes, lists and mappings."""
    if value is None or isinstance(value, (bytes, bytearray, memoryview, dict, list, tuple, set)):
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        value = int(value)
    shown = str(value)[: LONGEST * 4]
    fit = "".join(char if char.isprintable() else " " for char in shown)
    return " ".join(fit.split())[:LONGEST]


def code(value: Any, field: str) -> str | None:
    """An order, invoice or tracking number: letters, digits, few signs. Raises Unreadable."""
    found = text(value)
    if not found:
        return None
    if not _CODE.fullmatch(found) or not any(map(str.isdigit, found)):
        raise Unreadable(field, Said("unreadable.code", "a number of an order, invoice or parcel"))
    return found


def short_code(value: Any, letters: int, field: str) -> str:
    """A country (2 letters) or a currency (3). Raises Unreadable."""
    found = text(value).upper()
    if not (found.isascii() and found.isalpha() and len(found) == letters):
        raise Unreadable(field, Said("unreadable.letters", "a code of {number} letters", number=letters))
    return found


def day(value: Any, field: str, form: str | None = None) -> date | None:
    """A day: a date, an ISO text, or a text in `form` (as `strptime` writes it). Raises Unreadable."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = text(value)
    if not found:
        return None
    try:
        if form:
            return datetime.strptime(found, form).date()
        iso = _DAY.fullmatch(found)
        return date.fromisoformat(iso[1] if iso else found)
    except ValueError:
        raise Unreadable(field, Said("unreadable.date", "a date")) from None


def amount(value: Any, field: str, mark: str = ".") -> float:
    """An amount of money with the given decimal mark. Raises Unreadable."""
    if isinstance(value, bool):
        raise Unreadable(field, Said("unreadable.amount", "an amount"))
    written = _NOT_AMOUNT.sub("", text(value)) if isinstance(value, str) else text(value)
    if isinstance(value, str):
        written = written.replace("," if mark == "." else ".", "").replace(mark, ".")
    try:
        found = float(written)
    except ValueError:
        raise Unreadable(field, Said("unreadable.amount", "an amount")) from None
    if not math.isfinite(found) or abs(found) > MOST_MONEY:
        raise Unreadable(field, Said("unreadable.amount", "an amount"))
    return found


def whole(value: Any, field: str) -> int:
    """A count from 0 to a million. Raises Unreadable."""
    found = text(value)
    if not found.isascii() or not found.isdigit() or len(found) > 6:
        raise Unreadable(field, Said("unreadable.whole", "a whole number"))
    return int(found)
