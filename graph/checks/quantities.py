"""Figures with what they measure: "14 days", "two weeks", "€ 49,90", "20 %", "8 Uhr", in any of the five languages.

Two notations of one length compare equal: two weeks are 14 days, a year is 12 months. Working days are counted by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from graph.checks.counting import fold, numbers
from graph.checks.times import Times, times

LONGEST = 15  # digits of a figure that is reckoned with
MONEY = frozenset({"EUR", "GBP", "USD", "DKK", "SEK", "NOK", "CHF", "kr"})
_NUMBER = re.compile(r"\d+(?:[.,:'’ \u00a0\u202f]\d{3}(?!\d))*(?:[.,:]\d+)?")
_WORD = re.compile(r"[^\W\d_]+")
_NEXT = re.compile(r"[ \t\n\u00a0\u202f]{0,2}-?(%|°C?|[€£$]|[^\W\d_]+(?:['’.][^\W\d_]+)?)")
_CURRENCY_BEFORE = re.compile(r"([€£$]|\b(?:EUR|GBP|USD|DKK|SEK|NOK|CHF|kr)\b\.?)[ \u00a0]?$", re.I)
_CLOCK_BEFORE = re.compile(r"\b(?:kl\.?|klokken|klockan|klokka)[ \u00a0]?$", re.I)
# "5 am Montag" is German; behind an hour in the morning stands no capital.
_NOON = re.compile(r"[ \u00a0]?([ap])\.?m\.?(?!\w)(?![ \u00a0](?-i:[A-ZÄÖÜ\d]))", re.I)
_TWELVE, _ONE_PM = 12 * 60, 13 * 60  # minutes of a day
_MINUTES = {"minute": 1, "hour": 60, "day": 1440, "week": 10080}
_ADJECTIVES = {"jährig": "year", "tägig": "day", "wöchig": "week", "monatig": "month", "stündig": "hour",
               "jarig": "year", "daags": "day", "årig": "year"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure. start, end: its digits, or the number word with its unit; reach: with unit or currency.

    values: the ways the number may be read. unit: "" where none is named; money is "EUR", "kr" and the like.
    measures: number and unit together, in a form that is equal for equal lengths.
    """

    start: int
    end: int
    reach: tuple[int, int]
    values: frozenset[str]
    unit: str = ""
    measures: frozenset[str] = frozenset()


def quantities(text: str) -> Iterator[Quantity]:
    """Every figure of a text: in digits, then in words (only those that measure something)."""
    yield from _in_digits(text)
    yield from _in_words(text)


def readings(number: str) -> frozenset[str]:
    """How a number may be read: "1.299" is 1299 or 1.299; "249,00" is 249; "08:00" is only itself."""
    number = "".join(str(int(sign)) if sign.isdigit() else sign for sign in number)  # other scripts' digits
    if ":" in number:
        return frozenset({number.lstrip("0")})
    digits = re.sub(r"['’ \u00a0\u202f]", "", number)
    found = {_canonical(re.sub(r"[.,]", "", digits), "")} if _grouped(digits) else set()
    whole, mark, rest = _last_mark(digits)
    found.add(_canonical(re.sub(r"[.,]", "", whole), rest if mark else ""))
    return frozenset(found)


def measures(values: frozenset[str], unit: str) -> frozenset[str]:
    """Number and unit in one, with the length of time in minutes, months or working days."""
    short = (value for value in values if len(value) <= LONGEST)
    return frozenset(measure for value in short for measure in _measures(value, unit))


def _in_digits(text: str) -> Iterator[Quantity]:
    known = times()
    for match in _NUMBER.finditer(text):
        values, (start, end) = readings(match[0]), match.span()
        unit, first, last = _named(text, start, end, known)
        if ":" in match[0]:
            unit = "clock"
        yield Quantity(start, end, (first, last), values, unit, _of_digits(values, unit, text[end:last]))


def _named(text: str, start: int, end: int, known: Times) -> tuple[str, int, int]:
    """The unit of the digits at start:end and the reach of both."""
    before = _CURRENCY_BEFORE.search(text[max(0, start - 6) : start])
    if before:
        return known.currencies[fold(before[1]).rstrip(".")], start - len(before[0]), end
    if _CLOCK_BEFORE.search(text[max(0, start - 10) : start]):
        return "clock", start, end
    noon = _NOON.match(text, end)
    if noon:
        return "clock", start, noon.end()
    unit, last = unit_after(text, end, known)
    return (unit, start, last) if unit else ("", start, end)


