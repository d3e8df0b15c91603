"""Where a reply greets and where it is signed, in the five languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

OPENING = 90  # characters in which a greeting stands
_GREETING = (
    r"(?:Hello|Hi|Hey|Dear|Good (?:morning|afternoon|evening|day)|Guten (?:Tag|Morgen|Abend)|Hallo|Liebe[rs]?|Sehr geehrte[rs]?"
    r"|Moin|Hej|Kære|Goddag|God (?:dag|morgen|aften|morgon|kväll)|Beste|Geachte|Goede(?:morgen|middag|navond|ndag)|Goedendag|Hoi|Dag|Bästa|Hejsan)"
)
# Words that may stand behind a greeting without being a name.
_TITLES = (
    "there|all|team|customer|sir|madam|friend|everyone|again|and|thanks|thank|your|you|we|damen|herren|und|kunde|kundin|frau|herr|zusammen|ihre?"
    "|kunde|dig|igen|og|tak|heer|mevrouw|klant|allemaal|en|kund|alla|du|och|tack|vielen|wir|die|der|das|de|der|it|order|bestellung|ordre"
)
_NAME = re.compile(
    rf"\A\s*{_GREETING},?[ ]+(?:(?:Frau|Herr|Mr|Mrs|Ms|Dr|Mevrouw|Heer|Fru|Hr)\.?[ ])?"
    rf"(?P<name>(?!(?i:{_TITLES})\b)[A-ZÄÖÜÅÆØÉ][^\W\d_]+(?:[ -][A-ZÄÖÜÅÆØÉ][^\W\d_]+){{0,2}})\s*(?:[,!:]|\n|$)"
)
_AT_THE_START = re.compile(rf"\A\s*(?P<greeting>{_GREETING})(?P<rest>[^\n]{{0,60}})")
_CLOSING = re.compile(
    r"^[ \t]*(?:(?:kind|best|warm) (?:regards|wishes)|regards|sincerely|yours|cheers|freundliche grüße|(?:mit )?(?:freundlichen|besten|vielen|herzlichen)"
    r" grüßen?|(?:beste|viele|herzliche) grüße|venlig(?:e)? hilsen(?:er)?|(?:med )?venlig hilsen|mvh|hilsen|(?:met )?(?:vriendelijke )?groet(?:en)?"
    r"|(?:med )?(?:vänlig|vänliga) (?:hälsning|hälsningar)|hälsningar)\b",
    re.I | re.M,
)
_WISH = re.compile(
    r"(?:have an? (?:\w+ )?(?:nice|good|great|lovely|wonderful|pleasant)|enjoy your|all the best"
    r"|(?:(?:ich|wir) )?(?:wünschen?|alles gute|(?:haben sie )?(?:noch )?einen? (?:schönen?|angenehmen?|guten)|schönen? (?:tag|abend|woche))"
    r"|(?:jeg|vi|jag|ik|wij|we) (?:ønsker|önskar|wensen?)|(?:hav|ha|ha'|hab|fortsat) (?:en |et |ett )?(?:\w+ )?(?:god|dejlig|fin|bra|trevlig|skøn|hyggelig|härlig)"
    r"|(?:god|dejlig|trevlig) (?:dag|aften|kväll|helg|weekend)|(?:nog )?(?:een )?(?:fijne|prettige|goede) )",
    re.I,
)


def greeted(text: str) -> Iterator[tuple[int, int]]:
    """Where a name in the clear stands behind the greeting."""
    found = _NAME.match(text[:OPENING])
    if found:
        yield found.span("name")


def opening(text: str) -> re.Match[str] | None:
    """The greeting (`greeting`) and what follows it in its line (`rest`)."""
    return _AT_THE_START.match(text[:OPENING])


def polite(sentence: str) -> bool:
    """Whether a sentence greets or wishes well."""
    text = sentence.lstrip()
    return opening(text) is not None or _WISH.match(text) is not None


def signed(text: str) -> int:
    """Where the closing words begin; the end of the text without any."""
    places = [match.start() for match in _CLOSING.finditer(text)]
    return places[-1] if places else len(text)
