"""How customers are addressed: Sie or du, u or je, De or du, ni or du. The company chooses by language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).parent / "forms.yaml"


@dataclass(frozen=True, slots=True)
class Form:
    """One form of address: the instruction for whoever drafts, and what belongs to the other form."""

    tell: str
    other: re.Pattern[str]

    def slips(self, text: str) -> tuple[tuple[int, int], ...]:
        """Where a text falls into the other form, as code points."""
        return tuple(match.span("word") for match in self.other.finditer(text))


def form_of(language: str, forms: Mapping[str, str]) -> Form | None:
    """The form a company uses in a language; None where the language has only one, or none was chosen."""
    return _all().get((language, forms.get(language, "")))


@cache
def _all() -> dict[tuple[str, str], Form]:
    read = yaml.safe_load(FILE.read_text("utf-8"))
    return {
        (language, name): Form(entry["tell"], _pattern(entry))
        for language, forms in read.items()
        for name, entry in forms.items()
    }


def _pattern(entry: Mapping[str, list[str]]) -> re.Pattern[str]:
    if "anywhere" in entry:
        return re.compile(rf"\b(?P<word>{'|'.join(entry['anywhere'])})\b", re.I)
    # Behind a letter, a comma or a bracket a sentence goes on, so a capital letter there is the polite form's.
    return re.compile(rf"(?<=[\w,;)] )(?P<word>{'|'.join(entry['within'])})\b")