def _of_digits(values: frozenset[str], unit: str, tail: str) -> frozenset[str]:
    found = measures(values, unit)
    noon = _NOON.match(tail) if unit == "clock" else None
    if not noon:
        return found
    minutes = [int(measure.partition(":")[2]) for measure in found]
    if noon[1].lower() == "p":
        return frozenset(f"clock:{one % _TWELVE + _TWELVE}" for one in minutes)
    return frozenset(f"clock:{one - _TWELVE if _TWELVE <= one < _ONE_PM else one}" for one in minutes)


def _in_words(text: str) -> Iterator[Quantity]:
    known, before = times(), ""
    for match in known.phrases.finditer(text):
        minutes = frozenset({str(known.minutes[fold(match[0])])})
        yield Quantity(*match.span(), match.span(), minutes, "minute", measures(minutes, "minute"))
    for match in _WORD.finditer(text):
        word = fold(match[0])
        value, (start, end) = numbers().get(word, 0), match.span()
        tail = re.match(r"-([a-z]+)", text[end : end + 6])
        if tail and f"{word}-{tail[1]}" in numbers():
            value, end = numbers()[f"{word}-{tail[1]}"], end + tail.end()
        if word in known.one:
            value = 1 if before in known.before_one else 0
        unit, last = unit_after(text, end, known) if value else _adjective(word, end)
        if unit and (value or unit):
            number = frozenset({str(value or _number_in(word))})
            yield Quantity(start, last, (start, last), number, unit, measures(number, unit))
        before = word


def unit_after(text: str, at: int, known: Times, steps: int = 3) -> tuple[str, int]:
    """The unit that stands behind a number that ends at `at`, and where it ends; ("", at) where none does."""
    found = _NEXT.match(text, at)
    if found:
        word, end = fold(found[1]), found.end()
        second = _NEXT.match(text, end)
        if second and f"{word} {second[1].lower()}" in known.units:
            return known.units[f"{word} {second[1].lower()}"], second.end()
        unit = known.units.get(word) or known.units.get(word.split(".")[0], "")
        if unit in MONEY and re.match(r"[ \u00a0]?\d", text[end : end + 2]):
            return "", at  # "comes to £5": the currency belongs to what follows
        if unit:
            return unit, end
        if word in known.fillers and steps:
            return unit_after(text, end, known, steps - 1)
    if steps:
        further = known.ranges.match(text, at)
        if further and (further[1][0].isdigit() or further[1].lower() in numbers()):
            unit, end = unit_after(text, further.end(), known, steps - 1)
            return (unit, end) if unit else ("", at)
    return "", at


def _adjective(word: str, end: int) -> tuple[str, int]:
    """The unit of "dreijährig", "treårig" and the like."""
    unit = next((unit for part, unit in _ADJECTIVES.items() if _number_in(word, part)), "")
    return unit, end


def _number_in(word: str, part: str = "") -> int:
    for ending in [part] if part else _ADJECTIVES:
        head, found, _ = word.partition(ending)
        if found and head:
            return numbers().get(head, 1 if head in ("ein", "een", "et", "ett") else 0)
    return 0


def _measures(value: str, unit: str) -> Iterator[str]:
    if not unit:
        return
    if unit == "hour_or_clock":
        yield from _measures(value, "hour")
        unit = "clock"
    if unit == "clock":
        hours, _, minutes = value.replace(".", ":").partition(":")
        yield f"clock:{int(hours or 0) * 60 + int((minutes or '0').ljust(2, '0')[:2])}"
    elif ":" not in value:
        yield _length(Decimal(value), unit)


def _length(number: Decimal, unit: str) -> str:
    if unit in _MINUTES:
        return f"minutes:{(number * _MINUTES[unit]).normalize():f}"
    if unit in ("month", "year"):
        return f"months:{(number * (12 if unit == 'year' else 1)).normalize():f}"
    return f"{unit}:{number.normalize():f}"


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
