"""One plain form of a text for the recognisers, with the way back to the original's offsets.

Customers' mail carries full-width digits, soft hyphens, zero-width characters, typographic dashes and HTML
entities. A rule that had to know them all would leak; so they are folded here, once, before any rule runs.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

#: Text without any of these needs no folding: the usual case, and much the fastest.
PLAIN = re.compile(r"[\n\r -%'-;=?-~£§°²³µ·¿-ž€]*\Z")
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,10}\d?);")
#: A tag without attributes, or with some that hold nobody's data; a link's target stays for the recognisers.
TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]{0,9})(?:\s[^<>@&/%+]{0,300}?)?\s{0,3}/?>")
NAMING = re.compile(r"\b(?:href|src|alt|title|value|content|name|placeholder|aria-\w+|data-\w+)\s*=", re.I)
INLINE_TAGS = frozenset(
    ["a", "abbr", "b", "big", "em", "font", "i", "mark", "small", "span", "strong", "sub", "sup", "u", "wbr"]
)
BLOCK_TAGS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "footer",
        "form",
    ]
    + [
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hr",
        "html",
        "img",
        "li",
        "main",
        "meta",
        "nav",
        "ol",
    ]
    + ["p", "pre", "section", "style", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul"]
)
#: Cyrillic and Greek letters that look Latin: a disguise, in texts of these five languages.
LOOKALIKES = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјорсухԁһӏ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοαινυ",
    "ABESIJKMHOPCTYXaesijopcyxdhl" + "ABEZHIKMNOPTYXoaivu",
)
#: Groups of digits among which letters were typed for digits, as in "2O 7946 O123".
TYPED = re.compile(r"(?<![^\W_])[\dOolI]{1,20}(?:[ ./-][\dOolI]{1,20}){0,8}(?![^\W_])")
MEANT = str.maketrans("OolI", "0011")
#: What is no plain text in spite of plain characters: runs of blanks, and dots in brackets ("example[.]com").
UNEVEN = re.compile(r"  |[\[({] ?\. ?[\])}]")
BRACKETED_DOT = re.compile(r"[\[({] ?\. ?[\])}]")
DASHES = str.maketrans(
    {**dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"), **dict.fromkeys("‘’‛′ʼ`´", "'"), **dict.fromkeys("“”„‟", '"')}
)


@dataclass(frozen=True, slots=True)
class Normal:
    """The plain text; starts[i] and ends[i] bound the original code points that became its i-th."""

    text: str
    starts: tuple[int, ...] | range
    ends: tuple[int, ...] | range

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original text that this span of the plain text came from."""
        return self.starts[start], self.ends[end - 1]


def fold(piece: str) -> str:
    """NFKC of one character with its combining marks, straight quotes and hyphens; never longer lines."""
    plain = unicodedata.normalize("NFKC", piece.translate(DASHES)).translate(DASHES).translate(LOOKALIKES)
    return "".join(map(settled, plain))


def settled(character: str) -> str:
    """A digit of any script as ASCII's, any blank as a blank, any line's end as "\\n"."""
    if character.isascii():
        return " " if character == "\t" else character
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    return "\n" if character in "\u0085\u2028\u2029" else " " if character.isspace() else character


def digits(text: str) -> str:
    """Letters typed for digits as the digits they stand for; the length stays."""
    return TYPED.sub(lambda found: meant(found[0]), text)


def meant(group: str) -> str:
    """Groups of digits with their letters read as digits: each group has a digit, or is longer than a word's."""
    parts = re.split(r"[ ./-]", group)
    shaped = all(any(map(str.isdigit, part)) or len(part) > 2 for part in parts)
    return group.translate(MEANT) if shaped and sum(map(str.isdigit, group)) > 0 and len(group) > 2 else group


def pieces(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, plain form) of each unit of the original: entity, tag, or character with its marks."""
    position = 0
    while position < len(text):
        start, character = position, text[position]
        if character in "&<":
            found = (ENTITY if character == "&" else TAG).match(text, position)
            if found and (character == "&" or is_tag(found)):
                position = found.end()
                yield start, position, replacement(found)
                continue
        dot = BRACKETED_DOT.match(text, position) if character in "[({" else None
        if dot:
            position = dot.end()
            yield start, position, "."
            continue
        position += 1
        while position < len(text) and unicodedata.combining(text[position]):
            position += 1
        yield start, position, "" if INVISIBLE.match(character) else fold(text[start:position])


def is_tag(found: re.Match[str]) -> bool:
    """Whether this is HTML's and holds nobody's data: "<at>" isn't, and a link's target stays to be searched."""
    return found[1].lower() in INLINE_TAGS | BLOCK_TAGS and not NAMING.search(found[0])


def replacement(markup: re.Match[str]) -> str:
    """The character an entity stands for; a line break for a block tag and nothing for an inline one."""
    if markup.re is ENTITY:
        return fold(html.unescape(markup[0]))
    return "" if markup[1].lower() in INLINE_TAGS else "\n"


def normalise(text: str) -> Normal:
    """The plain form of a text for recognising; offsets of its spans map back with `Normal.original`."""
    if PLAIN.match(text) and not UNEVEN.search(text):
        return Normal(digits(text), range(len(text)), range(1, len(text) + 1))
    plain: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end, piece in pieces(text):
        if piece == " " and plain and plain[-1] == " ":
            continue  # one blank between words
        if not piece:
            continue
        plain.append(piece)
        starts.extend([start] * len(piece))
        ends.extend([end] * len(piece))
    return Normal(digits("".join(plain)), tuple(starts), tuple(ends))


def normal(text: str) -> str:
    """The plain form alone, for whoever reads a text as the recognisers do."""
    return normalise(text).text
