"""What may never leave without a person, whatever anybody has set. Each entry errs on the side of a person.

The list is fixed: no setting, file or row lifts any of it. What isn't known counts as being true.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

import yaml

from graph.checks.words import compiled, kinds
from graph.modules import Approval, NeverAuto
from language import LANGUAGES, grade
from language.alarms import alarms

Never = Literal[
    "person", "escalate", "crisis", "health", "legal", "money", "privacy", "injection", "anger", "unsure",
    "language", "attachment", "checks", "use_case", "unknown",
]  # fmt: skip
NEVER: tuple[Never, ...] = get_args(Never)

#: A probability from which something counts as suspected, far below where triage says yes. A judgement, not a measurement:
#: of the sample inbox's 80 messages no one without such a matter reaches it (docs/policy.md).
SUSPECTED = 0.1
ANGRY = 0.3
#: The least probability of the use case.
SURE = 0.6
#: Points of cue words from which they count; one clear word weighs 1 to 2.
HINT = 0.5
STRONG_HINT = 2.0

MONEY_INTENTS = frozenset({"return_refund", "invoice_payment"})
MONEY_KINDS = frozenset({"refund", "compensation", "free"})
MONEY_CUES = ("intent.return_refund", "intent.invoice_payment")
LEGAL_KINDS = frozenset({"legal", "guarantee"})
HINTS: Mapping[Never, tuple[str, ...]] = {
    "person": ("wants_human",),
    "escalate": ("escalate.press", "escalate.discrimination"),
    "crisis": ("escalate.crisis",),
    "health": ("escalate.injury",),
    "legal": ("escalate.legal",),
    "money": ("escalate.chargeback",),
    "privacy": ("escalate.data_protection",),
    "injection": ("injection",),
}
HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a message and its draft; None: not known. Texts hold placeholders.

    detected: the language that the message itself seems to be in. chances: label → class → probability, as in
    `Turn.chances`. verdicts: of all checks. flags: of the use case's own never-auto list, those that are true.
    """

    request: str
    reply: str
    language: str | None
    detected: str | None
    reply_language: str | None
    sentiment: float | None
    emotion: str | None
    intent: str | None
    wants_human: bool | None
    must_escalate: bool | None
    injection: bool | None
    chances: Mapping[str, Mapping[str, float]] | None
    verdicts: tuple[str, ...]
    flags: tuple[NeverAuto, ...]
    approval: Approval | None


def never(facts: Facts) -> tuple[Never, ...]:
    """The entries of the list that are true, in its order. Pure: the same facts give the same answer."""
    hints = alarms(facts.request, facts.language or "")
    asked, said = _promised(facts, facts.request), _promised(facts, facts.reply)
    true: dict[Never, bool] = {
        name: any(hints.get(category, 0.0) >= HINT for category in categories)
        for name, categories in HINTS.items()
    }
    true["person"] |= facts.wants_human is not False or _suspected(facts, "wants_human")
    true["escalate"] |= facts.must_escalate is not False or _suspected(facts, "must_escalate")
    true["injection"] |= facts.injection is not False or _suspected(facts, "injection")
    true["legal"] |= bool((asked | said) & LEGAL_KINDS)
    true["money"] |= facts.intent in MONEY_INTENTS or bool((asked | said) & MONEY_KINDS)
    true["money"] |= any(hints.get(category, 0.0) >= STRONG_HINT for category in MONEY_CUES)
    true["anger"] = _angry(facts, hints)
    true["unsure"] = _chance(facts, "intent", str(facts.intent)) < SURE
    true["language"] = facts.language not in LANGUAGES or {facts.detected, facts.reply_language} != {
        facts.language
    }
    true["attachment"] = any(pattern.search(facts.request) for pattern in _attached(facts.language))
    true["checks"] = not facts.verdicts or any(verdict != "pass" for verdict in facts.verdicts)
    true["use_case"] = bool(facts.flags) or facts.approval != "reviewer"
    true["unknown"] = None in (facts.sentiment, facts.emotion, facts.intent, facts.language, facts.chances)
    return tuple(name for name in NEVER if true[name])


def _suspected(facts: Facts, label: str) -> bool:
    """Whether a yes-or-no label is likelier than suspicion allows; one without a probability is."""
    return _chance(facts, label, "yes", missing=1.0) >= SUSPECTED


def _angry(facts: Facts, hints: Mapping[str, float]) -> bool:
    if facts.emotion in (None, "anger") or facts.sentiment is None or grade(facts.sentiment) == -2:
        return True
    likely = max(_chance(facts, "emotion", "anger"), _chance(facts, "sentiment", "-2"))
    return likely >= ANGRY or hints.get("emotion.anger", 0.0) >= STRONG_HINT


def _chance(facts: Facts, label: str, value: str, missing: float = 0.0) -> float:
    return float((facts.chances or {}).get(label, {}).get(value, missing))


def _promised(facts: Facts, text: str) -> set[str]:
    """The kinds of promise in a text, in the message's language or in English."""
    return {kind for language in {facts.language or "en", "en"} for kind in kinds(text, language)}


def _attached(language: str | None) -> Iterable[re.Pattern[str]]:
    known = _words()
    return [known[each] for each in {language, "en"} if each in known]


@cache
def _words() -> Mapping[str | None, re.Pattern[str]]:
    read = yaml.safe_load((HERE / "words.yaml").read_text("utf-8"))
    return {language: compiled(entries) for language, entries in read.items()}
