"""What is wrong with an article or template before it is saved: errors stand in the way, warnings are for thought."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from data.records import KnowledgeKind
from data.sample import SLOTS
from disclosure import claim_in
from graph.checks.tokens import PLACEHOLDER
from graph.checks.words import FREE, kinds, words
from graph.drafters.fields import OPTIONAL, SLOT
from graph.knowledge.item import Words
from graph.modules import Modules

Severity = Literal["error", "warning"]
LONGEST_TITLE, LONGEST_TEMPLATE, LONGEST_ARTICLE = 200, 5_000, 200_000
NO_ORDER = ("none", "any", "also", "also_first")  # states of templates that also serve without an order
_LINK = re.compile(r"\[[^\]]*\]\(\s*<?([^)\s>]*)>?[^)]*\)")
_BARE = re.compile(r"(?<![(<\w])https?://[^\s<>)\]]*")
_BRACES = re.compile(r"\{\{|\}\}")
_MARKS = re.compile(r"\[\[|\]\]")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing. code: names the sentence that says it; about: the words it is about."""

    code: str
    severity: Severity
    about: str = ""


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges words of one kind and language. known: ids of articles that links may lead to; modules: the use cases."""

    kind: KnowledgeKind
    language: str
    modules: Modules
    known: Collection[str] = ()

    def problems(self, written: Words) -> tuple[Problem, ...]:
        """Errors first, each once."""
        found = dict.fromkeys(
            [*self._shape(written), *self._fields(written), *self._said(written), *self._links(written.body)]
        )
        return tuple(sorted(found, key=lambda problem: problem.severity))

    def _shape(self, written: Words) -> Iterator[Problem]:
        if not written.title.strip():
            yield Problem("no_title", "error")
        if not written.body.strip():
            yield Problem("no_text", "error")
        longest = LONGEST_TEMPLATE if self.kind == "template" else LONGEST_ARTICLE
        for text, most in ((written.title, LONGEST_TITLE), (written.body, longest)):
            if len(text) > most:
                yield Problem("too_long", "error", str(most))
        for found in PLACEHOLDER.finditer(f"{written.title}\n{written.body}"):
            yield Problem("placeholder", "error", found[0])
        if not written.intents:
            yield Problem("no_use_case", "error" if self.kind == "template" else "warning")

    def _fields(self, written: Words) -> Iterator[Problem]:
        """Fields that no draft could fill, and brackets that don't close."""
        if self.kind != "template":
            return
        for found in re.findall(r"\{\{(.*?)\}\}", written.body, re.DOTALL):
            if found.strip() not in SLOTS:
                yield Problem("unknown_field", "error", found.strip() or "{{ }}")
        for pattern, pair in ((_BRACES, ("{{", "}}")), (_MARKS, ("[[", "]]"))):
            if _unclosed(pattern.findall(written.body), pair):
                yield Problem("unclosed", "error", " ".join(pair))
        if written.details.get("condition") in NO_ORDER:
            for name in SLOT.findall(OPTIONAL.sub("", written.body)):
                if name.startswith("order.") and name in SLOTS:
                    yield Problem("no_order", "error", name)

    def _said(self, written: Words) -> Iterator[Problem]:
        """What a draft may not say would come from here again and again."""
        known, text = words(self.language), written.body
        for pattern in (known.person, known.feeling):
            for found in pattern.finditer(text):
                yield Problem("claims", "warning", found[0])
        if claim_in(text):
            yield Problem("discloses", "error")
        if not written.intents:
            return
        allowed = {
            kind
            for intent in written.intents
            for kind in self.modules.for_(intent, language=self.language).may_promise
        }
        for kind, places in kinds(text, self.language).items():
            if kind != FREE and kind not in allowed:
                start, end = places[0]
                yield Problem(f"promise_{kind}", "warning", text[start:end])

    def _links(self, body: str) -> Iterator[Problem]:
        """Links to articles that aren't there, and addresses without a host. Nothing is asked of the network."""
        slugs = {id.partition("/")[2] for id in self.known}
        for address in [*_LINK.findall(body), *_BARE.findall(body)]:
            try:
                parts = urlsplit(address)
            except ValueError:  # "https://[your-shop]/returns": what stands in brackets is no network address
                yield Problem("broken_link", "warning", address)
                continue
            if parts.scheme in ("http", "https"):
                if "." not in (parts.hostname or ""):
                    yield Problem("broken_link", "warning", address)
            elif not parts.scheme and not address.startswith("#"):
                slug = parts.path.rpartition("/")[2].removesuffix(".md").removesuffix(".html")
                if slug not in slugs:
                    yield Problem("broken_link", "warning", address or "( )")


def _unclosed(found: list[str], pair: tuple[str, str]) -> bool:
    return found != list(pair) * (len(found) // 2)
