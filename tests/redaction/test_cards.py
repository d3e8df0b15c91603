"""Cards behind words that announce references too, and references that pass for cards. Numbers are the networks' test numbers."""

from __future__ import annotations

import pytest

from redaction import Redactor
from redaction.findings import Finding
from redaction.vetoes import vetoed

CARDS = [
    ("en", "Please return the 89 euros to 5105 1051 0510 5100, thanks", "5105 1051 0510 5100"),
    ("en", "Can you charge 5500 0000 0000 0004 instead?", "5500 0000 0000 0004"),
    ("en", "Can you charge 5500000000000004 instead?", "5500000000000004"),
    ("en", "Refund the whole order to 5105105105105100", "5105105105105100"),
    ("nl", "Kunt u het bedrag retourneren op 5105 1051 0510 5100?", "5105 1051 0510 5100"),
    ("da", "Returner venligst beløbet til 5105105105105100", "5105105105105100"),
    ("de", "Mein Konto bei Ihnen läuft auf 4111 1111 1111 1111", "4111 1111 1111 1111"),
    ("sv", "Returnera pengarna till 4111-1111-1111-1111", "4111-1111-1111-1111"),
    ("en", "My account says 3782 822463 10005", "3782 822463 10005"),
    ("en", "Order 4111.1111.1111.1111", "4111.1111.1111.1111"),
]
REFERENCES = [
    ("en", "My order number is 5105105105105100"),
    ("de", "Bestellnummer: 4485 2201 9937 0016"),
    ("de", "Sendung 4111111111111111 fehlt"),
    ("en", "Return number 5500 1234 5678 9012"),
]


@pytest.mark.parametrize(("language", "text", "card"), CARDS)
def test_a_valid_card_is_found_behind_a_refunds_words(
    redactor: Redactor, language: str, text: str, card: str
) -> None:
    found = {text[one.start : one.end] for one in redactor.find(text, language) if one.type == "CARD"}
    assert found == {card}


@pytest.mark.parametrize(("language", "text"), REFERENCES)
def test_an_announced_reference_that_passes_for_a_card_is_left(
    redactor: Redactor, language: str, text: str
) -> None:
    assert redactor.find(text, language) == ()


@pytest.mark.parametrize(("text", "struck"), [("Please charge ", False), ("Order number ", True)])
def test_a_card_the_model_is_sure_of_is_struck_out_behind_a_reference_only(text: str, struck: bool) -> None:
    written = text + "5500 0000 0000 0005"
    assert vetoed(Finding(len(text), len(written), "CARD", 0.99, "model"), written, frozenset()) is struck
