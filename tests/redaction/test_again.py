"""A name that was found once is masked again, unless it is a firm's or a product's."""

from __future__ import annotations

import pytest

from redaction import Redactor

KNOWN = {"<PERSON_1>": "Zeynab Holm"}


@pytest.mark.parametrize(
    "text",
    [
        "Zeynab & I will be there",
        "Ask Zeynab 0791 234567 about it",
        "Ask Zeynab 20 31 40 51 about it",
        "Ask Zeynab +46 70 174 06 05 about it",
    ],
)
def test_a_known_name_before_an_ampersand_or_a_telephone_is_masked(redactor: Redactor, text: str) -> None:
    assert "Zeynab" not in redactor.redact(text, "en", KNOWN).text


@pytest.mark.parametrize(
    "text",
    [
        "The Holm & Sons chair",
        "The Holm & Kuyt chair",
        "The Zeynab 3 lamp",
        "The Zeynab 120 bed",
        "Holm GmbH wrote",
    ],
)
def test_a_known_name_in_a_firm_or_a_product_stays(redactor: Redactor, text: str) -> None:
    assert redactor.redact(text, "en", KNOWN).text == text
