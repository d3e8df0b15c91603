"""Carries out the rules that supervisors put in force, word for word, in a draft that is composed of sentences."""

from __future__ import annotations

import re
from dataclasses import replace

from rapidfuzz import fuzz

from data.said import Said
from graph.drafters.lessons import ALIKE, masked
from graph.drafters.sentences import Sentence, put, remove
from graph.modules import Module, Wording

EQUAL = 92.0  # of 100: a sentence is the one that a rule speaks of, figures and a comma aside


def follow(sentences: list[Sentence], module: Module | None) -> list[str]:
    """Change the sentences as the module's rules say and return a note of what was done, if anything was.

    A rule whose words don't occur does nothing. The last sentence of a draft is never taken out.
    """
    done = [said for rule in module.wording if (said := _follow(sentences, rule))] if module else []
    english = "Rules that your supervisors put in force: {changes}."
    return [Said("remark.rules", english, changes=tuple(done))] if done else []


def _follow(sentences: list[Sentence], rule: Wording) -> str | None:
    if rule.kind == "remove":
        return _leave_out(sentences, rule.old)
    if rule.kind == "replace":
        return _say_instead(sentences, rule.old, rule.new)
    return _say(sentences, rule.new)


def _leave_out(sentences: list[Sentence], old: str) -> str | None:
    here = [place for place, sentence in enumerate(sentences) if _like(sentence.text, old, EQUAL)]
    for place in reversed(here):
        if len(sentences) > 1:
            remove(sentences, place)
    return Said("change.left_out", "left out “{text}”", text=old) if here else None


def _say_instead(sentences: list[Sentence], old: str, new: str) -> str | None:
    """A whole sentence, or some words wherever they stand; words that are there already in their new form stay."""
    changed = False
    for place, sentence in enumerate(sentences):
        if _like(sentence.text, old, EQUAL):
            put(sentences, place, new, "phrase", None)
            changed = True
        elif not _has(sentence.text, new) and (text := _exchanged(sentence.text, old, new)) != sentence.text:
            sentences[place] = replace(sentence, text=text)
            changed = True
    return Said("change.instead", "“{new}” instead of “{old}”", new=new, old=old) if changed else None


def _exchanged(text: str, old: str, new: str) -> str:
    """The text with the words exchanged, also where they begin a sentence: each once, since `new` may hold `old`."""
    either = "|".join(map(re.escape, (old, _capital(old))))
    return re.sub(
        rf"(?<!\w)(?:{either})(?!\w)", lambda found: new if found[0] == old else _capital(new), text
    )


def _has(text: str, new: str) -> bool:
    return new in text or _capital(new) in text


def _say(sentences: list[Sentence], new: str) -> str | None:
    """Put a sentence behind the body, before the set phrases that close a reply, unless one says the same already."""
    if any(_like(sentence.text, new, ALIKE) for sentence in sentences):
        return None
    body = [place for place, sentence in enumerate(sentences) if sentence.kind != "phrase"]
    sentences.insert(body[-1] + 1 if body else len(sentences), Sentence(new, " ", None, "phrase"))
    return Said("change.added", "added “{text}”", text=new)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _like(one: str, other: str, least: float) -> bool:
    return fuzz.ratio(masked(one).casefold(), masked(other).casefold()) >= least
