"""Reads a module's YAML file. Every mistake is a `SampleError` that names the file, the key, the value and the cure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from data.said import in_languages
from data.sample.reading import Fields, read_mapping
from graph.modules.module import APPROVALS, NEEDS, NEVER_AUTO, PROMISES, Module
from language import INTENTS, LANGUAGES

_LISTS: dict[str, Collection[str] | None] = {
    "gather": NEEDS,
    "required": NEEDS,
    "may_promise": PROMISES,
    "tone": None,
    "templates": None,
    "never_auto": NEVER_AUTO,
}
_KEYS = ("title", "titles", *_LISTS, "approval", "cases")
_CASE_KEYS = ("name", "names", "words", *_LISTS, "approval")
_ADDED = ("gather", "required", "tone", "never_auto")  # a case adds to these and replaces the others


@dataclass(frozen=True, slots=True)
class Case:
    """A special case: the module it is, and by language the words that bring it up."""

    module: Module
    words: Mapping[str, re.Pattern[str]]

    def fits(self, text: str, language: str) -> bool:
        """Whether a word of this language stands in the text."""
        known = self.words.get(language)
        return known is not None and known.search(text) is not None


@dataclass(frozen=True, slots=True)
class UseCase:
    """A module with its special cases."""

    module: Module
    cases: tuple[Case, ...] = ()

    def fitting(self, text: str, language: str) -> Module:
        """The first case that fits, else the module itself."""
        return next((case.module for case in self.cases if case.fits(text, language)), self.module)


def read(path: Path) -> UseCase:
    """The use case of `<intent>.yaml`. Raises SampleError."""
    top = read_mapping(path)
    if path.stem not in INTENTS:
        raise top.error(f"{path.stem!r} is no intent; name the file after one of {', '.join(INTENTS)}")
    _only(top, _KEYS)
    module = _checked(_with(Module(path.stem, _in_languages(top, "title")), top), top)
    cases = top.each("cases") if "cases" in top.values else []
    return UseCase(module, tuple(_case(module, entry) for entry in cases))


def _case(module: Module, entry: Fields) -> Case:
    _only(entry, _CASE_KEYS)
    words = entry.within("words")
    _only(words, LANGUAGES)
    if not words.values:
        raise entry.error("'words' is empty; write the beginnings of words by language, e.g. en: [bailiff]")
    special = _with(replace(module, case=_in_languages(entry, "name")), entry)
    return Case(
        _checked(special, entry), {language: _beginnings(words, language) for language in words.values}
    )


def _in_languages(entry: Fields, key: str) -> str:
    """The name under a key, with the names in other languages under its plural."""
    if f"{key}s" not in entry.values:
        return entry.text(key)
    others = entry.within(f"{key}s")
    _only(others, LANGUAGES)
    return in_languages(entry.text(key), {code: others.text(code) for code in others.values})


def _beginnings(words: Fields, language: str) -> re.Pattern[str]:
    """A pattern for any of a language's words at the beginning of a word."""
    found = words.texts(language)
    if not found or not all(word.strip() for word in found):
        raise words.error(
            f"{language!r} is {list(found)!r}; write beginnings of words that bring this case up"
        )
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(word.strip()) for word in found)})", re.I)


def _with(module: Module, entry: Fields) -> Module:
    """The module changed by the keys that are there."""
    changes: dict[str, Any] = {}
    for key, allowed in _LISTS.items():
        if key in entry.values:
            before = getattr(module, key) if key in _ADDED else ()
            changes[key] = tuple(dict.fromkeys((*before, *entry.texts(key, allowed))))
    if "approval" in entry.values:
        changes["approval"] = entry.choice("approval", APPROVALS)
    return replace(module, **changes)


def _checked(module: Module, entry: Fields) -> Module:
    loose = [need for need in module.required if need not in module.gather]
    if loose:
        raise entry.error(f"'required' holds {loose!r}, which 'gather' doesn't; add it there")
    return module


def _only(entry: Fields, known: Sequence[str]) -> None:
    strange = [key for key in entry.values if key not in known]
    if strange:
        raise entry.error(f"key {strange[0]!r} isn't known; use {', '.join(known)}")
