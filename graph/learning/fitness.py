"""Which words may stand in a rule for drafts: none that belong to a customer, and none that a draft may not say."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from data.said import Said, named
from disclosure import claim_in
from graph.checks.tokens import PLACEHOLDER, tokens
from graph.checks.words import kinds, words
from redaction import Redactor

LONGEST = 300  # characters
_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"[^\W\d_]")


class UnfitRule(ValueError):
    """The words can't stand in a rule; nothing was written. The message says which words and why."""


@dataclass(frozen=True, slots=True)
class Fitness:
    """Judges words of one language. names: words of staff's names, folded; may_promise: kinds of the use case."""

    redactor: Redactor
    language: str
    names: Collection[str] = frozenset()
    may_promise: Collection[str] = frozenset()

    def demand(self, old: str, new: str) -> None:
        """Raise UnfitRule unless both may stand in a rule; what is to be left out may claim what it likes."""
        for text, said in ((old, False), (new, True)):
            why = self.problem(text, said)
            if why is not None:
                raise UnfitRule(Said("refusal.rule", "“{text}” {why}", text=text, why=why))

    def fits(self, old: str, new: str) -> bool:
        """Whether both may stand in a rule."""
        return self.problem(old, False) is None and self.problem(new, True) is None

    def problem(self, text: str, said: bool) -> str | None:
        """What is wrong with a text that is to be `said`, or only left out; None for a fit or an empty one."""
        if not text:
            return None
        return self._shape(text) or (self._saying(text) if said else None) or self._private(text)

    def _shape(self, text: str) -> str | None:
        if not _LETTER.search(text):
            return Said("unfit.empty", "has no words")
        if len(text) > LONGEST:
            return Said("unfit.long", "is longer than {most} characters", most=LONGEST)
        if PLACEHOLDER.search(text):
            return Said("unfit.placeholder", "holds a placeholder: a rule is for every customer")
        if _DIGIT.search(text) or tokens(text):
            return Said(
                "unfit.figure", "holds a figure, date or link: these come from sources, not from rules"
            )
        return None

    def _saying(self, text: str) -> str | None:
        known = words(self.language)
        if claim_in(text):
            return Said("unfit.disclosure", "says who wrote the reply, which only the disclosure may")
        if known.person.search(text) or known.feeling.search(text):
            return Said("unfit.person", "claims to be a person or to feel")
        beyond = sorted(set(kinds(text, self.language)) - set(self.may_promise))
        english = "promises what this use case may not ({kinds})"
        told = tuple(named("thing", kind) for kind in beyond)
        return Said("unfit.promise", english, kinds=told) if beyond else None

    def _private(self, text: str) -> str | None:
        """Fails closed: RedactionError comes out, and nothing is proposed or written."""
        if any(word in self.names for word in re.findall(r"[^\W\d_]+", text.casefold())):
            return Said("unfit.name", "holds a name of your staff")
        if self.redactor.find(text, self.language):
            return Said("unfit.personal", "looks like it holds personal data")
        return None
