"""What the rules know better than a model: which shapes data has, and which words never are anybody's.

A model marks the word beside a number, a title before a name, an order number that looks like a telephone's. Its
findings are trimmed and, unless it is very sure, struck out here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from redaction.findings import Finding
from redaction.gazetteers.lists import common, given, read, surnames
from redaction.recognisers.address import ENGLISH_STREET, SUFFIX
from redaction.recognisers.context import (
    ROLE,
    ROLE_MAILBOX,
    before,
    is_card_reference,
    is_phone_label,
    is_reference,
)
from redaction.recognisers.ip import VERSION
from redaction.recognisers.person_context import KIN, SIGN_OFF, TITLE
from redaction.recognisers.person_gazetteer import NOT_AFTER, is_firm, is_thing
from redaction.recognisers.phone import DATE, SPELLED
from redaction.recognisers.words import PARTICLES

PLACES = frozenset({"ADDRESS", "LOCATION"})
#: Types of words rather than of numbers and addresses on the net.
WORDED = frozenset({"PERSON", *PLACES})
#: Above this the model overrules the weaker vetoes: it has read the whole sentence, they only the words before.
SURE = 0.95
NUMBERED_THING = re.compile(r"(?:[Tt]he )?[\"'(]?(?:[^\W\d_]{2,} ){1,2}\d(?: k[Ww]|[.\"')])?(?: \w{1,3})?")
STREET = re.compile(rf"{SUFFIX}(?!\w)|(?<!\w){ENGLISH_STREET}(?!\w)", re.I)
BESIDE_STREET = re.compile(r"[, ]{0,2}\n?[> ]*(?:[A-Z]{1,2}-? ?)?\d{4}|, [A-ZÄÖÜÅÆØ]")
POSTCODE = re.compile(
    r"(?i)[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}|\d{4} ?[a-z]{2}(?!\w)|^\d{1,4} ?[a-z]?$|^[a-z]-?\d{1,4}$"
)
#: A word alone is a place where somebody lives only if the model says so firmly.
LONE_PLACE = 0.6
SHAPES = {
    "EMAIL": re.compile(
        r"@|(?<!\w)(?:at|ät|snabel|apenstaartje|klammeraffe|a|dot|punkt|punt|prik)(?!\w)", re.I
    ),
    "URL_PERSONAL": re.compile(r"[^\W\d]{2,}[./]|[/@][^\W\d]"),
    "IP": re.compile(r"\d{1,3}(?:\.\d{1,3}){3}|[\da-f]{0,4}(?::[\da-f]{0,4}){2,}", re.I),
    "DOB": re.compile(r"\d"),
    "PLATE": re.compile(r"(?=.*\d)(?=.*[^\W\d_])(?:\W*\w){4,10}\W*\Z", re.S),
    "PHONE": re.compile(rf"(?:\D*\d){{6,15}}\D*\Z|.*{SPELLED.pattern}", re.S | re.I),
    "NATIONAL_ID": re.compile(r"(?:\D*\d){4,14}\D*\Z"),
    "CARD": re.compile(r"(?:\D*\d){12,19}\D*\Z"),
    "IBAN": re.compile(r"(?:[^\W_][\W_]*){8,34}\Z"),
}
NUMBERS = frozenset({"PHONE", "CARD", "IBAN", "NATIONAL_ID"})
ACCOUNT = re.compile(r"[A-Za-z]{2}[ .:-]?\d\d(?:[ .-]?\w){9,}")
BANK = re.compile(
    r"(?:konto|account|bank|sort code|\breg|rekening|clearing|kto|blz|swish|giro)[^\n]{0,25}$", re.I
)
#: A word at the edge of a number's finding that is none of its groups.
STRAY = re.compile(r"[^\W\d_]+")
EDGE = {
    "PHONE": STRAY,
    "CARD": STRAY,
    "IP": re.compile(r"[^\W\d_:.]{3,}"),
    "NATIONAL_ID": re.compile(r"[^\W\d_]{3,}"),
    "IBAN": re.compile(r"[^\W\d_]{3,}|[a-z]{1,2}"),
    "PLATE": re.compile(r"[^\W\d_]{4,}"),
    "EMAIL": STRAY,
    "DOB": re.compile(r"(?:born|geboren|født|född)", re.I),
}
CARE_OF = re.compile(r"c|o|co|gsm|tel|tlf|tfn|mobil|adress?e?|adres|address|geb|født|född|born", re.I)
#: Small common words that are parts of addresses.
DWELLING = re.compile(
    r"flat|floor|apt|apartment|unit|room|suite|house|cottage|lgh|lägenhet|vån|tr|whg|wohnung|etage|stock|og|eg|dg|links|rechts|mitte|lejl|sal|st|th|tv|mf|stuen|bus"
    r"|huis|hs|verdieping|hoog|street|road|lane|avenue|close|drive|way|court|place|park|hill|green|square|mews|walk|view|straße|str|weg|platz|gasse|ring|vej|gade|plads|torv"
    r"|väg|gata|torg|straat|laan|plein|gracht|kade|markt|box|po|postfach|postbus|postboks|gamle|gamla|store|stora|lille|lilla|alte|neue|oude|nieuwe|grote|kleine|am|an|der|den|im|op|de|by|on|upon|ved|på"
)
ROLE_DOMAIN = re.compile(
    rf"(?<![\w.]){ROLE}@(?:[\w-]{{1,40}}\.){{0,2}}([\w-]{{3,40}})\.[a-z]{{2,8}}(?!\w)", re.I
)
#: "(Mrs)" and "Adas Oma": behind a name, and none of it.
AFTER_NAME = re.compile(rf"(?:{TITLE}|(?i:{KIN}))\Z")
#: Something dated or timed, never a place: "Mon, 10 Mar at 09:27", "kl 16".
DATED = re.compile(
    r"(?:(?:mon|tues?|wed|thu|thurs|fri|sat|sun|mo|di|mi|do|fr|sa|so|man|tirs?|ons|tors?|fre|lør|lör|søn|sön|ma|wo|vr|za|zo)(?:day|sday|nesday|rsday|urday|tag|dag)?\.?,? )?(?:at|kl|um|om)?[ .]*\d{1,2}[.:]?(?:\d\d)?(?: [a-zäåæø]{3,9}\.?(?: (?:at|kl|um|om)(?: [\d.:]+)?)?)?\.?",
    re.I,
)
WORD = re.compile(r"\w+")
#: Words that lead a name without being part of it, and closings a model takes along.
BESIDE_NAME = re.compile(rf"(?:{TITLE}|{KIN}|{SIGN_OFF})s?\Z", re.I)
BESIDE_CAPITAL = re.compile(r"(?:Dipl|Ing|gez|i|Rechtsanw\w+|Advokat\w*|Kanzlei|Kh|Vh)\Z")


def trimmed(finding: Finding, text: str) -> Finding | None:
    """The finding without stray words at its edges; nothing where no word is left."""
    words = list(WORD.finditer(text, finding.start, finding.end))
    first, last = 0, len(words)
    if finding.type == "PERSON":
        cased = any(word[0][0].isupper() for word in words)
        while first < last - 1 and (is_beside(words[first][0]) or (cased and is_small(words[first][0]))):
            first += 1
        while (
            last - 1 > first
            and cased
            and (
                is_small(words[last - 1][0])
                or words[last - 1][0] in PARTICLES
                or AFTER_NAME.match(words[last - 1][0])
            )
        ):
            last -= 1
    elif finding.type in PLACES:
        while first < last and no_place(words[first][0]):
            first += 1
        while last > first and no_place(words[last - 1][0]) and not is_addition(words, last - 1):
            last -= 1
    elif finding.type in EDGE and has_figures(finding, text):
        edge = EDGE[finding.type]
        while first < last and is_stray(edge, words[first], text):
            first += 1
        while last > first and is_stray(edge, words[last - 1], text):
            last -= 1
    if first == last:
        return None
    start = words[first].start() if first else finding.start
    return replace(finding, start=start, end=words[last - 1].end() if last < len(words) else finding.end)


def has_figures(finding: Finding, text: str) -> bool:
    """Whether a number has digits, or an address its @; spelled out, every word belongs to it."""
    written = text[finding.start : finding.end]
    return "@" in written if finding.type == "EMAIL" else any(map(str.isdigit, written))


def is_small(word: str) -> bool:
    """Whether a word at the edge of a capitalised name is none of it: small, no particle, no listed name."""
    return word[0].islower() and word not in PARTICLES and word not in given() and word not in surnames()


def is_addition(words: Sequence[re.Match[str]], place: int) -> bool:
    """Whether a short word follows a house number: "31 bis"."""
    return place > 0 and words[place - 1][0].isdigit() and len(words[place][0]) < 4


def no_place(word: str) -> bool:
    """Whether a word at the edge of an address is none of it: a label, or a small common word."""
    if CARE_OF.fullmatch(word):
        return True
    return is_plain(word) and len(word) > 1 and not DWELLING.fullmatch(word)


def is_beside(word: str) -> bool:
    """Whether a word before a name is a title, a kinship or a closing, and no name itself."""
    if word.lower() in given():
        return False
    return bool(BESIDE_NAME.match(word) or BESIDE_CAPITAL.match(word))


def is_stray(edge: re.Pattern[str], word: re.Match[str], text: str) -> bool:
    """Whether a word at the edge of a finding has another shape and isn't written together with it."""
    near = text[max(0, word.start() - 2) : word.start()] + text[word.end() : word.end() + 2]
    return bool(edge.fullmatch(word[0])) and not any(character in "@._-/" for character in near)


