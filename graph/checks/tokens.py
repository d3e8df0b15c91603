"""What a text holds that can be checked against sources: links, codes, dates, figures. Each character counts once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from graph.checks.days import Day, days

Kind = Literal["link", "placeholder", "date", "code", "number"]
# Lengths are bounded and each attempt starts at the beginning of a word, so that no text takes long to read.
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_LINK = re.compile(
    r"(?<![\w.@-])(?:https?://|www\.)[^\s<>\"”“)]+"
    rf"|{EMAIL.pattern}"
    r"|(?<![\w.@-])(?:[\w-]{2,63}\.){1,8}(?:[a-z]{2,24}|[A-Z]{2,24})(?:/[^\s<>\"”“)]*)?(?![\w@])"
)
PLACEHOLDER = re.compile(r"<[A-Z][A-Z_]*_\d+>")
# Letters and digits in one word: NH-204711, FB123456789DK. At least three digits, so "A4" or "20th" stay out.
_CODE = re.compile(
    r"(?<![\w<-])(?=[\w-]{0,40}[A-Za-z])(?=(?:[\w-]{0,30}?\d){3})[A-Za-z0-9]{1,40}(?:-[A-Za-z0-9]{1,40}){0,6}(?![\w>])"
)
_NUMBER = re.compile(r"\d+(?:[.,:' \u00a0\u202f]\d{3}(?!\d))*(?:[.,:]\d+)?")


@dataclass(frozen=True, slots=True)
class Token:
    """One thing to check. `values` are the ways it may be read; two tokens agree when they share one."""

    kind: Kind
    start: int
    end: int
    text: str
    values: frozenset[str]
    day: Day | None = None


def tokens(text: str) -> list[Token]:
    """Everything checkable in a text, in order."""
    taken = [False] * len(text)
    found: list[Token] = []
    for token in _candidates(text):
        if not any(taken[token.start : token.end]):
            taken[token.start : token.end] = [True] * (token.end - token.start)
            found.append(token)
    return sorted(found, key=lambda token: token.start)


def plain(code: str) -> str:
    """A code without its punctuation and case: "nh 204-711" and "NH-204711" are the same."""
    return re.sub(r"[\W_]+", "", code).lower()


def link_value(link: str) -> str:
    """A link without scheme, "www." and closing punctuation."""
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", link.lower()).rstrip(".,;:!?/")


def _candidates(text: str) -> Iterator[Token]:
    for match in _LINK.finditer(text):
        link = match[0].rstrip(".,;:!?")
        yield Token("link", match.start(), match.start() + len(link), link, frozenset({link_value(link)}))
    for match in PLACEHOLDER.finditer(text):
        yield Token("placeholder", *match.span(), match[0], frozenset({match[0]}))
    for day in days(text):
        value = f"{day.day}.{day.month}.{day.year or ''}"
        yield Token("date", day.start, day.end, text[day.start : day.end], frozenset({value}), day)
    for match in _CODE.finditer(text):
        yield Token("code", *match.span(), match[0], frozenset({plain(match[0])}))
    for match in _NUMBER.finditer(text):
        yield Token("number", *match.span(), match[0], readings(match[0]))


def readings(number: str) -> frozenset[str]:
    """How a number may be read: "1.299" is 1299 or 1.299; "249,00" is 249; "08:00" is only itself."""
    if ":" in number:
        return frozenset({number.lstrip("0")})
    digits = re.sub(r"[' \u00a0\u202f]", "", number)
    found = {_canonical(re.sub(r"[.,]", "", digits), "")} if _grouped(digits) else set()
    whole, mark, rest = _last_mark(digits)
    found.add(_canonical(re.sub(r"[.,]", "", whole), rest if mark else ""))
    return frozenset(found)


def _grouped(digits: str) -> bool:
    parts = re.split(r"[.,]", digits)
    return all(len(part) == 3 for part in parts[1:])


def _last_mark(digits: str) -> tuple[str, str, str]:
    at = max(digits.rfind("."), digits.rfind(","))
    return (digits[:at], digits[at], digits[at + 1 :]) if at >= 0 else (digits, "", "")


def _canonical(whole: str, fraction: str) -> str:
    fraction = fraction.rstrip("0")
    whole = whole.lstrip("0") or "0"
    return f"{whole}.{fraction}" if fraction else whole
