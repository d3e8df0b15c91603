"""What counts as a message's text: plain text a person can have written, with one kind of line break."""

from __future__ import annotations

import re
import unicodedata

from channels.errors import EmptyMessage, NotText, TooLong

# CR LF, CR, VT, FF and NEL: what Unicode calls newline functions (Unicode Standard 5.8), less its two separators,
# which are ordinary characters and stay.
_LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85]")
# All other control characters but tab and line feed, and halves of surrogate pairs.
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_INVISIBLE = frozenset({"Cf", "Cc", "Zs", "Zl", "Zp", "Mn", "Me"})


def clean(text: str, max_chars: int) -> str:
    """The text as it is kept: unchanged but for line breaks, which all become line feeds.

    Raises TooLong, NotText or EmptyMessage; a text of spaces and invisible characters only is empty.
    """
    if len(text) > max_chars:
        raise TooLong(len(text), max_chars)
    unified = _LINE_BREAKS.sub("\n", text)
    bad = _NOT_TEXT.search(unified)
    if bad:
        raise NotText(bad.start(), bad.group())
    if not any(unicodedata.category(character) not in _INVISIBLE for character in unified):
        raise EmptyMessage
    return unified