def vetoed(finding: Finding, text: str, firms: frozenset[str]) -> bool:
    """Whether a finding of the model is none: by its shape, by a word before it, or as a product or courtesy."""
    written = text[finding.start : finding.end]
    if not any(character.isalnum() for character in written):
        return True
    shape = SHAPES.get(finding.type)
    if shape and not shape.search(written):
        return True
    if finding.type == "PERSON":
        return is_no_name(finding, text, firms)
    if finding.type in PLACES:
        return is_no_place(finding, text)
    if finding.type == "PHONE" and written[:1] not in "+0(" and not is_phone_label(text, finding.start):
        return written.isdigit()  # undivided, without a trunk zero or a label: an order number
    if finding.type == "IP" and VERSION.search(before(text, finding.start)):
        return True
    if finding.type == "IBAN" and not ACCOUNT.match(written) and not BANK.search(before(text, finding.start)):
        return True
    if finding.score >= SURE or finding.type in {"EMAIL", "URL_PERSONAL"}:
        ours = is_card_reference if finding.type == "CARD" else is_reference
        return finding.type in NUMBERS and ours(text, finding.start)
    return is_reference(text, finding.start) or (finding.type != "DOB" and bool(DATE.fullmatch(written)))


def is_no_name(finding: Finding, text: str, firms: frozenset[str]) -> bool:
    """Months and courtesies always; where the model isn't sure, common words, products and the shop's mailboxes."""
    written = WORD.findall(text[finding.start : finding.end].lower())
    if all(word in not_names() for word in written) or sum(map(len, written)) < 2:
        return True
    if len(written) == 1 and BESIDE_CAPITAL.match(text, finding.start, finding.end):
        return True
    if ROLE_MAILBOX.match(text, finding.end) or written[0] in firms:
        return True
    if is_firm(text, finding.start, finding.end):
        return True
    if len(written) == 1 and is_thing(text, finding.start):
        return True
    if finding.score >= SURE:
        return False
    plain = all(word in common() and word not in given() or word in PARTICLES for word in written)
    return plain or bool(NOT_AFTER.match(text, finding.end))


