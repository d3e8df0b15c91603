"""Why a message was read the way it was: each label with its chance and the cue words that speak for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from console.markup import plain, tag
from console.texts import known, say
from console.views import words
from console.views.noticed import LINE, details_html, noticed

# What the reader of messages calls a label in its reasons, and the label's name.
LABELS = {
    "must go to a person": "must_escalate",
    "asks for a person": "wants_human",
    "addresses the AI": "injection",
    "intent": "intent",
    "emotion": "emotion",
}
ORDER = ("must_escalate", "wants_human", "injection", "intent", "emotion", "sentiment", "urgency")
MOODS = {
    "-2": "very_negative",
    "-1": "negative",
    "0": "neutral",
    "1": "positive",
    "2": "very_positive",
}
UNLIKELY = 0.1  # further classes below this chance are left out
JUDGED_ALONE = "judged by the model"


@dataclass(frozen=True, slots=True)
class Judged:
    """One label: its name, what it says with its chances, and the cue words behind it, all in words.

    stands_out: cue words speak for it, or it is likelier than not; only said of yes-or-no labels.
    """

    label: str
    says: str
    cues: str
    stands_out: bool


def judged(chances: Mapping[str, Mapping[str, float]] | None, lines: Sequence[str] | None) -> list[Judged]:
    """The labels whose chances were kept, the gravest first; `lines` are the reasons of the reader."""
    cues = _cues(lines or ())
    return [_judged(label, chances[label], cues) for label in ORDER if chances and chances.get(label)]


def why_html(
    chances: Mapping[str, Mapping[str, float]] | None, lines: Sequence[str] | None, title: str
) -> str:
    """All of it as a table, folded away under a title; without chances what was noticed, as before."""
    rows = judged(chances, lines)
    if not rows:
        return details_html(noticed(lines), title)
    body = "".join(tag("tr", _row(row)) for row in rows)
    shown = tag("table", tag("tbody", body), classes="gd-judged")
    note = tag("p", plain(say("judged.note")), classes="gd-quiet")
    return tag("details", tag("summary", plain(title)) + shown + note, classes="gd-why")


def _row(row: Judged) -> str:
    label = tag("b", plain(row.label)) if row.stands_out else plain(row.label)
    cues = tag("div", plain(row.cues), classes="gd-quiet") if row.cues else ""
    return tag("th", label, scope="row") + tag("td", plain(row.says) + cues)


def _judged(label: str, shares: Mapping[str, float], cues: Mapping[str, Sequence[str]]) -> Judged:
    found = "; ".join(cues.get(label, ()))
    if "yes" in shares:
        says = say("judged.chance", percent=_percent(shares["yes"]))
        return Judged(say(f"judged.{label}"), says, found, bool(found) or shares["yes"] >= 0.5)
    ranked = sorted(shares.items(), key=lambda item: -item[1])
    likely = ranked[:1] + [one for one in ranked[1:] if one[1] >= UNLIKELY]
    said = (
        say("judged.class", name=_class(label, value), percent=_percent(share)) for value, share in likely
    )
    return Judged(say(f"judged.{label}"), ", ".join(said), found, False)


def _class(label: str, value: str) -> str:
    if label == "sentiment":
        return known("mood", MOODS.get(value, value))
    return words.intent(value) if label == "intent" else known(label, value)


def _cues(lines: Sequence[str]) -> dict[str, list[str]]:
    """The cue words by label, with the kind of an escalation before them."""
    cues: dict[str, list[str]] = {}
    for line in lines:
        parts = LINE.fullmatch(line.strip())
        if parts is None or parts[1] not in LABELS:
            continue
        alone = parts[3].startswith(JUDGED_ALONE)
        said = say("judged.no_cue") if alone else say("judged.cues", words=parts[3])
        kind = (
            known("escalate", parts[2].replace(" ", "_")) if parts[2] and parts[1].startswith("must") else ""
        )
        cues.setdefault(LABELS[parts[1]], []).append(f"{kind}, {said}" if kind else said)
    return cues


def _percent(share: float) -> str:
    """Whole per cent; nothing is ever certain."""
    return "< 1" if share < 0.01 else "> 99" if share > 0.99 else str(round(share * 100))
