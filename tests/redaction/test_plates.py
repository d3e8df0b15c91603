"""Plates that look like times and months, and times and months that look like plates."""

from __future__ import annotations

import pytest

from redaction import Redactor

PLATES = [
    ("de", "Mein Auto (KL-AB 123) steht in der Einfahrt.", "KL-AB 123"),
    ("de", "mein auto kl-ab 123 steht da", "kl-ab 123"),
    ("de", "Mein Wagen, ROW-KL 884, stand da", "ROW-KL 884"),
    ("de", "Kennzeichen MA-RK 12", "MA-RK 12"),
    ("sv", "Bilen JAN 123 står utanför", "JAN 123"),
    ("sv", "bilen MAR 45K står utanför", "MAR 45K"),
    ("da", "bilen er ab 77 310", "ab 77 310"),
    ("en", "my car, YN21 NOV, was outside", "YN21 NOV"),
]
TIMES = [
    ("da", "Hent bilen hos kl 10"),
    ("sv", "Bilen kom in kl 101"),
    ("en", "I parked the car on 12 Jan"),
    ("en", "THE CAR IS IN ON 12 JAN"),
    ("de", "Mit dem Auto sind wir in 12 Min da"),
    ("nl", "De auto stond er 12-mrt-24"),
    ("nl", "De auto stond er 12-mei-24"),
    ("sv", "Bilen väger min 120 kg"),
    ("da", "Bilen kom aug24"),
]


@pytest.mark.parametrize(("language", "text", "plate"), PLATES)
def test_a_plate_with_a_months_letters_is_found(
    redactor: Redactor, language: str, text: str, plate: str
) -> None:
    assert plate in {text[one.start : one.end] for one in redactor.find(text, language)}


@pytest.mark.parametrize(("language", "text"), TIMES)
def test_a_time_beside_a_vehicle_is_no_plate(redactor: Redactor, language: str, text: str) -> None:
    assert [one for one in redactor.find(text, language) if one.type == "PLATE"] == []
