"""What the draft that was shown then proves about its time: the orders it cites, their states, the passages it quotes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from data.records import Draft, Template

_STATUS = re.compile(r"^status: (\w+)$", re.M)  # as the drafter for model servers writes an order down
NOT_A_STATE = ("any", "none", "unclear")


@dataclass(frozen=True, slots=True)
class Evidence:
    """states: of orders by number, as far as cited; said: the customer's words; passages: quoted ones, by id."""

    states: Mapping[str, frozenset[str]] = field(default_factory=dict)
    said: str = ""
    passages: Mapping[str, str] = field(default_factory=dict)

    def knows(self, number: str) -> bool:
        """Whether an order was there: the draft cites it or the customer names it, with or without its prefix."""
        digits = "".join(filter(str.isdigit, number))
        return number in self.states or number in self.said or (len(digits) > 3 and digits in self.said)


def evidence(draft: Draft, said: str, templates: Mapping[str, Template]) -> Evidence:
    """Read a draft's sources. A template written for one state of an order tells that of the one order it cites."""
    cited = [source for source in draft.sources if source.get("kind") == "order"]
    conditions = {
        templates[source["id"]].condition
        for source in draft.sources
        if source.get("kind") == "template" and source["id"] in templates
    } - set(NOT_A_STATE)
    states = {
        source["id"]: frozenset(_STATUS.findall(source["text"])) or _of_one(cited, conditions)
        for source in cited
    }
    quoted = {source["id"]: source["text"] for source in draft.sources if source.get("kind") == "article"}
    return Evidence(states, said, quoted)


def _of_one(cited: list[dict[str, str]], conditions: set[str]) -> frozenset[str]:
    return frozenset(conditions) if len(cited) == 1 else frozenset()
