"""Names by what stands around them: titles, introductions, form fields, kinship and work, mail headers, sign-offs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from redaction.gazetteers.lists import clear_given, given, read
from redaction.recognisers.base import Recogniser, Rule, Span
from redaction.recognisers.context import ROLE
from redaction.recognisers.person_gazetteer import NOT_AFTER, is_firm
from redaction.recognisers.words import Word, name_end, shouted, whispered, words

CAP = r"(?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’-]*\.?)"
PARTICLE = r"(?:van|von|de|der|den|del|di|da|dos|du|la|le|af|av|al|el|bin|ter|ten|te|zu|í|á|'t|v\.)"
NAME = rf"(?P<name>{CAP}(?:[ -]{{1,2}}(?:{PARTICLE} ){{0,3}}{CAP}){{0,4}})"
LOOSE = r"(?P<name>[^\W\d_][^\n\d:;<>()\[\],@|]{1,60})"
TITLE = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Rev|Herrn?|Frau|Fräulein|Hr|Fru|Frk|Frøken|Fröken|Dhr|Mevr|Mevrouw|Meneer|Mw|Mme|Madame|Doktor|Advokat|Pastor|Schwester|Sister|Nurse|Familie|Fam\.|familie|fam|familjen|familien|heer|mevr|mevrouw|meneer|dhr|mw|drs|Rechtsanw(?:alt|ältin)|advokat|meester)"
TITLED = re.compile(
    rf"(?<!\w)(?:{TITLE}|[a-zäöå]*(?:herrn?|frau|fru))\.? (?:(?:{TITLE}|med|jur|ing|h\.c|Dipl\.-Ing)\.? ){{0,3}}{NAME}"
)
TITLED_LOWER = re.compile(rf"(?<!\w){TITLE}\.? (?P<name>[^\W\d_][\w'’-]+)", re.I)
SAY_NAME = r"(?:my (?:full )?name is|my name's|name's|mein name ist|ich heiße|ich heisse|heißt|heisst|jeg hedder|mit navn er|navnet er|hedder|mijn naam is|ik heet|heet(?:te)?|jag heter|mitt namn är|heter|named|called|namens|ved navn|vid namn|in the name of|auf den namen|auf namen|op naam van|i navnet|i namnet|står på|läuft auf|under the name(?: of)?)"
SAY_SELF = r"(?:this is|i am|i'm|im|it's|its|hier ist|hier spricht|ich bin(?: die| der)?|hier|det er|her er|jeg er|ik ben|met|dit is|det är|här är|jag är|hier is|je spreekt met|it is|speaking)"
INTRODUCED = re.compile(rf"\b{SAY_NAME}[ :,]{{1,3}}{LOOSE}", re.I)
SELF = re.compile(
    rf"(?:^|[\n.,!?] ?|\b(?:hi|hello|hey|hej|hallo|hoi|moin|dag|and|og|und|en|och|ja) )(?i:{SAY_SELF}) {LOOSE}",
    re.I,
)
FIELD = (
    r"(?:(?:full |first |last |family |sur|fore|vor|nach|for|för|efter|mellem|voor|achter|given )?(?:names?|navn|namn|naam|namen?)(?:\(s\))?|name (?:and surname|of \w+)|kontakt(?:person)?|contact(?: ?persoo?n)?|ansprechpartner(?:in)?|att(?:n|ention)?|z\. ?hd\.?(?: v\.)?|t\.a\.v|c/o"
    r"|from|von|van|fra|från|to|til|till|an|aan|cc|kunde|kundin|kund|klant|customer|account ?holder|holder|recipient|empfänger(?:in)?|modtager|mottagare|ontvanger|kontoinhaber(?:in)?|inhaber(?:in)?|karteninhaber|passenger|passager(?:are)?|guest|gast|gæst|tenant|mieter(?:in)?"
    r"|patient|besteller|bestilt af|beställare|besteld door|ordered by|rekeninghouder|kontoindehaver|kontohavare|kortholder|kortinnehavare|handtekening(?: \(getypt\))?|unterschrift|underskrift|signed|signature|aanvrager|verzekerde|versicherte[rn]?|applicant|absender|consignee|reported by|collected by|name auf der karte|name on (?:the )?card|erziehungsberechtigte[rn]?|inh\.?|carer|resident|opsiger|beboer|boende|bewoner|afsender|avsändare|afzender|sender)"
)
FORM = re.compile(
    rf"(?:^|[\n;|>•*-]|, )[ >*-]{{0,4}}(?:\w+ )?{FIELD}(?: ?\([^()\n]{{1,20}}\))? ?: {{0,3}}[\"']?{LOOSE}",
    re.I,
)
OF_MY = r"(?:my|our|her|his|their|your|meine?[mnrs]?|unsere?[mnrs]?|ihre?[mnrs]?|seine?[mnrs]?|eure?[mnrs]?|min|mit|mine|vores|jeres|hendes|hans|din|dit|mijn|m'n|onze?|haar|zijn|jullie|uw|je|mina?|vår|våra|vårt|er|ert|era|hennes|deras|the|der|die|den|de|een|ein|eine[nr]?|en|a)"
KIN = (
    r"(?:husband|wife|son|daughter|sons|daughters|mother|father|mum|mam|mom|dad|sister|brother|aunt|uncle|cousin|nephew|niece|gran|grandma|grandmother|grandfather|grandson|granddaughter|partner|fiancée?|girlfriend|boyfriend|neighbou?r|flatmate|housemate|friend|colleague|boss|twins?|landlord|landlady|caretaker|tenant|driver|courier|postman|engineer|technician|manager|assistant|agent|secretary|carer"
    r"|mann|frau|ehemann|ehefrau|sohn|söhne|tochter|mutter|vater|schwester|bruder|tante|onkel|oma|opa|cousine?|neffe|nichte|enkel(?:in)?|partnerin|freundin|freund|nachbar(?:in)?|nachbarn|kolleg(?:e|in|en)|chef(?:in)?|fahrer(?:in)?|bote|mitarbeiter(?:in)?|verkäufer(?:in)?|techniker(?:in)?|mitbewohner(?:in)?|vermieter(?:in)?|hausmeister(?:in)?|mieter(?:in)?|schwager|schwägerin|schwiegermutter|schwiegervater|verlobter?"
    r"|mand|kone|søn|datter|mor|far|søster|bror|moster|faster|mormor|morfar|farmor|farfar|fætter|kusine|nevø|niece|kæreste|nabo|ven|veninde|kollega|chaufføren?|bud|montøren?|medarbejder|sælgeren?|barnebarn|svigermor|svigerfar|svigersøn|udlejer|vicevært|samlever|ægtefælle"
    r"|echtgenoot|echtgenote|vrouw|man|zoon|zoontje|dochter|dochtertje|moeder|vader|zus|zusje|broer|broertje|oom|buurman|buurvrouw|vriend|vriendin|collega|bezorger|monteur|medewerk(?:er|ster)|verkoper|verkoopster|kleinzoon|kleindochter|schoonmoeder|schoonvader|verhuurder|huisbaas|buur|kinderen|neefje?|nichtje?"
    r"|fru|maken|make|hustru|sonen?|dotter|mamma|pappa|syster|bror|kusin|svärmor|svärfar|svåger|sambo|granne|grannen|vän|väninna|kompis|chauffören?|budet|säljaren?|teknikern?|handläggaren?|barnbarn|pojkvän|hyresvärd(?:en)?|flickvän|kollega)"
)
RELATED = re.compile(
    rf"\b(?i:{OF_MY}) (?:(?!(?i:{KIN})\b)[a-zäöüßåæø]+e?[nrs]? )?(?i:{KIN})(?:,| heißt| heter| hedder| heet| is| called| named)? {NAME}"
)
WORK = re.compile(rf"(?<!\w)(?i:{KIN}):? [\"'„]?{NAME}")
INITIALS = re.compile(
    rf"(?<![\w.-])(?<!\d )(?P<name>(?:[A-Z]\. ?){{1,3}}(?:{PARTICLE} ){{0,3}}[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’]{{2,}}(?:-[A-Z][\w']+)?)"
)
BY = re.compile(
    rf"\b(?:regards to|thanks to|ask for|asked for|spoke (?:to|with)|talked to|gesprochen mit|telefoniert mit|snakkede med|talte med|talat med|pratat med|bei|klingeln bei|bel staat|c/o|namens|door|pratade med|gesproken met|aan de lijn met|signed by|unterschrieben von|underskrevet af|getekend door|undertecknat av|mail from|mail von|mail fra|mejl från|mail van) {NAME}",
    re.I,
)
SIGN_OFF = (
    r"(?:(?:kind(?:est)?|best|warm(?:est)?|many|with|yours)?[ ]?(?:regards|wishes)|yours(?: (?:sincerely|faithfully|truly))?|sincerely|cheers|thanks(?: (?:again|in advance|so much|a lot|very much))?|thank you(?: (?:again|very much|so much|in advance))?|ta|love|best|many thanks|cordially|respectfully|ngā mihi(?: nui)?|with (?:thanks|kind regards|best wishes)"
    r"|(?:mit |viele |liebe |beste |herzliche |freundliche |schöne |sonnige |besten |lieben |freundlichen |herzlichen |vielen )*(?:grüße[n]?|gruß|grüssen?|gruss|dank)(?: (?:aus|vom|von) [^\n,]{2,30})?|hochachtungsvoll|mfg|lg|vg|bg|danke(?: (?:im voraus|schön|vorab))?|(?-i:Ihre?|Eure?)"
    r"|(?:med |de |venlig |venligste |bedste |kærlig |mange |kære |varme )*hilsen(?:er)?|mvh|m\.v\.h\.?|vh|kh|dbh|på forhånd tak|tak(?: på forhånd)?|hilsen|hilsner|ærbødigst"
    r"|(?:met |vriendelijke |hartelijke |veel |warme |beste |lieve )*groet(?:en|jes)?(?: (?:van|uit) )?|m\.?v\.?g\.?|mvg|gr\.?|hoogachtend|alvast bedankt|bedankt|dank(?:je)? ?(?:u )?(?:wel)?|liefs"
    r"|(?:med |vänlig |vänliga |bästa |många |varma |hjärtliga |snälla )*(?:hälsning(?:ar)?|hälsn\.?)|tack(?: (?:på förhand|för hjälpen))?|m\.?v\.?h\.?|vänligen|högaktningsfullt)"
)
SIGNED = re.compile(
    rf"(?:^|\n|[.!?,] )[ \t]*(?i:{SIGN_OFF})(?!\w)[ ,.!:)-]{{0,4}}(?:\n\s*(?:\n\s*)?|(?<=[ ,])|)(?:/ ?|- ?)?(?P<name>[^\W\d_][^\n\d:;<>()\[\],@|/!?+&*„“”\x22»«]{{0,50}})(?=[\n,;|(/!<+&*]|[ .]*$| \d|[.] |- )",
    re.M,
)
#: Only pronouns that never stand for things: not sie, er, hij, die.
SPOKEN_OF = re.compile(
    r"(?<![\w\"'’“”„»«(-])(?P<name>[A-ZÄÖÜÅÆØÉ][a-zäöüßåæøéèáóíñç]{2,})[.,!?]{0,2} (?i:who|she|hun|han|hendes|hon|hennes)\b"
)
DASHED = re.compile(
    r"(?:^|\n|\s)(?:/{1,2}|- |– )(?P<name>[^\W\d_][^\n\d:;<>()\[\],@|/!?.]{1,40}?)(?=[ .]*$|,? [+\d(])"
)
LAST_LINE = re.compile(r"\n[ \t]*(?P<name>[^\W\d_][^\n\d:;<>()\[\],@|/!?]{1,40})(?=[ .]*(?:\n|$)|, | \()")
HEADER = re.compile(
    rf"(?:^|\n)[ >*]*(?i:from|von|van|fra|från|to|an|til|till|aan|cc|reply-to): ?[\"']?{NAME}[\"']? ?<"
)
MAILBOX = re.compile(rf"(?<!\w){NAME} ?[<(\[](?!{ROLE}@)(?=[\w.+-]+@)")
WROTE = re.compile(
    rf"{NAME}(?: ?<(?!{ROLE}@)[^<>\n]*>| ?\([^()\n]{{1,40}}\))? (?:wrote|schrieb|skrev|schreef)\b(?= ?:)"
)
GREETED = re.compile(
    rf"(?:^|\n)[ >]*(?i:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hallo|liebe[rs]?|guten (?:tag|morgen|abend)|moin|servus|hej|hejsa|kære|goddag|god (?:morgen|aften|dag)|hejsan|bäste|bästa|kära|hoi|beste|geachte|dag|goedemiddag|goedendag|lieve)(?: (?:og|und|and|en|och))?,? {NAME}(?=[,!.\n:;]| -)"
)

HAIL = r"(?:hi|hiya|hello|hey|hallo|hoi|hej|hejsan|hejsa|moin|servus|dag|goedemiddag|goedemorgen|guten tag|god dag|goddag|tja|tjena)"
#: The first words of a chat: "hi its ada here", "hallo met ada de boer," "ada hier".
OPENING = re.compile(
    rf"\A\s*(?:{HAIL}[ ,!]+)?(?:{SAY_SELF} |de e |its )?(?P<name>[^\W\d_]{{2,20}}(?: [^\W\d_]{{2,20}}){{0,2}}?) (?:here|hier|här|her)(?=[\s.,!]|$)",
    re.I,
)
ANSWERING = re.compile(
    rf"\A\s*(?:{HAIL}[ ,!]+)(?P<how>met|its|it's|this is|de e|det är|det er|hier ist|hier is) (?P<name>[^\W\d_]{{2,20}}(?: [^\W\d_]{{2,20}}){{0,3}}?)(?=[.,!\n]|$)",
    re.I,
)
TITLED_DAY = re.compile(
    r"(?<!\w)(?:Mr|Mrs|Ms|Herrn?|Frau|Hr|Fru|Dhr|Mevr|Mevrouw|Meneer)\.? (?P<name>[A-ZÀ-Þ][a-zà-þ]{2,})(?![\w-]| ?\d)"
)
RELATED_LOWER = re.compile(rf"(?<!\w)(?:{KIN}) (?P<name>[a-zà-þ]{{3,20}})(?!\w)")
#: Particles a name can begin with; articles announce a firm or a thing.
LEADING = frozenset(["van", "von", "ter", "ten", "al", "el", "af", "abu", "mac"])


def candidate(match: re.Match[str]) -> tuple[list[Word], str]:
    """The words of a match's name group, with offsets into the group."""
    name = match["name"]
    return words(name), name


