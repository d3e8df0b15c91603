"""Who to greet: a placeholder only when it is clearly the writer's own name."""

from __future__ import annotations

import re

_NAME = r"<PERSON_\d+>"
_CLOSINGS = (
    "regards|wishes|best|sincerely|cheers|thanks|thank you|yours|love"
    "|grüße|grüßen|gruß|gruss|grüsse|grüssen|lg|mfg|vg|danke"
    "|hilsen|hilsner|mvh|vh|tak"
    "|groet|groeten|groetjes|mvg|bedankt|dank"
    "|hälsningar|hälsning|vänligen|tack"
)
_INTRODUCTIONS = (
    "my name is|i am|i'm|this is|mein name ist|ich heiße|ich heisse|mit navn er|jeg hedder"
    "|mijn naam is|ik heet|mitt namn är|jag heter"
)
# What may stand below a name: markup of mails, and more placeholders with what they are called.
_MARKUP = re.compile(r"<(?![A-Z_]+_\d+>)/?[a-zA-Z][^<>]{0,300}>")
_BELOW = re.compile(r"(?:[\s,;(|/-]*(?:\b\w{1,9}\b[.:]?\s*)?<(?:ADDRESS|PHONE|EMAIL)_\d+>)+[\s.)]*$")
_FOOTER = r"(?:\s*\n.{0,60})?$"  # "Sent from my phone"
_SIGNED = (
    re.compile(
        rf"\b(?:{_CLOSINGS})\b[^\w<]{{0,6}}(?:from |fra |från |von |van )?({_NAME})[^\w\n]*{_FOOTER}", re.I
    ),
    re.compile(rf"(?:^|\n)[ \t]*[-–—/~][ \t]*({_NAME})\W*$"),
    re.compile(rf"[.!?,][ \t]*\n\s*({_NAME})\W*$"),
    re.compile(rf"[.!?)][ \t]+[/–—-]?[ \t]*({_NAME})\s*$"),
    re.compile(rf"\b(?:{_INTRODUCTIONS}) ({_NAME})", re.I),
)


def writers_name(text: str) -> str | None:
    """The placeholder of the writer's own name: signed with it, or introduced by it; None when unsure."""
    plain = _BELOW.sub("", _MARKUP.sub("\n", text).rstrip()).rstrip()
    for pattern in _SIGNED:
        found = pattern.search(plain)
        if found:
            return found[1]
    return None
