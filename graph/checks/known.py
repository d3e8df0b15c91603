"""What texts hold that a draft may repeat: one record a text, and many joined."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from graph.checks.tokens import Token, tokens

KEPT = 512  # texts of the company that stay read: passages and templates come again with every draft
_CROWNS = ("DKK", "SEK", "NOK")
#: Units that a source may leave out: "1,98" for a customer of 1.98 m. Time, money and percentages need theirs.
_SPOKEN = frozenset({"cm", "mm", "m", "km", "kg", "g", "l", "ml", "W", "degree"})


@dataclass(frozen=True, slots=True)
class Known:
    """The checkable values of some texts or data.

    values: by kind, as tokens have them. bare: numbers without a unit. measures: figures with units. days: dates as
    written. said: "tomorrow", "on Friday".
    """

    values: dict[str, frozenset[str]] = field(default_factory=dict)
    bare: frozenset[str] = frozenset()
    measures: frozenset[str] = frozenset()
    days: tuple[Token, ...] = ()
    said: frozenset[str] = frozenset()

    def has(self, token: Token) -> bool:
        """Whether a value, a figure (with its unit, if it has one) or a day stands here."""
        if token.day is not None:
            return any(other.day and token.day.agrees(other.day) for other in self.days)
        if token.said:
            return direction_aside(token.said) in self.said
        if token.measures:
            spoken = token.unit in _SPOKEN and bool(token.values & self.bare)
            return spoken or bool(token.measures & self.measures)
        return bool(token.values & self.values.get(token.kind, frozenset()))


def known(text: str) -> Known:
    """What one text holds."""
    found = tokens(text)
    values: dict[str, set[str]] = {}
    for token in found:
        values.setdefault(token.kind, set()).update(token.values)
        if token.unit == "clock":
            values["number"] |= {value.partition(":")[0] for value in token.values}  # "from 8 to 6" for 08:00
    return Known(
        values={kind: frozenset(seen) for kind, seen in values.items()},
        bare=frozenset(
            value for token in found if token.kind == "number" and not token.unit for value in token.values
        ),
        measures=frozenset(measure for token in found for measure in alike(token.measures)),
        days=tuple(token for token in found if token.day),
        said=frozenset(direction_aside(token.said) for token in found if token.said),
    )


@lru_cache(maxsize=KEPT)
def known_of_company(text: str) -> Known:
    """The same, remembered: only for texts without anything personal."""
    return known(text)


def joined(parts: Iterable[Known]) -> Known:
    """Several as one."""
    every = list(parts)
    kinds = {kind for part in every for kind in part.values}
    empty: frozenset[str] = frozenset()
    return Known(
        values={kind: empty.union(*(part.values.get(kind, empty) for part in every)) for kind in kinds},
        bare=empty.union(*(part.bare for part in every)),
        measures=empty.union(*(part.measures for part in every)),
        days=tuple(day for part in every for day in part.days),
        said=empty.union(*(part.said for part in every)),
    )


def alike(measures: Iterable[str]) -> set[str]:
    """Measures with what they may be called as well: five working days are a week; DKK 39 is 39 kr."""
    found = set(measures)
    for measure in list(found):
        unit, _, number = measure.partition(":")
        if unit == "workday" and number.isdigit() and int(number) % 5 == 0:
            found.add(f"minutes:{int(number) // 5 * 10080}")
        if unit in _CROWNS:
            found.add(f"kr:{number}")
        if unit == "kr":
            found.update(f"{crown}:{number}" for crown in _CROWNS)
    return found


def direction_aside(said: str) -> str:
    """A day as named, whether it lies ahead or behind: the customer's "on Friday" is the reply's "next Friday"."""
    return said.removesuffix(":+").removesuffix(":-")
