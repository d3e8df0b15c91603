"""Postal addresses of five countries: street with number, and postcode with town."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from redaction.gazetteers.lists import common, towns
from redaction.recognisers.base import Recogniser, Rule, Span
from redaction.recognisers.context import alone_on_line, before, is_reference

CAP = r"[A-ZÄÖÜÅÆØÉ][\w'’.-]*"
#: House number with letter, range, floor or flat as the five countries write them.
FLAT = (
    r"(?:,? ?(?:\d{1,2}\. ?(?:sal|th|tv|mf|etage|og|stock|verdieping)\.?(?: ?(?:th|tv|mf)\.?)?|st\.? ?(?:th|tv|mf)\.?|kld\.?|(?:lgh|lägenhet|app|apt|apartment|whg|wohnung|unit|flat|bus|kamer|rum|top|suite) ?\.?\d{1,4} ?[A-Za-z]?"
    r"|\d tr\.?(?: (?:ö\.?g\.?|n\.?b\.?|t\.?[hv]\.?))?|hs|huis|[IVX]{1,4}\b|\d{1,2}/\d{1,3}(?:/\d{1,3})?|hinterhaus|gartenhaus|seitenflügel|vorderhaus|hintereingang|dachgescho(?:ss|ß)|rückgebäude|kvisten|(?:opgang|dør|lejl|værelse|vær|stue|zimmer|zi|haus|ing|ingång|ingang|vån|våning|as|vh|rum|etage|verdieping)\.? ?\d{0,4} ?[a-z]?\b|(?:eg|og|ug|\d\.? ?og|\d\. stock)(?: (?:links|rechts|mitte))?|\d{1,2}-?(?:hoog|hs)|rood|zwart|(?:\d{1,2}(?:e|de|ste)|begane) (?:etage|verdieping|grond)(?: (?:links|rechts|achter|voor))?))"
)
NUMBER = rf"\d{{1,4}}(?: ?[-/] ?\d{{1,4}})?(?: ?[A-Za-z](?![A-Za-zäöåæø]))?(?:[-/ ](?:[IVX]{{1,4}}|hs|huis|[a-z]|\d{{1,3}})(?!\w))?{FLAT}{{0,2}}"
SUFFIX = (
    r"(?:stra(?:ß|ss)e|str\.?|weg|gasse|platz|allee|(?<!leve)(?<!kvitte)(?<!stre)(?<!ture)(?<!klame)ring|damm|ufer|steig|pfad|chaussee|markt|berg|hof|graben|vej|vejen|gade|gaden|allé|stræde|plads|pladsen|torv|torvet|parken|vænget|vænge|toften|haven|bakken|stien|sti|kajen"
    r"|engen|marken|krogen|svinget|lunden|boulevard|vägen|väg|gatan|gata|gränd|gränden|stigen|torg|torget|backen|plan|stråket|kajen|straat|laan|plein|gracht|kade|singel|dijk|pad|steeg|dreef|plantsoen|park|burg|wal|weide|veld|hoeve|erf|oord|straatje|pleintje)"
)
WORD = r"[A-Za-zÄÖÜäöüßÅåÆæØøÉé'’.-]"
#: A number within three words: looked for first, since a street's name could begin at every word.
NEAR_NUMBER = r"(?=[^\s\d]+(?: [^\s\d]+){0,2}? {0,2}(?i:(?:n[or]\.?|nummer) ?)?\d)"
COMPOUND = re.compile(
    rf"(?<![\w@.-]){NEAR_NUMBER}(?:(?:{CAP} ){{0,2}}?)(?i:{WORD}{{2,30}}{SUFFIX})(?: {{1,2}}|(?<=\.))(?i:(?:n[or]\.?|nummer) ?)?(?i:{NUMBER})(?!\w|[.,]\d|[ ]?(?:€|kr|%|euro|stk|stück))",
)
SPLIT = re.compile(
    rf"(?<![\w@.-])(?:{CAP}[ -]){{1,3}}(?:Straße|Strasse|Str\.|Weg|Platz|Allee|Ring|Damm|Ufer|Gasse|Vej|Gade|Allé|Alle|Plads|Torv|Väg|Gata|Torg|Gränd|Straat|Laan|Plein|Gracht|Kade|Markt|Singel|Boulevard|Park)\.? {NUMBER}(?!\w|[.,]\d)"
)
PREPOSITION = re.compile(
    rf"(?<![\w@.-])(?:Am|An der|An den|Auf der|Auf dem|Im|In der|In den|Zum|Zur|Unter den|Hinter der|Bei der|Obere[rn]?|Untere[rn]?|Alte[rn]?|Neue[rn]?|Op de|Aan de|Aan het|Ved|På|Via|Rue) (?:{CAP} ?){{1,3}} {NUMBER}(?!\w|[.,]\d)"
)
ENGLISH_STREET = r"(?:Street|St|Road|Rd|Lane|Ln|Avenue|Ave|Close|Drive|Dr|Way|Court|Ct|Place|Pl|Terrace|Gardens|Crescent|Cres|Grove|Row|Hill|Green|Square|Sq|Mews|Walk|View|Vale|Bank|Mount|Rise|Parade|Wharf|Quay|Gate|Yard|Wynd|Brae|Loan|Park|Buildings|House|Cottages?|Path|Boulevard|Blvd|Highway|Esplanade|Circus|Mead|Meadows?|Croft|Fold|End|Side)"
FLAT_BEFORE = r"(?:(?:Flat|Apt|Apartment|Unit|Suite|Room|Top Flat|Ground Floor)[ ,]*(?:\d+(?:/\d+)?|[A-Z])? ?[A-Za-z]?,? ?)?"
ENGLISH = re.compile(
    rf"(?<![\w@.-]){FLAT_BEFORE}(?:No\.? ?)?\d{{1,4}}(?: ?[-/] ?\d{{1,4}})? ?[A-Za-z]?,? (?:[A-Z][\w'’.-]*,? ){{0,3}}?(?:[A-Z][\w'’.-]*) {ENGLISH_STREET}\b(?:,? (?:Flat|Apt|Unit|Ste|Apartment|#) ?\w{{1,4}}\b)?"
)
ENGLISH_LOWER = re.compile(
    r"(?<![\w@.-])(?:flat \d{1,3} ?[a-z]?,? )?\d{1,4} ?[a-z]?,? (?:[a-z][\w'-]{2,} ){1,3}(?:street|road|rd|lane|avenue|ave|close|drive|terrace|gardens|crescent|grove|mews)\b"
)
ENGLISH_UPPER = re.compile(
    r"(?<![\w@.-])(?:FLAT \d{1,3} ?[A-Z]?,? )?\d{1,4} ?[A-Z]?,? (?:[A-Z][A-Z'-]{2,} ){1,3}(?:STREET|ROAD|RD|LANE|AVENUE|AVE|CLOSE|DRIVE|TERRACE|GARDENS|CRESCENT|GROVE|MEWS)\b"
)
BOX = re.compile(
    r"(?<!\w)(?:P\.? ?O\.? ?Box|Postfach|Postbus|Postboks|Box|Packstation) \d{1,3}(?: ?\d{2,4}){0,2}(?!\w)"
)
TOWN = (
    r"(?:St\.? )?[A-ZÄÖÜÅÆØÉ][\w'’-]+(?:[ /-](?:am|an der|im|in der|ob der|bei|van|aan den|aan de|den|op|de|upon|on|the|by|le|i"
    r"|[A-ZÄÖÜÅÆØÉ][\w'’-]*)){0,4}"
)
UK_CODE = r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}"
UK = re.compile(
    rf"(?<![\w@.-])(?:(?:[A-Z][\w'’.-]+(?:[ -](?:[A-Z][\w'’.-]+|upon|on|the|in|by|le|of|under|sub|y|de)){{0,4}},? ?){{1,2}})?{UK_CODE}(?!\w)"
)
#: The town on the line above a postcode that stands alone.
UK_TOWN = re.compile(
    rf"(?<=\n)[ >]*(?P<town>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+| (?:upon|on|the|in|by|le|of|under|sub|y|de)\b){{0,3}},?\n[ >]*{UK_CODE})(?=[ .,]*(?:\n|$))"
)
UK_LOWER = re.compile(r"(?<![\w@.-])(?:[a-z]{1,2}\d[a-z\d]? \d[a-z]{2})(?!\w)")
DUTCH = re.compile(
    rf"(?<![\w@.-])(?:NL-)?[1-9]\d{{3}} ?[A-Z]{{2}}(?:,? {{0,2}}{TOWN}(?![\w'-])|,? \d{{1,4}} ?[a-z]?(?=[ ]*(?:\n|$)))?(?!\w)"
)
DUTCH_LOWER = re.compile(r"(?<![\w@.-])[1-9]\d{3} ?[a-z]{2}(?: [a-z][a-z'-]{3,})(?!\w)")
TOWN_ANY = rf"(?P<town>{TOWN}|[a-zäöüåæøß][\w-]+)(?=[\s,.;:)!?|<]|$)"
FIVE = re.compile(rf"(?<![\w@.+/-])(?:(?:DE?|A|SE?|FI?) ?- ?)?(?P<code>\d{{3}} ?\d\d),? {{1,2}}{TOWN_ANY}")
FOUR = re.compile(rf"(?<![\w@.+/-])(?:(?:DK|A|CH|NO?|BE?|L) ?- ?)?(?P<code>[1-9]\d{{3}}) {{1,2}}{TOWN_ANY}")
#: What stands before a postcode in an address: a house number near, or a comma, colon or line's start.
AFTER_STREET = re.compile(
    r"\d ?[A-Za-z]?(?:,? ?(?:st|th|tv|sal|tr|\d)\.?){0,3}[,;]? ?\n?$|\d[^\n]{0,30}[,;:)] ?$|(?:ort|adress\w*|adres|till?|to|nach): ?$"
)
#: A line of a letter's address block: whatever stands above a line that begins with a postcode.
CODE_LINE = rf"(?:(?:[A-Z]{{1,2}} ?- ?)?(?:\d{{5}}|\d{{3}} \d\d|\d{{4}}) [A-ZÄÖÜÅÆØÉ]|\d{{4}} ?[A-Z]{{2}}\b|(?:[A-Z][\w' -]{{2,30}},? )?{UK_CODE}\b)"
BLOCK = re.compile(
    rf"(?:^|\n)[ >]*(?P<line>(?=[^\n]*\d)[^\W\d_][^\n@:]{{3,70}}|\d[^\n@:]{{4,60}})(?=\n[ >]*{CODE_LINE})"
)
BEFORE_CODE = re.compile(
    r"(?:(?<=[\n:;(,] )|(?<=[\n:;(,])|^)(?P<line>[A-ZÄÖÜÅÆØÉ][^\n:;(),@]{2,50} \d{1,4}(?!\d)[^\n:;,@]{0,30}(?:, [^\n:;,@]{2,40})??)(?=, (?:[A-Z]{1,2} ?- ?)?(?:\d{5}|\d{3} \d\d|\d{4}) [A-ZÄÖÜÅÆØÉ])"
)
NO_CODE = re.compile(
    r"am|pm|kg|cm|mm|km|kr|ml|cl|dl|gb|mb|tb|kw|mw|hz|db|st|px|va|wh|ah|in|ft|lb|oz|of|en|de|te|is|er|om|op|je|we|ik"
)


def judge_town(match: re.Match[str]) -> float | None:
    """A code and a word are an address after a street, alone on the line, or where the word is a town."""
    text, start = match.string, match.start()
    town = match["town"].strip().lower()
    known = town in towns() or town.split()[0] in towns()
    placed = AFTER_STREET.search(text[max(0, start - 30) : start]) or alone_on_line(text, start, match.end())
    if not (known or (placed and match["town"][:1].isupper())) or is_reference(text, start):
        return None
    year = re.fullmatch(r"(?:19|20)\d\d", match["code"])
    return None if year and not placed else 0.8


def judge_block(match: re.Match[str]) -> float | None:
    """A short line; a reference number above a postcode is none."""
    return None if re.search(r"(?i)order|ordre|kund|tel\b|tlf|faktura|\d{5}", match["line"]) else 0.7


def judge_dutch(match: re.Match[str]) -> float | None:
    """Four digits and two letters; units of measure and little words are no postcode."""
    letters = re.sub(r"^\W*(?:NL-)?\d{4} ?", "", match[0], flags=re.I)[:2].lower()
    return None if NO_CODE.fullmatch(letters) or is_reference(match.string, match.start()) else 0.8


def judge_box(match: re.Match[str]) -> float | None:
    """ "Box" alone is a thing in a parcel in English; elsewhere a post box has three digits or a label."""
    bare = match[0].startswith("Box")
    return None if bare and not re.search(r"(?:^|[\n,:;)] ?)$", before(match.string, match.start())) else 0.7


#: Common words that streets begin with too; any other common word there begins the sentence.
STREET_HEAD = re.compile(
    r"(?:alte|neue|große|grosse|kleine|gaml[ae]|stora?|store|lill[ae]|nye|nya|oude|nieuwe|grote|korte|lange|sankt|st|sint|norra|södra|östra|västra"
    r"|nørre|sønder|øster|vester|nedre|øvre|övre|hintere|vordere|obere|untere|prins|prinses|koning|koningin|dronning|kong|professor|prof|general|burgemeester|dr)[nrs]?\.?",
    re.I,
)
HEAD = re.compile(r"(?P<word>[^\W\d_]+) (?=[^\W\d_])")
#: Two small words running show a sentence, not an address's line.
SENTENCE = re.compile(r"(?<!\w)[a-zäöüåæøß]{3,} [a-zäöüåæøß]{2,}(?!\w)|\. [A-ZÄÖÜÅÆØÉ]\w+ [a-zäöüåæøß]{2,} ")


def without_sentence(span: Span, text: str) -> Span | None:
    """A street without the word that begins its sentence; no line that is a sentence."""
    if span.rule in LINES:
        return None if SENTENCE.search(text, span.start, span.end) else span
    head = HEAD.match(text, span.start, span.end)
    if head and head["word"].lower() in common() and not STREET_HEAD.fullmatch(head["word"]):
        return replace(span, start=head.end())
    return span


LINES = frozenset({"line above a postcode", "words and number before a postcode"})


class Address(Recogniser):
    """Street lines, and postcodes with their towns."""

    TYPE = "ADDRESS"
    RULES = (
        Rule("street and number in one word", COMPOUND, 0.75),
        Rule("street in words and number", SPLIT, 0.75),
        Rule("street with a preposition and number", PREPOSITION, 0.65),
        Rule("number and English street", ENGLISH, 0.75),
        Rule("number and English street in lower case", ENGLISH_LOWER, 0.65),
        Rule("number and English street in capitals", ENGLISH_UPPER, 0.65),
        Rule("line above a postcode", BLOCK, 0.7, judge_block, "line"),
        Rule("words and number before a postcode", BEFORE_CODE, 0.7, group="line"),
        Rule("post box", BOX, 0.7, judge_box),
        Rule("UK postcode with town", UK, 0.8),
        Rule("town above a UK postcode", UK_TOWN, 0.8, group="town"),
        Rule("UK postcode", UK_LOWER, 0.65),
        Rule("Dutch postcode with town", DUTCH, 0.8, judge_dutch),
        Rule("Dutch postcode with town in lower case", DUTCH_LOWER, 0.7, judge_dutch),
        Rule("five-digit postcode and town", FIVE, 0.8, judge_town),
        Rule("four-digit postcode and town", FOUR, 0.8, judge_town),
    )

    def spans(self, text: str) -> Iterator[Span]:
        """The rules' matches without what belongs to the sentence around them."""
        for span in super().spans(text):
            kept = without_sentence(span, text)
            if kept:
                yield kept
