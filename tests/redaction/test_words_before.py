"""Words before a number: which ones announce a telephone, which a reference, and which only look as if they did."""

from __future__ import annotations

import pytest

from redaction import Redactor

PHONES = [
    ("de", "Anna Kern\nTel. privat: 030 91234567", "030 91234567"),
    ("de", "Privat: 030 91234567", "030 91234567"),
    ("sv", "Nås bäst privat 070-174 06 05", "070-174 06 05"),
    ("sv", "Hälsningar\nKarl Gustafsson 070-174 06 05", "070-174 06 05"),
    ("sv", "Min arbetsgivare 070-174 06 05", "070-174 06 05"),
    ("en", "Jane Austin 07700 900123", "07700 900123"),
    ("en", "Casey 07700 900123", "07700 900123"),
    ("en", "My number has changed. Just use 07700 900123 now.", "07700 900123"),
    ("en", "My contractor is on 07911 123456 all day.", "07911 123456"),
    ("en", "The builder is on 07911 123456 all day.", "07911 123456"),
    ("en", "About my order +44 7911 123456, thanks", "+44 7911 123456"),
    ("en", "I'm on 01482 555 0933 from half past five", "01482 555 0933"),
    ("de", "Tel. 040.123.456", "040.123.456"),
    ("da", "Det er faktisk +45 20 31 40 51", "+45 20 31 40 51"),
    ("nl", "Bellen kan, terugbellen op 06 41882054", "06 41882054"),
    ("de", "Anna Kern\nM 0171 2345678 | T 030 23125014", "0171 2345678"),
    ("da", "Mette Holm\nM: 20 31 40 51, mail følger", "20 31 40 51"),
]
REFERENCES = [
    ("en", "I'm looking for 48213377"),
    ("en", "I can't see 48213377 anywhere"),
    ("en", "The return label says 48213377 on it"),
    ("de", "Das Kabel 48213377 ist kaputt"),
    ("de", "Die Möbel 48213377 sind da"),
    ("nl", "De dubbel 48213377 is er niet"),
    ("de", "USt-IdNr. 0221 4455661"),
    ("de", "Fakturanr. 0221 4455661"),
    ("nl", "Kassabon 06 41882054 bijgevoegd"),
    ("nl", "De inkooporder 06 41882054 is fout"),
    ("sv", "Hämtas 12 augusti 09.00–17.00"),
    ("nl", "Aankoopbon 06-2210-47"),
    ("en", "VAT 0191 4960123"),
    ("en", "Contract 0191 4960123"),
]


@pytest.mark.parametrize(("language", "text", "number"), PHONES)
def test_a_word_that_holds_a_references_word_hides_no_telephone(
    redactor: Redactor, language: str, text: str, number: str
) -> None:
    found = {text[one.start : one.end] for one in redactor.find(text, language) if one.type == "PHONE"}
    assert number in found


@pytest.mark.parametrize(("language", "text"), REFERENCES)
def test_a_word_that_holds_a_telephones_word_masks_no_order(
    redactor: Redactor, language: str, text: str
) -> None:
    assert redactor.find(text, language) == ()
