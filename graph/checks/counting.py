"""Numbers written as words in the five languages, up to a hundred: "twenty-one", "einundzwanzig", "tredive"."""

from __future__ import annotations

from functools import cache

_SMALL = {
    "en": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty",
    "de": "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn"
    " achtzehn neunzehn zwanzig",
    "da": "én to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten tyve",
    "nl": "één twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien"
    " achttien negentien twintig",
    "sv": "ett två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton tjugo",
}
_TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety hundred",
    "de": "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig hundert",
    "da": "tyve tredive fyrre halvtreds tres halvfjerds firs halvfems hundrede",
    "nl": "twintig dertig veertig vijftig zestig zeventig tachtig negentig honderd",
    "sv": "tjugo trettio fyrtio femtio sextio sjuttio åttio nittio hundra",
}
#: Further spellings, and the words in front of a compound's tens.
_MORE = {"zwo": 2, "dreissig": 30, "zweien": 2, "dreien": 3, "enogtyve": 21, "tjugoen": 21}
# What `re.IGNORECASE` matches with i and s.
_LOOKALIKES = str.maketrans("İıſ", "iis")
_GERMAN_ONE, _DANISH_ONE, _DUTCH_ONE = "ein", "en", "een"


@cache
def numbers() -> dict[str, int]:
    """The value of every number word from two on, lower case. "One" isn't in it: it is mostly an article."""
    found: dict[str, int] = {}
    for language in _SMALL:
        ones = _SMALL[language].split()
        found |= {
            word: value for value, word in enumerate(ones, 1) if value > 1
        }  # "one" is mostly an article
        tens = _TENS[language].split()
        found |= {word: 20 + 10 * place for place, word in enumerate(tens)}
        found |= {
            _compound(language, ones[one - 1], ten): 20 + 10 * place + one
            for place, ten in enumerate(tens[:-1])
            for one in range(1, 10)
        }
    return found | _MORE


def _compound(language: str, one: str, ten: str) -> str:
    if language == "en":
        return f"{ten}-{one}"
    if language == "de":
        return f"{_GERMAN_ONE if one == 'eins' else one}und{ten}"
    if language == "da":
        return f"{_DANISH_ONE if one == 'én' else one}og{ten}"
    if language == "nl":
        plain = _DUTCH_ONE if one == "één" else one
        return f"{plain}{'ën' if plain.endswith('e') else 'en'}{ten}"
    return f"{ten}{one}"


def fold(word: str) -> str:
    """A word in lower case, with the letters that patterns take for an i or an s as what they are taken for."""
    return word.translate(_LOOKALIKES).lower()
