"""Texts as one line of JSON, so that nothing in them can pass for a part of the prompt.

A line break, a fence, a heading, a role ("System:") or a marker of a chat format that a customer writes stays inside
one quoted string. `json.loads` gives the text back, character for character.
"""

from __future__ import annotations

import json
import re
import unicodedata

# What model servers may read as markers of their chat formats (<|im_start|>, <s>, [INST], <<SYS>>) begins with one of
# these. A placeholder such as <PERSON_1> stays readable, for the model must be able to copy it.
_MARKER = re.compile(r"<(?![A-Z][A-Z_]*_\d+>)|\[")
# Characters that nobody sees, that end a line or turn the reading direction: controls, formats, private use, lone surrogates.
_HIDDEN = ("Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp")


def quoted(text: str) -> str:
    """The text as a JSON string without markers and hidden characters: they stand as `\\uXXXX`."""
    return _MARKER.sub(lambda mark: _escape(mark[0]), visible(text))


def visible(text: str) -> str:
    """The text as a JSON string in which only hidden characters are escaped: for the company's own texts."""
    written = json.dumps(text, ensure_ascii=False)
    if written.isascii():
        return written
    return "".join(_escape(char) if unicodedata.category(char) in _HIDDEN else char for char in written)


def _escape(char: str) -> str:
    return json.dumps(char, ensure_ascii=True)[1:-1] if not char.isascii() else f"\\u{ord(char):04x}"
