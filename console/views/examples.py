"""Examples as people judge them, and as a model could be tuned on them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import tzinfo

from console.markup import chips, tag
from console.texts import known, say
from console.views import diff, times, words
from console.views.readable import readable
from data.records import Example

SYSTEM = (
    "You are {assistant}, the AI assistant of {company}. You draft a reply in the customer's language; a person "
    "reviews it. Keep placeholders such as <PERSON_1> unchanged. Never claim to be a person."
)


def title(example: Example, names: Mapping[str, str], zone: tzinfo) -> str:
    """One example in a line of plain words."""
    by = say("example.by", name=names.get(example.reviewer_id, "?"), day=times.day(example.created_at, zone))
    off = "" if example.active else f" · {say('example.off')}"
    return f"{words.intent(example.intent)} · {words.language(example.language)} · {by}{off}"


def taught_html(example: Example) -> str:
    """What the customer asked, and what the person changed; of a kept approval the reply."""
    reasons = ", ".join(known("reason", reason) for reason in example.reasons)
    why = tag("p", chips(say("decision.because", reasons=reasons)), classes="gd-quiet") if reasons else ""
    asked = tag("h4", say("example.asked")) + tag(
        "div", chips(readable(example.request)), classes="gd-text", lang=example.language
    )
    if example.draft == example.reply:  # approved as it was, and kept
        reply = tag("div", chips(example.reply), classes="gd-text", lang=example.language)
        return asked + tag("h4", say("example.reply")) + reply + why
    return asked + tag("h4", say("example.changed")) + diff.as_html(example.draft, example.reply) + why


def filtered(
    examples: Sequence[Example], language: str | None, intent: str | None, active: bool | None
) -> list[Example]:
    """Those of a language, an intent, and on or off; None means all."""
    return [
        example
        for example in examples
        if language in (None, example.language)
        and intent in (None, example.intent)
        and active in (None, example.active)
    ]


def as_jsonl(examples: Iterable[Example], company: str, assistant: str) -> str:
    """Active examples, one chat a line, in the format that chat models are fine-tuned with; all text is redacted."""
    system = SYSTEM.format(company=company, assistant=assistant)
    return "".join(_line(example, system) for example in examples if example.active)


def _line(example: Example, system: str) -> str:
    messages = [
        {"role": "system", "content": system},
        {"role": "user", "content": example.request},
        {"role": "assistant", "content": example.reply},
    ]
    return json.dumps({"messages": messages}, ensure_ascii=False) + "\n"
