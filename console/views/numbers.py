"""Numbers as people read them in the language of the console: "1,234.50" and "50%", or "1.234,50" and "50 %"."""

from __future__ import annotations

from babel.numbers import format_decimal, format_percent, get_decimal_symbol, get_group_symbol

from console.texts import locale


def number(value: float, digits: int = 0) -> str:
    """A number with thousands parted and exactly so many decimal digits."""
    return _decimal(value, _pattern(digits))


def percent(share: float | None) -> str:
    """A share (0..1) as whole per cent; a dash where there is none."""
    return "–" if share is None else format_percent(share, locale=locale())


def signed(value: float, digits: int = 2) -> str:
    """A number with its sign; what rounds to nothing has none."""
    rounded = round(value, digits) + 0.0  # -0.0 would show its sign
    pattern = _pattern(digits)
    return _decimal(rounded, f"+{pattern};-{pattern}" if rounded else pattern)


def separators() -> str:
    """The decimal sign and the sign between thousands, as charts want them."""
    return get_decimal_symbol(locale()) + get_group_symbol(locale())


def _decimal(value: float, pattern: str) -> str:
    return format_decimal(value, format=pattern, locale=locale())


def _pattern(digits: int) -> str:
    return "#,##0" + ("." + "0" * digits if digits else "")