def firms_in(text: str) -> frozenset[str]:
    """The domains of departments' mailboxes in a text, which are a firm's names: "Lampshop <orders@lampshop…"."""
    return frozenset(found[1].lower() for found in ROLE_DOMAIN.finditer(text))


def is_no_place(finding: Finding, text: str) -> bool:
    """Common words, dates and times, references, and a word alone that the model doubts."""
    written = text[finding.start : finding.end]
    words = WORD.findall(written)
    if all(is_plain(word) or word.isdigit() for word in words) or DATED.fullmatch(written):
        return not any(DWELLING.fullmatch(word.lower()) for word in words)
    if not any(word.isalpha() and len(word) > 3 for word in words) and is_reference(text, finding.start):
        return True
    if is_numbered_thing(finding, text):
        return True
    if not any(re.search(r"[^\W\d_]{3}", word) for word in words) and not POSTCODE.search(written):
        return True
    return len(words) == 1 and finding.score < LONE_PLACE


def is_numbered_thing(finding: Finding, text: str) -> bool:
    """Whether this is a name and one figure, like a product, without a street's ending or a postcode behind it."""
    written = text[finding.start : finding.end]
    if not NUMBERED_THING.fullmatch(written) or STREET.search(written):
        return False
    return not BESIDE_STREET.match(text, finding.end)


def is_plain(word: str) -> bool:
    """Whether a word is written small and common."""
    return word.islower() and word in common()


@cache
def not_names() -> frozenset[str]:
    """Months, courtesies, departments and brands that aren't given names too."""
    return read("not_names.txt") - given()
