"""What a reviewer's edit teaches: the sentences taken out, put in or reworded, carried over to another draft.

An example was written for another customer, so only what is safe travels: no figure, date, link or placeholder,
no word of that customer's orders, no promise that the sources at hand don't make, no claim to be a person or to
feel. Figures travel only where a reworded sentence stands in the new draft too, with this customer's figures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from data.said import Said
from disclosure import claim_in
from graph.checks.commitments import promised
from graph.checks.tokens import PLACEHOLDER, tokens
from graph.checks.words import kinds, words
from graph.drafters.sentences import Sentence, put, remove, split

ALIKE = 82.0  # of 100: two sentences say the same, figures aside
REWORDED = 45.0  # a sentence of the reply is a new wording of one of the draft
_DIGITS = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Rules:
    """What decides whether a sentence may travel, and which example teaches it.

    company: the company's own texts; private: the other customer's words; may_promise: what the use case lets a
    draft promise, None where no use case says.
    """

    language: str
    company: str
    private: frozenset[str] = frozenset()
    may_promise: frozenset[str] | None = None
    example: str | None = None


@dataclass(slots=True)
class Lesson:
    """What was carried over, as short phrases for the note, and how much had to stay behind."""

    changes: list[str] = field(default_factory=list)
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class _Block:
    """Neighbouring sentences of the example's draft that became other sentences, or none, in its reply."""

    before: Sentence | None
    after: Sentence | None
    gone: Sequence[Sentence]
    new: Sequence[Sentence]
    lead_after: str | None  # the white space before `after` in the reply


def apply(sentences: list[Sentence], draft: str, reply: str, rules: Rules) -> Lesson:
    """Change `sentences` as the reviewer changed `draft` into `reply`, as far as that is safe."""
    lesson = Lesson()
    for block in _blocks(split(draft), split(reply)):
        _apply_block(sentences, block, rules, lesson)
    return lesson


def related(body: str, draft: str) -> bool:
    """Whether a draft was composed like this body: at least half of the body's sentences stand in it.

    An edit of a reply about a late parcel says nothing about a cancelled one, though both customers ask alike.
    """
    ours, theirs = split(body), split(draft)
    found = sum(_find(theirs, sentence) is not None for sentence in ours)
    return bool(ours) and found * 2 >= len(ours)


def may_travel(sentence: str, rules: Rules) -> bool:
    """Whether a sentence written for another customer may be said to this one."""
    if _DIGITS.search(sentence) or PLACEHOLDER.search(sentence) or tokens(sentence) or claim_in(sentence):
        return False
    folded = sentence.casefold()
    if any(word.casefold() in folded for word in rules.private):
        return False
    known = words(rules.language)
    if known.person.search(sentence) or known.feeling.search(sentence):
        return False
    return all(
        promised(kind, rules.company) and (rules.may_promise is None or kind in rules.may_promise)
        for kind in kinds(sentence, rules.language)
    )


def _blocks(draft: list[Sentence], reply: list[Sentence]) -> list[_Block]:
    matcher = SequenceMatcher(None, [s.text for s in draft], [s.text for s in reply], autojunk=False)
    return [
        _Block(
            before=draft[i - 1] if i else None,
            after=draft[i_end] if i_end < len(draft) else None,
            gone=draft[i:i_end],
            new=reply[j:j_end],
            lead_after=reply[j_end].lead if j_end < len(reply) else None,
        )
        for kind, i, i_end, j, j_end in matcher.get_opcodes()
        if kind != "equal"
    ]


def _apply_block(sentences: list[Sentence], block: _Block, rules: Rules, lesson: Lesson) -> None:
    pairs = _pairs(block)
    at, left_out = _place(sentences, block), lesson.left_out
    for new in block.new:
        old = pairs.get(new)
        here = _find(sentences, old) if old else None
        if old and here is not None:
            _reword(sentences, here, old, new, rules, lesson)
            at = here + 1
        elif at is not None and may_travel(new.text, rules):
            at = _add(sentences, at, replace(new, kind="example", source=rules.example), block, lesson)
        else:
            lesson.left_out += 1
    if lesson.left_out == left_out:  # else something would be lost that the reviewer said in other words
        _drop(sentences, [old for old in block.gone if old not in pairs.values()], lesson)


