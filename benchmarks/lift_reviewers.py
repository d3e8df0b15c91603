"""Simulated reviewers of the lift benchmark: they edit drafts by a written house style, always the same way.

They see the draft and the case, never whether examples were shown. One applies every rule; another doesn't bother with
greetings and thanks; and one draft in eight is sent as it is, because people are in a hurry.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

STYLE = Path(__file__).parent / "lift" / "house_style.yaml"
HURRY = 8  # every so many drafts one is sent as it is
PARAGRAPH = "\n\n"
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Case:
    """What a reviewer knows: the message's language and intent, the order's state, number and first item."""

    id: str
    language: str
    intent: str
    state: str
    order: str
    item: str
    text: str


Rule = Callable[[str, Case, Mapping[str, Any]], str]


def reviewed(draft: str, case: Case) -> str:
    """What is sent instead of a draft; the draft itself when it needs no change or there is no time."""
    if drawn(case.id, "hurry") % HURRY == 0:
        return draft
    relaxed = drawn(case.id, "reviewer") % 2 == 1
    return edited(draft, case, skip=("hello", "thanks") if relaxed else ())


def edited(draft: str, case: Case, skip: tuple[str, ...] = ()) -> str:
    """The draft in the house style."""
    text = draft.strip()
    for name, rule in RULES.items():
        if name not in skip:
            text = rule(text, case, style()[case.language])
    return text


def broken(draft: str, case: Case) -> list[str]:
    """The rules that a draft doesn't keep."""
    return [name for name, rule in RULES.items() if rule(draft, case, style()[case.language]) != draft]


def drawn(id: str, what: str) -> int:
    """A number that depends on the message alone."""
    return int.from_bytes(hashlib.sha256(f"{what}:{id}".encode()).digest()[:4])


@cache
def style() -> Mapping[str, Mapping[str, Any]]:
    """The house style by language."""
    found: dict[str, dict[str, Any]] = yaml.safe_load(STYLE.read_text("utf-8"))
    return found


def _hello(text: str, case: Case, said: Mapping[str, Any]) -> str:
    first, _, rest = text.partition(PARAGRAPH)
    greeting = re.match(said["hello"]["find"], first)
    if not greeting or "\n" in first or len(first) > 60:
        return text
    name = first[greeting.end() :].strip(" ,.!")
    return f"{said['hello']['say']}{' ' + name if name else ''},{PARAGRAPH}{rest}"


def _thanks(text: str, case: Case, said: Mapping[str, Any]) -> str:
    if case.intent == "compliment":
        return text
    for pattern in said["thanks"]:
        text = _opening(text, pattern, "")
    return text


def _sorry(text: str, case: Case, said: Mapping[str, Any]) -> str:
    return _opening(text, said["sorry"]["find"], said["sorry"]["say"])


def _opening(text: str, pattern: str, instead: str) -> str:
    """Replace what the paragraph after the greeting begins with, unless nothing else would be left of it."""
    greeting, gap, rest = text.partition(PARAGRAPH)
    paragraph, more_gap, more = rest.partition(PARAGRAPH)
    found = re.match(pattern, paragraph)
    if not found or _DIGIT.search(found[0]):  # a sentence that states something of the case stays
        return text
    changed = (instead + paragraph[found.end() :]).strip()
    if not changed:
        return text
    return greeting + gap + changed + more_gap + more


def _never(text: str, case: Case, said: Mapping[str, Any]) -> str:
    for word in said["never"]:
        text = re.sub(rf"\b{word},? ", "", text)
        text = re.sub(rf"\b{word.capitalize()},? (\w)", lambda found: found[1].upper(), text)
    return text


def _words(text: str, case: Case, said: Mapping[str, Any]) -> str:
    for old, new in said["words"].items():
        text = re.sub(rf"\b{re.escape(old)}\b", new, text)
    return text


def _item(text: str, case: Case, said: Mapping[str, Any]) -> str:
    """Name the item behind the order's number where the customer speaks of it and the draft doesn't."""
    words = {word.casefold() for word in _WORD.findall(case.item)}
    spoken = words & {word.casefold() for word in _WORD.findall(case.text)}
    if not case.order or not spoken or words & {word.casefold() for word in _WORD.findall(text)}:
        return text
    return text.replace(case.order, f"{case.order} ({case.item})", 1)


def _phone(text: str, case: Case, said: Mapping[str, Any]) -> str:
    if said["phone"]["say"] in text:
        return text
    paragraphs = text.split(PARAGRAPH)
    for place, paragraph in enumerate(paragraphs):
        if re.match(said["phone"]["find"], paragraph):
            return PARAGRAPH.join([*paragraphs[:place], said["phone"]["say"], *paragraphs[place + 1 :]])
    return _before_sign_off(text, said, said["phone"]["say"])


def _keeping(text: str, case: Case, said: Mapping[str, Any]) -> str:
    return _at_the_end_of_the_body(text, said["keeping"]) if case.state == "late" else text


def _packaging(text: str, case: Case, said: Mapping[str, Any]) -> str:
    return _at_the_end_of_the_body(text, said["packaging"]) if case.intent == "complaint_damaged" else text


def _at_the_end_of_the_body(text: str, sentence: str) -> str:
    """Behind the paragraph that follows the greeting."""
    paragraphs = text.split(PARAGRAPH)
    if sentence in text or len(paragraphs) < 2:
        return text
    return PARAGRAPH.join([paragraphs[0], f"{paragraphs[1]} {sentence}", *paragraphs[2:]])


def _address(text: str, case: Case, said: Mapping[str, Any]) -> str:
    if case.intent != "return_refund" or case.state != "delivered" or said["address"] in text:
        return text
    return _before_sign_off(text, said, said["address"])


def _before_sign_off(text: str, said: Mapping[str, Any], paragraph: str) -> str:
    paragraphs = text.split(PARAGRAPH)
    signed = re.match(said["sign_off"]["find"], paragraphs[-1]) is not None
    place = len(paragraphs) - 1 if signed else len(paragraphs)
    return PARAGRAPH.join([*paragraphs[:place], paragraph, *paragraphs[place:]])


def _sign_off(text: str, case: Case, said: Mapping[str, Any]) -> str:
    paragraphs = text.split(PARAGRAPH)
    signed = re.match(said["sign_off"]["find"], paragraphs[-1]) is not None
    return PARAGRAPH.join([*(paragraphs[:-1] if signed else paragraphs), said["sign_off"]["say"]])


RULES: dict[str, Rule] = {
    "hello": _hello,
    "thanks": _thanks,
    "sorry": _sorry,
    "never": _never,
    "words": _words,
    "item": _item,
    "phone": _phone,
    "keeping": _keeping,
    "packaging": _packaging,
    "address": _address,
    "sign_off": _sign_off,
}
