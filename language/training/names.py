"""Given names and surnames of many countries from Faker's lists (MIT), to put other people into the training texts."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

LOCALES = (
    "da_DK", "de_DE", "de_AT", "de_CH", "en_GB", "en_US", "en_IE", "en_IN", "nl_NL", "nl_BE", "sv_SE", "fi_FI", "no_NO",
    "pl_PL", "tr_TR", "es_ES", "fr_FR", "it_IT", "pt_PT", "ro_RO", "hr_HR", "cs_CZ", "hu_HU", "sk_SK", "et_EE", "lt_LT",
    "en_NG", "yo_NG", "ig_NG", "ha_NG", "ar_AA", "vi_VN", "id_ID", "sw", "tw_GH", "zu_ZA",
)  # fmt: skip
GIVEN = ("first_names", "first_names_male", "first_names_female")
LATIN = re.compile(r"[A-Za-zÀ-ɏ' \-]{2,25}")


@dataclass(frozen=True, slots=True)
class Names:
    """Sorted lists, each name once."""

    given: list[str]
    family: list[str]


def names() -> Names:
    """All names of LOCALES in Latin letters; a locale that this version of Faker lacks is left out."""
    given: set[str] = set()
    family: set[str] = set()
    for locale in LOCALES:
        try:
            provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        except ImportError:
            continue
        for attribute in GIVEN:
            given.update(getattr(provider, attribute, ()))
        family.update(getattr(provider, "last_names", ()))
    return Names(_latin(given), _latin(family))


def _latin(found: Iterable[object]) -> list[str]:
    return sorted(name for name in found if isinstance(name, str) and LATIN.fullmatch(name))
