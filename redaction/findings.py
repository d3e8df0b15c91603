"""What redaction finds and gives back: spans of personal data, redacted text, and the errors of this room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

#: Every type a finding may have. LITERAL is no personal data: it escapes text that looks like a placeholder.
TYPES: Final = (
    "PERSON",
    "EMAIL",
    "PHONE",
    "ADDRESS",
    "LOCATION",
    "IBAN",
    "CARD",
    "NATIONAL_ID",
    "DOB",
    "IP",
    "URL_PERSONAL",
    "PLATE",
    "OTHER",
)
#: What a reviewer marked by hand; no rule or model gives it.
OTHER: Final = "OTHER"
#: The rule of a finding that stands on a reviewer's list.
LISTED: Final = "a reviewer's list"
#: The rule of a finding that a model made.
MODEL: Final = "model"
LITERAL: Final = "LITERAL"
LANGUAGES: Final = ("en", "de", "da", "nl", "sv")


class RedactionError(Exception):
    """A text could not be redacted; nothing of it may go any further."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A span of personal data: offsets in code points of the original text, and which rule found it."""

    start: int
    end: int
    type: str
    score: float
    rule: str


@dataclass(frozen=True, slots=True)
class Redacted:
    """Redacted text, its findings, and the original value of each placeholder that stands in it."""

    text: str
    findings: tuple[Finding, ...]
    placeholders: dict[str, str]