def _add(sentences: list[Sentence], at: int, new: Sentence, block: _Block, lesson: Lesson) -> int:
    """Put a sentence in unless one says the same already; returns where the next one belongs."""
    if _find(sentences, new) is not None:
        return at
    sentences.insert(at, new)
    follows = at + 1 < len(sentences) and block.after and _find(sentences, block.after) == at + 1
    if follows and block.lead_after:
        sentences[at + 1] = replace(sentences[at + 1], lead=block.lead_after)
    lesson.changes.append(Said("change.added", "added “{text}”", text=new.text))
    return at + 1


def _drop(sentences: list[Sentence], gone: list[Sentence], lesson: Lesson) -> None:
    for old in gone:
        here = _find(sentences, old)
        if here is not None and len(sentences) > 1:
            remove(sentences, here)
            lesson.changes.append(Said("change.left_out", "left out “{text}”", text=old.text))


def _pairs(block: _Block) -> dict[Sentence, Sentence]:
    """Sentences of the reply that are new wordings of sentences of the draft."""
    pairs: dict[Sentence, Sentence] = {}
    for new in block.new:
        free = [old for old in block.gone if old not in pairs.values()]
        best = max(free, key=lambda old: fuzz.ratio(masked(old.text), masked(new.text)), default=None)
        if best and fuzz.ratio(masked(best.text), masked(new.text)) >= REWORDED:
            pairs[new] = best
    return pairs


def _reword(
    sentences: list[Sentence], here: int, old: Sentence, new: Sentence, rules: Rules, lesson: Lesson
) -> None:
    current = sentences[here].text
    worded = new.text if may_travel(new.text, rules) else transferred(old.text, new.text, current)
    if worded is None or (worded != new.text and not may_travel(masked(worded, " "), rules)):
        lesson.left_out += 1
    elif worded != current:
        put(sentences, here, worded, "example", rules.example)
        lesson.changes.append(Said("change.reworded", "reworded to “{text}”", text=worded))


def transferred(old: str, new: str, current: str) -> str | None:
    """`new` with the figures of `current`, when `old` and `current` are one sentence with different figures."""
    theirs, ours = tokens(old), tokens(current)
    if masked(old) != masked(current) or len(theirs) != len(ours):
        return None
    values: dict[str, str] = {}
    for token, mine in zip(theirs, ours, strict=True):
        if token.kind != mine.kind or values.setdefault(token.text, mine.text) != mine.text:
            return None
    parts, end = [], 0
    for token in tokens(new):
        if token.text not in values:
            return None
        parts += [new[end : token.start], values[token.text]]
        end = token.end
    return "".join(parts) + new[end:]


def masked(text: str, mask: str = "#") -> str:
    """The text with every figure, date, code, link and placeholder replaced, so that wordings can be compared."""
    parts, end = [], 0
    for token in tokens(text):
        parts += [text[end : token.start], mask]
        end = token.end
    return "".join(parts) + text[end:]


def _find(sentences: Sequence[Sentence], wanted: Sentence) -> int | None:
    """Where a sentence that says the same stands."""
    scores = [fuzz.ratio(masked(s.text), masked(wanted.text)) for s in sentences]
    best = max(range(len(scores)), key=scores.__getitem__, default=None)
    return best if best is not None and scores[best] >= ALIKE else None


def _place(sentences: Sequence[Sentence], block: _Block) -> int | None:
    """Where new sentences belong: behind the one they followed, else before the one they preceded."""
    if block.gone:
        first = _find(sentences, block.gone[0])
        if first is not None:
            return first + 1
    if block.before is not None:
        before = _find(sentences, block.before)
        if before is not None:
            return before + 1
    if block.after is not None:
        return _find(sentences, block.after)
    return None if block.before else len(sentences)
