"""E-mail addresses, plain, with umlaut domains, and spelled out: "name (at) domain dot com"."""

from __future__ import annotations

import re

from redaction.recognisers.base import Recogniser, Rule

#: Bounded as RFC 5321 bounds it (64 octets), so that a long run without an @ costs nothing.
LOCAL = r"\w[\w+%&'~-]{0,63}(?:\.[\w+%&'~-]{1,63}){0,8}"
LABEL = r"[^\W_](?:[\w-]*[^\W_])?"
PLAIN = re.compile(rf"(?<![\w.+%&~-]){LOCAL} ?@(?: ?|\s?\n){LABEL}(?:\.{LABEL})*\.[^\W\d_][\w-]*[^\W_]")
#: A blank on either side of the @ or of the dots, as phones and scanners write it.
SPACED = re.compile(
    rf"(?<![\w.+-])[\w.+-]+ ?@ ?{LABEL}(?: ?[.] ?{LABEL}){{0,2}} ?[.] ?(?:com|net|org|de|dk|nl|se|uk|eu|be|at|ch|no|fi|info|example|test)\b",
    re.I,
)
#: A comma typed for the dot, an ending forgotten, a domain broken at a line's end, a letter at a time.
MISTYPED = re.compile(
    rf"(?<![\w.+%&~-]){LOCAL}@{LABEL}(?:,(?:com|net|org|de|dk|nl|se|uk|eu))?(?![\w@.])", re.I
)
BROKEN = re.compile(rf"(?<![\w.+%&~-]){LOCAL}@[\w.-]{{1,60}}-\n[> ]{{0,4}}{LABEL}\.[^\W\d_]{{2,12}}(?!\w)")
LETTERS = re.compile(r"(?<![\w.])(?:[\w.+-] ){2,40}@(?: [\w.-]){4,40}(?!\w)")
AT_WORD = r"(?:at|ätt?|at[ -]?sign|at symbol|snabel[ -]?a|apenstaartje|klammeraffe|apestaart|apenstaart)"
AT = rf"(?:\s?[\(\[\{{<*]{{1,2}}\s?(?:{AT_WORD}|a|@)\s?[\)\]\}}>*]{{1,2}}\s?|\s{AT_WORD}\s|[_-]at[_-]|%40|\s?@\s?)"
DOT_WORD = r"(?:dot|punkt|punt|punktum|prik|period|stop)"
DOT = rf"(?:\s?[\(\[\{{<*]{{1,2}}\s?(?:{DOT_WORD}|\.)\s?[\)\]\}}>*]{{1,2}}\s?|\s{DOT_WORD}\s|[_-]dot[_-]|\s\.\s|\.)"
LINE = r"(?:\s|\s?[\(\[]\s?)(?:underscore|understreg|understreck|unterstrich|streepje|bindestrich|bindestreg|bindestreck|minus)(?:\s|\s?[\)\]]\s?)"
WORDS = r"[\w+-]{1,64}?"
SPELLED = re.compile(
    rf"(?<![\w.+-]){WORDS}(?:(?:{DOT}|{LINE}){WORDS}){{0,4}}{AT}{LABEL}(?:{DOT}{LABEL}){{1,3}}(?![\w])",
    re.I,
)
ENDING = re.compile(
    r"(?:com|net|org|de|dk|nl|se|uk|co|eu|be|at|ch|no|fi|ie|info|example|test|io|me|nu|biz|email|au|nz)$",
    re.I,
)
BRACKETED = re.compile(r"[\(\[\{<*]|%40")


def judge_spelled(match: re.Match[str]) -> float | None:
    """An unbracketed "at" is an ordinary word too: then the domain's dot must be spelled or the end be known."""
    if BRACKETED.search(match[0]):
        return 0.9
    return 0.8 if ENDING.search(match[0]) else None


class Email(Recogniser):
    """E-mail addresses."""

    TYPE = "EMAIL"
    RULES = (
        Rule("plain address", PLAIN, 0.95),
        Rule("address with a mistyped or missing ending", MISTYPED, 0.8),
        Rule("address broken by a line's end", BROKEN, 0.95),
        Rule("address letter by letter", LETTERS, 0.9),
        Rule("address with blanks", SPACED, 0.9),
        Rule("spelled-out address", SPELLED, 0.9, judge_spelled),
    )