def is_name(match: re.Match[str], strict: bool) -> bool:
    """Whether the group can be a name: a capital or a listed name, and no common word at its head.

    In strict places (an introduction that also introduces other things) a listed given name must lead.
    """
    found, name = candidate(match)
    if not found or found[0].text.isdigit():
        return False
    head = found[0]
    if strict:
        return head.given or (head.maybe_given and len(found) > 1 and found[1].surname and found[1].capital)
    if head.plain and not (head.maybe_given and head.capital):
        return head.low in LEADING and len(found) > 1 and found[-1].nameable and not found[-1].plain
    return head.capital or head.given or head.surname


def around(match: re.Match[str], reach: int = 300) -> str:
    """The text near a match: enough to see its capitals, and no more than that for every match of a long text."""
    return match.string[max(0, match.start() - reach) : match.end() + reach]


WHOLE_OPENING, WHOLE_ANSWER = "in the first words", "in the answer to a call"
FIELD_RULE = "in a form field"
#: A field's whole line of capitalised words, common ones too: "Ada Freitag".
LINE_OF_NAMES = re.compile(rf"{CAP}(?: (?:{PARTICLE} ){{0,2}}{CAP}){{1,3}}(?=[ ]*(?:\n|$))")
NAMING = "after a word of naming"
THING_CALLED = re.compile(
    r"\b(?i:the|this|that|das|dieses|het|dit|dat|det|den her|det her) (?P<what>[^\W\d_]{3,}) (?i:is|was|are|were|heißt|hieß|heet|heette|hedder|hed|heter|hette)(?: (?i:called|named))? [\"'„“»]?$"
)


