"""What was found in a conversation's messages and why: each placeholder with the rule or model behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from console import texts
from console.markup import PLACEHOLDER, placeholder_name
from console.texts import known, say
from console.views import numbers
from data.records import Message

# Rules as redaction names them, by how they begin, and the words for them.
RULES = (
    ("a reviewer's list", "listed"),
    ("model", "model"),
    ("known in this conversation", "known"),
    ("part of a name", "part"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """A placeholder of the messages: how people read it, what found it, how sure that was (0..1), how often.

    by_hand: a person marked it, on whichever list.
    """

    name: str
    label: str
    by: str
    score: str
    times: int
    by_hand: bool

    @property
    def why(self) -> str:
        """All of it in one line."""
        return say("found.why", by=self.by, score=self.score, n=self.times)


def found(messages: Sequence[Message]) -> list[Found]:
    """Each placeholder of the customer's messages, in the order it comes up; of several findings the surest counts."""
    groups: dict[str, list[Mapping[str, object]]] = {}
    for message in messages:
        for name, finding in findings(message):
            groups.setdefault(name, []).append(finding)
    return [_found(name, group) for name, group in groups.items()]


def findings(message: Message) -> list[tuple[str, Mapping[str, object]]]:
    """The findings of one message with their placeholders, in order.

    Messages that were redacted before findings knew theirs have as many placeholders as findings, in the same order.
    """
    kept = message.findings or ()
    standing = [name for name in placeholders([message.redacted or ""], every=True) if not is_literal(name)]
    if len(standing) != len(kept):
        standing = [""] * len(kept)
    named = ((str(one.get("placeholder") or name), one) for one, name in zip(kept, standing, strict=True))
    return [(name, one) for name, one in named if name and not is_literal(name)]


def whys(shown: Iterable[Found]) -> dict[str, str]:
    """For each placeholder why it is there, in one line."""
    return {one.name: one.why for one in shown}


def placeholders(texts: Sequence[str], every: bool = False) -> list[str]:
    """The placeholders in these texts in order of appearance, each once, or (`every`) each time."""
    names = [match[0] for text in texts for match in PLACEHOLDER.finditer(text)]
    return names if every else list(dict.fromkeys(names))


def is_literal(name: str) -> bool:
    """Whether it only stands for something that the customer typed and that looks like a placeholder."""
    return name.startswith("<LITERAL_")


def rule(name: str) -> str:
    """A rule in words: those that everybody should know by their own, others by their recogniser.

    What of a recogniser's patterns it was stands in the code, in English, and is told in English only.
    """
    for start, key in RULES:
        if name.startswith(start):
            return say(f"found.{key}")
    recogniser, _, pattern = name.partition(": ")
    detailed = pattern and pattern != "match" and texts.language() == texts.FIRST
    return say("found.rule", rule=known("recogniser", recogniser) + (f": {pattern}" if detailed else ""))


def _found(name: str, group: Sequence[Mapping[str, object]]) -> Found:
    best = max(group, key=lambda one: _score(one))
    by = str(best.get("rule") or "")
    return Found(
        name=name,
        label=placeholder_name(name),
        by=rule(by) if by else say("unknown"),
        score=numbers.number(_score(best), 2),
        times=len(group),
        by_hand=any(str(one.get("rule")) == RULES[0][0] for one in group),
    )


def _score(finding: Mapping[str, object]) -> float:
    score = finding.get("score")
    return float(score) if isinstance(score, int | float) else 0.0
