"""Writes the gazetteers: given names, surnames and towns from Faker's locale lists, filtered by common words.

Run by a person who has Faker at hand (`python -m redaction.gazetteers.build MESSAGES`), never by the product.
MESSAGES is a JSON Lines file of annotated messages ({"text", "spans"}); its words outside personal data become
`common.txt`, the words that are no names by themselves. Sources and licences: README.md beside this file.
"""

from __future__ import annotations

import importlib
import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).parent
WORD = re.compile(r"[^\W\d_]+")
#: Locales in Latin script whose names customers of the five languages carry.
LOCALES = [
    "da_DK",
    "de_AT",
    "de_CH",
    "de_DE",
    "en_GB",
    "en_IE",
    "en_IN",
    "en_NG",
    "en_PK",
    "en_KE",
    "en_US",
    "es_ES",
    "et_EE",
    "fi_FI",
    "fr_FR",
    "ga_IE",
    "ha_NG",
    "hr_HR",
    "hu_HU",
    "id_ID",
    "ig_NG",
    "it_IT",
    "lt_LT",
    "lv_LV",
    "nl_BE",
    "nl_NL",
    "no_NO",
    "pl_PL",
    "pt_PT",
    "ro_RO",
    "si_LK",
    "sk_SK",
    "sl_SI",
    "sv_SE",
    "sw",
    "tr_TR",
    "tw_GH",
    "uz_UZ",
    "vi_VN",
    "yo_NG",
    "zu_ZA",
    "cs_CZ",
    "az_AZ",
]
TOWN_LOCALES = ("da_DK", "de_AT", "de_DE", "nl_BE", "nl_NL", "sv_SE", "no_NO", "fi_FI", "en_GB")
TOWN_FIELDS = ("cities", "city_names", "city_formats_names", "places")
GIVEN_FIELDS = (
    "first_names",
    "first_names_male",
    "first_names_female",
    "first_names_nonbinary",
    "first_names_unisex",
)
SURNAME_FIELDS = ("last_names", "last_names_male", "last_names_female", "last_names_unisex")


def provider(kind: str, locale: str) -> type | None:
    """Faker's provider class of this kind and locale, or None where it has none."""
    try:
        module = importlib.import_module(f"faker.providers.{kind}.{locale}")
    except ImportError:
        return None
    found: type = module.Provider
    return found


def values(kind: str, locales: Iterable[str], fields: Iterable[str]) -> set[str]:
    """All names these providers list under these fields, in Latin letters and without duplicates."""
    names: set[str] = set()
    for locale in locales:
        source = provider(kind, locale)
        for field in fields:
            listed = getattr(source, field, None) or () if source is not None else ()
            names.update(
                str(name).strip() for name in (listed.keys() if isinstance(listed, dict) else listed)
            )
    return {name for name in names if re.fullmatch(r"[A-ZÀ-ỹ][A-Za-zÀ-ỹ' .\-]+", name)}


def common_words(messages: Path, towns: set[str]) -> set[str]:
    """Words that occur in the messages outside personal data, traps and ignored spans, in lower case.

    A listed town that is only ever written with a capital there stays a town.
    """
    seen: set[str] = set()
    for line in messages.read_text("utf-8").splitlines():
        message = json.loads(line)
        text = list(message["text"])
        for span in (*message["spans"], *message.get("traps", ()), *message.get("ignore", ())):
            text[span["start"] : span["end"]] = "\0" * (span["end"] - span["start"])
        seen.update(word for word in WORD.findall("".join(text)) if len(word) > 1)
    return {word.lower() for word in seen if word.islower() or word.capitalize() not in towns}


def write(name: str, words: Iterable[str]) -> None:
    """One word a line, sorted, so that a change of the sources shows as a small difference."""
    (HERE / name).write_text("\n".join(sorted(set(words))) + "\n", "utf-8")


def main() -> None:
    """Write the four lists beside this file."""
    given = values("person", LOCALES, GIVEN_FIELDS)
    surnames = values("person", LOCALES, SURNAME_FIELDS)
    write("given.txt", {part for name in given for part in name.split() if len(part) > 1 and "." not in part})
    write("surnames.txt", {part for name in surnames for part in name.split() if len(part) > 2})
    towns = values("address", TOWN_LOCALES, TOWN_FIELDS)
    write("towns.txt", towns)
    write("common.txt", common_words(Path(sys.argv[1]), towns))


if __name__ == "__main__":
    main()
