"""Tables of figures: the same rows as words on the page and as plain numbers in a CSV file."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from console.markup import plain, tag
from console.texts import say
from console.views import numbers, times
from data.records import Period

Kind = Literal["text", "count", "share", "signed", "seconds", "decimal", "money"]
Cell = str | int | float | None
NONE = "–"
RISKY = ("=", "+", "-", "@", "\t", "\r")  # spreadsheets run texts that begin so


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading and what its numbers are: share 0..1, seconds of waiting, decimal of anything else."""

    label: str
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Line:
    """A row; `address` leads from its first cell to what it counts."""

    cells: tuple[Cell, ...]
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns. name: short, without spaces, for the file."""

    name: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]


def shown(value: Cell, kind: Kind) -> str:
    """A cell as people read it."""
    if value is None:
        return NONE
    if isinstance(value, str):
        return value
    if kind == "share":
        return numbers.percent(value)
    if kind == "signed":
        return signed(value)
    if kind == "seconds":
        return times.span(value)
    return numbers.number(value, {"decimal": 2, "money": 4}.get(kind, 0))


def signed(value: float | None) -> str:
    """A number from -1 to 1 with its sign; what rounds to nothing has none."""
    return NONE if value is None else numbers.signed(value)


def as_html(table: Table, caption: str) -> str:
    """The table for the page: real headings, the first cell of each row a link where there is somewhere to go."""
    head = tag(
        "tr",
        "".join(f'<th scope="col"{_class(column)}>{plain(column.label)}</th>' for column in table.columns),
    )
    body = "".join(_row(table.columns, line) for line in table.lines)
    whole = f'<caption class="gd-hidden">{plain(caption)}</caption><thead>{head}</thead><tbody>{body}</tbody>'
    inner = f'<table class="gd-table">{whole}</table>'
    return f'<div class="gd-scroll" role="region" tabindex="0" aria-label="{plain(caption)}">{inner}</div>'


def as_csv(table: Table) -> bytes:
    """RFC 4180 in UTF-8 with a byte order mark: commas, decimal points, shares 0..1, spans in seconds, none is empty."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        say("csv.seconds", label=column.label) if column.kind == "seconds" else column.label
        for column in table.columns
    )
    writer.writerows([_plain(cell) for cell in line.cells] for line in table.lines)
    return out.getvalue().encode("utf-8-sig")


def file_name(table: Table, period: Period) -> str:
    """A name that tells the files of different tables and periods apart."""
    return f"glassdesk-{table.name}-{period.first}-to-{period.last}.csv"


def _row(columns: Sequence[Column], line: Line) -> str:
    first, *rest = (shown(cell, column.kind) for cell, column in zip(line.cells, columns, strict=True))
    name = plain(first)
    if line.address:
        name = f'<a href="{plain(line.address)}" target="_self">{name}</a>'
    cells = "".join(
        f"<td{_class(column)}>{plain(text)}</td>" for text, column in zip(rest, columns[1:], strict=True)
    )
    return f'<tr><th scope="row">{name}</th>{cells}</tr>'


def _class(column: Column) -> str:
    return ' class="gd-words"' if column.kind == "text" else ' class="gd-number"'


def _plain(value: Cell) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(RISKY) else value
    return round(value, 6)