class Judged:
    """A judge with its strictness; a capital in a shouted text counts for nothing."""

    def __init__(self, score: float, strict: bool = False) -> None:
        self.score, self.strict = score, strict

    def __call__(self, match: re.Match[str]) -> float | None:
        return self.score if is_name(match, self.strict or shouted(around(match))) else None


def judge_signature(match: re.Match[str]) -> float | None:
    """A whole line of up to five words, none of which a sentence would hold."""
    found, name = candidate(match)
    if not found or len(found) > 6:
        return None
    unusual = [word for word in found if not word.plain and not word.particle]
    names = [word for word in found if word.given or word.surname]
    if found[0].plain and not found[0].maybe_given:
        return None
    enough = len(unusual) * 2 >= len(found) or (found[0].maybe_given and found[0].capital and len(found) <= 3)
    likely = names or all(word.capital or word.particle for word in found)
    return 0.6 if enough and likely else None


def judge_last_line(match: re.Match[str]) -> float | None:
    """A signature in the later half of a text; elsewhere short lines are headings and things ordered."""
    text, start, end = match.string, match.start("name"), match.end("name")
    last = end > len(text) - 80 or (start > len(text) * 0.6 and text[max(0, start - 2) : start] == "\n\n")
    found = words(match["name"])
    people = sum(word.capital or word.given for word in found) > 1 or found[0].given
    firm = re.search(
        r"(?i)& |\b(?:gmbh|ltd|inc|ab|aps|bv|b\.v|shop|team|service|store|stichting|verein)\b", match["name"]
    )
    return judge_signature(match) if last and people and not firm else None


