"""What the assistant noticed in a message: short words first, the customer's cue words on request."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from console.markup import plain, tag
from console.texts import known, say
from console.views import words

# As the reader of messages writes them: "must go to a person (legal): anwalt, frist".
LINE = re.compile(r"([^:()]+?)(?: \(([^()]+)\))?: (.+)", re.DOTALL)
FLAGS = {
    "asks for a person": "flag.human",
    "must go to a person": "flag.escalate",
    "addresses the AI": "flag.injection",
}


@dataclass(frozen=True, slots=True)
class Noticed:
    """One thing that was noticed: what, in words; the cue words behind it; whether it stands out."""

    word: str
    cues: str
    stands_out: bool


def noticed(lines: Sequence[str] | None) -> list[Noticed]:
    """The lines in words; a line of an unknown form stays as it is."""
    return [_noticed(line) for line in lines or () if line.strip()]


def from_detail(detail: str | None) -> list[Noticed]:
    """The same from the detail of a takeover, which joins the lines."""
    return noticed((detail or "").split("; "))


def labels_html(found: Sequence[Noticed]) -> str:
    """What stands out, as labels; what it rests on shows when pointed at."""
    shown = {one.word: one.cues for one in found if one.stands_out}
    return "".join(tag("span", plain(word), classes="gd-label", title=cues) for word, cues in shown.items())


def details_html(found: Sequence[Noticed], title: str) -> str:
    """All of it, folded away under a title."""
    if not found:
        return ""
    rows = "".join(tag("li", _row(one)) for one in found)
    return tag(
        "details",
        tag("summary", plain(title)) + tag("ul", rows, classes="gd-notes"),
        classes="gd-why",
    )


def _row(one: Noticed) -> str:
    return (tag("b", plain(one.word)) + " " if one.word else "") + tag("span", plain(one.cues))


def _noticed(line: str) -> Noticed:
    found = LINE.fullmatch(line.strip())
    says, kind, cues = found.groups() if found else ("", None, line.strip())
    if says == "intent":
        return Noticed(words.intent((kind or "").replace(" ", "_")), cues, False)
    if says == "emotion":
        return Noticed(known("emotion", kind or ""), cues, False)
    if says not in FLAGS:
        return Noticed("", line.strip(), False)
    return Noticed(known("escalate", kind.replace(" ", "_")) if kind else say(FLAGS[says]), cues, True)
