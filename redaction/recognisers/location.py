"""Towns that tell where the writer or a named person lives: by a word of living or coming from, never alone."""

from __future__ import annotations

import re

from redaction.gazetteers.lists import clear_given, common, towns
from redaction.recognisers.base import Recogniser, Rule
from redaction.recognisers.context import before

PLACE = r"(?P<town>[A-ZÄÖÜÅÆØÉ][\w'’-]+(?:[ -](?:am|an der|aan den|aan de|op|upon|on|by|[A-ZÄÖÜÅÆØÉ][\w'’-]+)){0,2})(?!\w)"
ANY_CASE = r"(?P<town>[^\W\d_][\w'’-]+)(?!\w)"
LIVE = r"(?:live in|living in|based in|moved to|home in|house in|flat in|wohn(?:e|en|t|haft)(?: [a-zäöüß]+){0,3} in|leben in|lebe in|umgezogen nach|ziehe nach|nach|bor (?:\w+ )?i|boende i|bosatt i|flyttat till|flyttade till|flyttet til|flytter til|woon(?:t|achtig)? (?:\w+ )?in|wonen (?:\w+ )?in|verhuisd naar)"
FROM = r"(?:from|aus|fra|från|uit|here in|hier in|her i|här i|out in|up in|down in|over in)"
LIVING = re.compile(rf"\b(?i:{LIVE}) {PLACE}")
LIVING_LOWER = re.compile(rf"\b{LIVE} {ANY_CASE}", re.I)
COMING = re.compile(rf"\b{FROM} {ANY_CASE}", re.I)
AFTER_STREET = re.compile(rf"[a-zäöüßåæø.]{{3,}} \d{{1,4}} ?[A-Za-z]?,? (?:in|i|te) {PLACE}")
IN_LINE = re.compile(
    r"(?i:gatan|vägen|gränd|stigen|vej|gade|allé|str\.|stra(?:ß|ss)e|weg|straat|laan|plein|gracht|kade)"
    rf" \d{{1,4}}[^\n\d]{{0,2}}(?:,[^\n,]{{1,12}})?, {PLACE}(?=[\s.,)]|$)"
)
FIELD = re.compile(
    rf"(?:^|\n)[ >*-]*(?i:wohnort|ort|stadt|town|city|by|bopæl|woonplaats|plaats|stad|bostadsort|postort|hemort|residence|lives in) ?: {PLACE}"
)
GREETING = re.compile(
    rf"(?i:gruß|grüße|grüßen|regards|greetings|hilsen|hilsner|groet|groeten|groetjes|hälsning|hälsningar) (?i:aus|from|fra|uit|från) {PLACE}"
)
HOME = re.compile(
    rf"\b(?i:zu hause in|daheim in|at home in|hemma i|hjemme i|thuis in|verhuizing naar|born in|født i|født og opvokset i|född i|uppvuxen i|geboren in|getogen in|aufgewachsen in) {PLACE}"
)
SIGNATURE = re.compile(
    rf"(?:^|\n)[A-ZÄÖÜÅÆØÉ][\w'’-]+(?: [A-ZÄÖÜÅÆØÉ][\w'’.-]+){{0,3}}, {PLACE}(?=\s*(?:\n|$))"
)
DATED = re.compile(
    rf"(?:^|\n)[ >]*{PLACE}, (?:(?i:den|d\.|de|the|am) )?\d{{1,2}}(?:\.|e|th|st|nd|rd)? ?(?:\d|[A-Za-zäö]{{3,}})"
)
ALONE = re.compile(rf"(?:^|\n){PLACE}[ .]*(?=\n|$)")


def is_town(match: re.Match[str]) -> bool:
    """Whether the place is in the list of towns, as written or by its first word."""
    place = match["town"].lower()
    return place in towns() or (place.split()[0] in towns() and len(place.split()[0]) > 4)


def judge_known(match: re.Match[str]) -> float | None:
    """Only a listed town: the words before it announce many other things."""
    return 0.55 if is_town(match) else None


#: What drives or is sent from a town lives somewhere else.
ON_THE_WAY = re.compile(
    r"(?:\bkører|\bkör|\bdrives|\brijdt|\bfährt|sen[dt]\w*|skicka\w*|shipp\w*|dispatch\w*|verschickt|versendet|liefer\w*|lever\w*|verzonden|verstuurd|deliver\w*)[^.\n]{0,15}$",
    re.I,
)


def judge_origin(match: re.Match[str]) -> float | None:
    """A listed town, unless something is only on its way from there."""
    return None if ON_THE_WAY.search(before(match.string, match.start())) else judge_known(match)


def judge_lived(match: re.Match[str]) -> float | None:
    """A word of living carries an unlisted place, if it is no common word."""
    strong = not match[0].lower().startswith("nach")
    return 0.6 if is_town(match) or (strong and match["town"].split()[0].lower() not in common()) else None


def judge_signed(match: re.Match[str]) -> float | None:
    """ "Name, Town" on a line of its own: the town is listed, or the line begins with a given name."""
    first = match[0].split()[0].lower()
    named = any(part in clear_given() for part in first.split("-")) and match["town"].lower() not in common()
    return 0.55 if named or is_town(match) else None


class HomeTown(Recogniser):
    """Towns where somebody lives."""

    TYPE = "LOCATION"
    RULES = (
        Rule("place after a word of living", LIVING, 0.6, judge_lived, "town"),
        Rule("town after a word of living, in lower case", LIVING_LOWER, 0.55, judge_known, "town"),
        Rule("town somebody comes from", COMING, 0.55, judge_origin, "town"),
        Rule("place after a street", AFTER_STREET, 0.6, judge_lived, "town"),
        Rule("place in an address line", IN_LINE, 0.6, judge_lived, "town"),
        Rule("place in a form field", FIELD, 0.6, judge_lived, "town"),
        Rule("place in a closing", GREETING, 0.6, judge_lived, "town"),
        Rule("place called home", HOME, 0.6, judge_lived, "town"),
        Rule("place in a signature", SIGNATURE, 0.55, judge_signed, "town"),
        Rule("place before a letter's date", DATED, 0.6, judge_lived, "town"),
        Rule("town on a line of its own", ALONE, 0.55, judge_known, "town"),
    )