def judge_opening(match: re.Match[str]) -> float | None:
    """A listed name or no common word; Dutch people answer "met" with nothing but their name."""
    first, *others = candidate(match)[0]
    if match.groupdict().get("how", "").lower() == "met":
        return 0.65
    if any(word.plain and len(word.low) < 4 and not word.particle for word in others):
        return None
    return 0.65 if first.maybe_given or not first.plain else None


def judge_day(match: re.Match[str]) -> float | None:
    """A month's or day's name is a surname after a title."""
    return 0.65 if match["name"].lower() in given() | calendar() else None


def judge_lower(match: re.Match[str]) -> float | None:
    """A listed name behind a word of kinship, where nothing is written with capitals."""
    near = around(match, 80)
    small = whispered(near) or sum(map(str.isupper, near)) < 2
    return 0.6 if small and match["name"] in given() and len(match["name"]) > 3 else None


def judge_spoken_of(match: re.Match[str]) -> float | None:
    """ "Ask Ada. She knows": a listed name that no thing of the shop stands before."""
    return 0.6 if match["name"].lower() in clear_given() else None


@cache
def calendar() -> frozenset[str]:
    """Months, days and the other words that the list of no names holds."""
    return read("not_names.txt")


def rule(name: str, pattern: re.Pattern[str], score: float, strict: bool = False) -> Rule:
    """A rule of this module; every one masks its group `name`."""
    return Rule(name, pattern, score, Judged(score, strict), "name")


