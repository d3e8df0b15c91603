"""IP addresses by Presidio's own patterns; firmware versions and part numbers that look like one are refused."""

from __future__ import annotations

import re
from typing import Any

from presidio_analyzer import RecognizerResult
from presidio_analyzer.predefined_recognizers import IpRecognizer

from redaction.recognisers.context import before

VERSION = re.compile(
    r"(?:(?:\bv(?![^\W\d])\.?|versi\w*|firmware\w*|build|release|\brev\.?|update|software|mjukvara|driver|\bapp\b|ziffer|punkt|kapitel|program\w*)[^\n\d]{0,16}|[/-])$",
    re.I,
)
LABEL = re.compile(r"(?:\bip\b|ip-?ad|adres|from|von|fra|från|van|client|host|server)[^\n\d]{0,20}$", re.I)
#: Neither a version nor a clock: an address without letters needs more than "::" and two short numbers.
SHORT = re.compile(r"[\d:]{0,7}")
EDGE = re.compile(r"[\w.-]")


class IpAddress(IpRecognizer):
    """IPv4 and IPv6 addresses."""

    def __init__(self, supported_language: str) -> None:
        super().__init__(supported_language=supported_language, supported_entity="IP", name="IpAddress")

    def analyze(self, text: str, entities: list[str], *args: Any, **kwargs: Any) -> list[RecognizerResult]:
        """Presidio's results without versions, clocks and parts of longer numbers."""
        return [
            result for result in super().analyze(text, entities, *args, **kwargs) if is_address(text, result)
        ]


def is_address(text: str, result: RecognizerResult) -> bool:
    """Whether what stands around and in a match lets it be an address."""
    start, end = result.start, result.end
    if SHORT.fullmatch(text[start:end]) or EDGE.match(text[max(0, start - 1) : start]):
        return False
    if re.match(r"[-/]?\w|\.\d", text[end : end + 2]) or VERSION.search(before(text, start, 24)):
        return False
    return not is_version(text[start:end]) or bool(LABEL.search(before(text, start, 30)))


def is_version(written: str) -> bool:
    """Whether an address of four numbers reads like a version: it ends low and starts low."""
    parts = written.split(".")
    return (
        len(parts) == 4 and all(part.isdigit() and len(part) < 3 for part in parts[1:]) and len(parts[0]) < 3
    )
