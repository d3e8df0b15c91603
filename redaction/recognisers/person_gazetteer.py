"""Names by lists: a given name that is no common word, with the surname that follows it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from redaction.gazetteers.lists import things
from redaction.recognisers.base import Recogniser, Span
from redaction.recognisers.words import PARTICLES, Word, name_end, shouted, whispered, words

#: What stands after a name that is a product, a firm or a street: "Freja 3", "Alma Pro", "Anders & Co".
NOT_AFTER = re.compile(
    r"(?:[ -]?\d|\s?[®™]| (?:Pro|Max|Mini|Plus|XL+|Lite|Air|Classic|Deluxe|Set|II|III|IV|GmbH|AG|KG|AB|A/S|ApS|BV|B\.V\.|Ltd|Inc|LLC|Plc)\b| (?:&|und|og|och|en|and) (?:Co|Söhne|Søn|Son|Sons|Sønner|Zonen|Daughters|Partner)|-[a-zäöüåæø])",
    re.I,
)
ARTICLES = frozenset(
    [
        "the",
        "a",
        "an",
        "der",
        "die",
        "das",
        "dem",
        "den",
        "des",
        "ein",
        "eine",
        "einen",
        "einem",
        "einer",
        "det",
        "en",
        "et",
        "ett",
        "de",
        "het",
        "een",
    ]
)
#: Short months that are names too, behind a day.
MONTHS = frozenset(
    [
        "jan",
        "feb",
        "mar",
        "apr",
        "may",
        "jun",
        "jul",
        "aug",
        "sep",
        "okt",
        "oct",
        "nov",
        "dec",
        "dez",
        "maj",
        "mai",
    ]
)
MONTH_DAY = re.compile(r"\d(?:st|nd|rd|th|\.)? $")
#: A firm's form or trade, in a name or directly behind it.
FIRM = re.compile(
    r"(?<!\w)(?:GmbH|mbH|mbB|AG|KG|AB|A/S|ApS|I/S|BV|B\.V\.|NV|VOF|Ltd|LLP|Inc|LLC|Plc|Oy|ASA|e\.V\.|(?:&|and|und|og|och|en) (?:Co|Søn|Sønner|Son|Sons|Söhne|Sohn|Söner|Zn|Zonen|Zoon|Partners?|Daughters|Töchter|Døtre|Brothers|Bros)"
    r"|Brødrene|Gebrüder|Gebr|Gebroeders|Bröderna|Brothers|Transport\w*|Spedition|Logisti[ck]\w*|Inkasso|Incasso|Kanzlei|Advokat(?:firma|byrå)\w*|Advoca\w+|Tidning|Zeitung|Courant|Gazette|Times"
    r"|Kirke|Kirche|Kerk|Church|Kyrka\w*|School|Schule|Skole\w*|Skola\w*|Hospital|Klinik\w*|Hotel\w*|Foundation|Stiftung|Stichting|Fond\w*|Museum|Universit\w+|Möbel|Møbler|Meubelen|Meubels|Partner(?:schaft)?|Furniture|Interiors?|Ltd|Group|Gruppe\w*|Holding"
    r"|Festival|Surgery|Vets|Solicitors|Recoveries|Homes|Insurance|Opticians?|Bakery|Bookshop|Travel|Tours|Verzekeringen|Assurantiën|Makelaar\w*|Kantoor|College|Kapsalon|Camping|Bakkerij|Uitgeverij|Reizen|Boekhandel"
    r"|Grundschule|Gymnasium|Realschule|Gesamtschule|Versicherung\w*|Bäckerei|Metzgerei|Apotheke|Autohaus|Reisen|Buchhandlung|Verlag|Sanitär|Bygg|Byggservice|Måleri|Förvaltning|Fastigheter|Förlag\w*|Försäkring\w*|Bokhandel\w*"
    r"|Pensionskasse\w*|Forsikring\w*|Tandlæge\w*|Tandläkar\w*|Bageri\w*|Boghandel\w*|Forlag\w*|[A-ZÆØÅ]?[a-zæøå]*(?:roklub|sejlklub|boldklub|idrætsforening|husförening))(?![\w])"
)
BESIDE = frozenset(" -&")
WORD_BEFORE = re.compile(r"([^\W\d_]{3,})[ ]\(?[\"'«»„“”]?$")
QUOTES = frozenset("\"'«»„“”")


class PersonByGazetteer(Recogniser):
    """Names that the lists know."""

    TYPE = "PERSON"

    def spans(self, text: str) -> Iterator[Span]:
        """Names with a capital; in a text without capitals, or of capitals only, names that lists know twice."""
        found = words(text)
        if shouted(text) or whispered(text):
            yield from uncased(text, found)
            return
        index = 0
        while index < len(found):
            span, index = cased(text, found, index)
            if span:
                yield span


def cased(text: str, found: Sequence[Word], index: int) -> tuple[Span | None, int]:
    """The name that starts at this word, if one does, and where to go on."""
    word = found[index]
    if not word.capital or not (word.given or word.maybe_given):
        return unlisted(text, found, index), index + 1
    end = name_end(text, found, index)
    full = end > index + 1
    if not full and not word.given:
        return None, index + 1
    if not full and is_product(text, found, index):
        return None, index + 1
    if full and not word.given and not any(other.surname for other in found[index + 1 : end]):
        return None, index + 1
    if is_firm(text, word.start, found[end - 1].end):
        return None, end
    if not full and is_thing(text, word.start):
        return None, end
    if NOT_AFTER.match(text, found[end - 1].end) and found[end - 1].end != len(text):
        return None, end
    rule, score = ("given name and surname", 0.6) if full else ("given name", 0.5)
    return Span(word.start, found[end - 1].end, score, rule), end


def unlisted(text: str, found: Sequence[Word], index: int) -> Span | None:
    """An unknown capitalised word with a listed surname behind it: names of languages that no list covers."""
    word, following = found[index], found[index + 1 : index + 2]
    if not following or not word.nameable or word.initial or is_product(text, found, index):
        return None
    surname = following[0]
    if (
        text[word.end : surname.start] != " "
        or not (surname.capital and surname.surname)
        or word.low in PARTICLES
    ):
        return None
    if NOT_AFTER.match(text, surname.end) or is_firm(text, word.start, surname.end):
        return None
    return Span(word.start, surname.end, 0.5, "unlisted name and listed surname")


def is_firm(text: str, start: int, end: int) -> bool:
    """Whether a word that only firms and houses have stands in a name, or behind it on its line."""
    return bool(
        FIRM.search(text, start, end) or (text[end : end + 1] in BESIDE and FIRM.match(text, end + 1))
    )


def is_thing(text: str, start: int) -> bool:
    """Whether the word before this place is a thing that shops name: "stolen Holger", "lamp (Astrid"."""
    before = WORD_BEFORE.search(text[max(0, start - 30) : start])
    if not before:
        return False
    word = before[1].lower()
    return any(word[place:] in things() for place in range(max(1, len(word) - 3)))


def is_product(text: str, found: Sequence[Word], index: int) -> bool:
    """Whether a single name is used like a thing: after an article, in quotes, or with a model's number."""
    word = found[index]
    before = text[max(0, word.start - 1) : word.start]
    if word.low in MONTHS and MONTH_DAY.search(text[max(0, word.start - 6) : word.start]):
        return True
    if before in QUOTES or NOT_AFTER.match(text, word.end):
        return True
    return index > 0 and found[index - 1].low in ARTICLES and text[found[index - 1].end : word.start] == " "


def uncased(text: str, found: Sequence[Word]) -> Iterator[Span]:
    """Names where capitals say nothing: a given name, taken on through listed surnames and given names."""
    index = 0
    while index < len(found):
        end = index + 1
        if not found[index].given or len(found[index].low) < 4:
            index = end
            continue
        while end < len(found) and text[found[end - 1].end : found[end].start] in {" ", "-"}:
            if not (found[end].surname or found[end].given):
                break
            end += 1
        if not NOT_AFTER.match(text, found[end - 1].end):
            yield Span(found[index].start, found[end - 1].end, 0.5, "listed name, without capitals")
        index = end