class PersonByContext(Recogniser):
    """Names that the words or lines around them give away."""

    TYPE = "PERSON"
    RULES = (
        rule("after a title", TITLED, 0.65),
        rule("listed name after a title", TITLED_LOWER, 0.6, strict=False),
        Rule(WHOLE_OPENING, OPENING, 0.65, judge_opening, "name"),
        Rule(WHOLE_ANSWER, ANSWERING, 0.65, judge_opening, "name"),
        Rule("day or month after a title", TITLED_DAY, 0.65, judge_day, "name"),
        Rule(
            "listed name after a word of kinship, without capitals", RELATED_LOWER, 0.6, judge_lower, "name"
        ),
        rule(NAMING, INTRODUCED, 0.6),
        rule("in an introduction", SELF, 0.6, strict=True),
        rule(FIELD_RULE, FORM, 0.6),
        rule("after a word of kinship", RELATED, 0.6),
        rule("after a word of kinship or work", WORK, 0.55),
        rule("after a word of contact", BY, 0.55),
        rule("initials and surname", INITIALS, 0.5),
        Rule("before a word for a person", SPOKEN_OF, 0.6, judge_spoken_of, "name"),
        Rule("under a closing", SIGNED, 0.6, judge_signature, "name"),
        Rule("after a closing dash", DASHED, 0.55, judge_signature, "name"),
        Rule("on the last lines", LAST_LINE, 0.55, judge_last_line, "name"),
        rule("in a mail header", HEADER, 0.65),
        rule("before a mail address", MAILBOX, 0.6),
        rule("before a quotation", WROTE, 0.65),
        rule("in a greeting", GREETED, 0.55, strict=True),
    )

    def spans(self, text: str) -> Iterator[Span]:
        """The rules' matches, each cut to the name at its head; a signature is its whole line."""
        for each in self.RULES:
            whole = each.judge in {judge_signature, judge_last_line, judge_opening}
            for span in each.spans(text):
                end = span.end if whole else span.start + name_length(text[span.start : span.end])
                if each.name == FIELD_RULE and (line := LINE_OF_NAMES.match(text, span.start)):
                    end = max(end, line.end())
                if not is_other(text, span.start, end, each.name):
                    yield replace(span, end=end)


def is_other(text: str, start: int, end: int, rule_name: str) -> bool:
    """Whether a name is a firm's, or after a word of naming a product's with its number."""
    if is_firm(text, start, end):
        return True
    return rule_name == NAMING and bool(NOT_AFTER.match(text, end) or of_a_thing(text, start))


def of_a_thing(text: str, start: int) -> bool:
    """Whether what is called so is a thing: "the rug is called …", and nobody's kin."""
    said = THING_CALLED.search(text, max(0, start - 60), start)
    return said is not None and not re.fullmatch(KIN, said["what"], re.I)


def name_length(group: str) -> int:
    """How much of a group is the name at its head: capitals go on to capitals, small letters to uncommon words."""
    found = words(group)
    if found[0].capital and not shouted(group):
        return found[name_end(group, found, 0) - 1].end
    end = 1
    while end < min(3, len(found)) and group[found[end - 1].end : found[end].start] in {" ", "-"}:
        if found[end].plain or found[end].text.isdigit():
            break
        end += 1
    return found[end - 1].end


def last_word(group: str) -> int:
    """Where the last word of a group ends: a smiley behind it is no name."""
    return words(group)[-1].end
