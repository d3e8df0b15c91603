"""Parameters of an operator's query: `:email` in the text, a bound value at run time. Values never become SQL text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

# What may hold a colon without being a parameter is matched first: strings, names, comments, casts.
_TOKEN = re.compile(
    r"""'(?:[^']|'')*' | "(?:[^"]|"")*" | `[^`]*` | --[^\n]* | /\*.*?\*/ | \$(\w*)\$.*?\$\1\$ | ::
      | :(?P<name>[A-Za-z_]\w*)""",
    re.X | re.S,
)


_READS = re.compile(r"\s*(?:--[^\n]*\n\s*|/\*.*?\*/\s*)*(?:SELECT|WITH)\b", re.I | re.S)


def only_reads(query: str) -> bool:
    """Whether a query begins as one that reads. Databases are opened read-only besides, where they can be."""
    return _READS.match(query) is not None


def names_in(query: str) -> tuple[str, ...]:
    """The names of a query's parameters, each once, in order."""
    return tuple(dict.fromkeys(found["name"] for found in _TOKEN.finditer(query) if found["name"]))


def numbered(query: str, values: Mapping[str, Any], sign: str) -> tuple[str, tuple[Any, ...]]:
    """The query with `:name` written as the driver's numbered parameter (`$1`, `?1`), and the values in that order."""
    names = names_in(query)
    places = {name: f"{sign}{number}" for number, name in enumerate(names, 1)}
    sql = _TOKEN.sub(lambda found: places[found["name"]] if found["name"] else found[0], query)
    return sql, tuple(values[name] for name in names)
