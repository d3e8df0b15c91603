"""Tables of cases: what must be found whole, by type and language. People are fictional, numbers invented."""

from __future__ import annotations

import pytest

from redaction import Redactor

FOUND = [
    # e-mail
    ("en", "EMAIL", "Write to ada.quill@example.com please", "ada.quill@example.com"),
    ("de", "EMAIL", "Meine Adresse: jörg@müller-möbel.example.", "jörg@müller-möbel.example"),
    ("en", "EMAIL", "reach me: ada (at) example dot com thanks", "ada (at) example dot com"),
    ("da", "EMAIL", "mail ada snabel-a example punktum dk", "ada snabel-a example punktum dk"),
    ("de", "EMAIL", "an ada.quill(ätt)example.org, danke", "ada.quill(ätt)example.org"),
    ("nl", "EMAIL", "ada(underscore)quill(at)example(punt)nl", "ada(underscore)quill(at)example(punt)nl"),
    ("nl", "EMAIL", "mail naar ada[at]example.nl", "ada[at]example.nl"),
    ("sv", "EMAIL", "Mejla ada.quill@\nexample.se", "ada.quill@\nexample.se"),
    # telephone
    ("en", "PHONE", "Call me on 020 7946 0123 after six", "020 7946 0123"),
    ("en", "PHONE", "ring +44 (0)20 7946 0123", "+44 (0)20 7946 0123"),
    ("de", "PHONE", "Tel. 030 / 23125 014", "030 / 23125 014"),
    ("da", "PHONE", "Ring på 20 31 40 51 i morgen", "20 31 40 51"),
    ("nl", "PHONE", "Bel mij op 06-41882053", "06-41882053"),
    ("sv", "PHONE", "Jag nås på 070-123 45 67", "070-123 45 67"),
    ("sv", "PHONE", "Nummer 08-465 004 12 går bra", "08-465 004 12"),
    ("de", "PHONE", "Tel. 030 / 23 12 50-0", "030 / 23 12 50-0"),
    ("de", "PHONE", "Telefon: null acht sechs eins, dann 40 93 72", "null acht sechs eins, dann 40 93 72"),
    ("de", "PHONE", "Handy: 0 1 5 2 5 4 4 7 1 9 2", "0 1 5 2 5 4 4 7 1 9 2"),
    (
        "de",
        "PHONE",
        "meine nummer ist null drei null zwei drei eins zwei fünf",
        "null drei null zwei drei eins zwei fünf",
    ),
    # accounts and cards
    ("en", "IBAN", "Refund to GB33 BUKB 2020 1555 5555 55", "GB33 BUKB 2020 1555 5555 55"),
    ("de", "IBAN", "Konto DE89-3704-0044-0532-0130-00 bitte", "DE89-3704-0044-0532-0130-00"),
    ("da", "IBAN", "konto dk5000400440116243 tak", "dk5000400440116243"),
    ("nl", "IBAN", "Op NL91.ABNA.0417.1643.00 graag", "NL91.ABNA.0417.1643.00"),
    ("sv", "IBAN", "SE45 5000 0000 0583 9825 7466", "SE45 5000 0000 0583 9825 7466"),
    ("de", "IBAN", "DE88 3704 0044 0532 0130 00 mit Tippfehler", "DE88 3704 0044 0532 0130 00"),
    ("en", "CARD", "I paid with 4111 1111 1111 1111.", "4111 1111 1111 1111"),
    ("da", "CARD", "Kort 5555-5555-5555-4444", "5555-5555-5555-4444"),
    ("sv", "CARD", "378282246310005", "378282246310005"),
    # national numbers
    ("da", "NATIONAL_ID", "Mit cpr er 211062-5629", "211062-5629"),
    ("en", "NATIONAL_ID", "her Danish number 2110625629 is on file", "2110625629"),
    ("sv", "NATIONAL_ID", "Personnummer 811228-9874", "811228-9874"),
    ("sv", "NATIONAL_ID", "19811228-9874", "19811228-9874"),
    ("sv", "NATIONAL_ID", "samordningsnummer 701063-2391", "701063-2391"),
    ("nl", "NATIONAL_ID", "Mijn BSN is 111222333", "111222333"),
    ("nl", "NATIONAL_ID", "burgerservicenummer 1112.22.333", "1112.22.333"),
    ("de", "NATIONAL_ID", "Steuer-ID 36 574 261 809", "36 574 261 809"),
    ("de", "NATIONAL_ID", "Sozialversicherungsnummer 15 070649 C 103", "15 070649 C 103"),
    ("en", "NATIONAL_ID", "NI number AB 12 34 56 C", "AB 12 34 56 C"),
    ("en", "NATIONAL_ID", "NHS number 943 476 5870", "943 476 5870"),
    ("de", "NATIONAL_ID", "Personalausweis L01X00T47", "L01X00T47"),
    ("en", "NATIONAL_ID", "SA ID (for customs): 880213 5417 088", "880213 5417 088"),
    ("en", "NATIONAL_ID", "PPSN: 6035917F", "6035917F"),
    ("sv", "NATIONAL_ID", "Personbeteckning: 140367-215N", "140367-215N"),
    # dates of birth
    ("en", "DOB", "born on 3 March 1961 in a storm", "3 March 1961"),
    ("de", "DOB", "geboren am 06.09.1966", "06.09.1966"),
    ("da", "DOB", "født den 14/2-91", "14/2-91"),
    ("nl", "DOB", "geboortedatum: 6 januari 1958", "6 januari 1958"),
    ("sv", "DOB", "Född: 880229", "880229"),
    # addresses
    ("en", "ADDRESS", "I live at 14 Dalgleish Terrace now", "14 Dalgleish Terrace"),
    ("en", "ADDRESS", "Flat 2, 9 Alma Road\nBristol BS8 2HL", "Bristol BS8 2HL"),
    ("de", "ADDRESS", "Lieferung an Lindenstraße 12 b, 04109 Leipzig", "04109 Leipzig"),
    ("de", "ADDRESS", "ich wohne lindenstraße 12", "lindenstraße 12"),
    ("da", "ADDRESS", "Skovvejen 101, 2. tv, 8900 Randers", "Skovvejen 101, 2. tv"),
    ("da", "ADDRESS", "Skovvejen 101\n9460 Brovst", "9460 Brovst"),
    ("nl", "ADDRESS", "Kerkstraat 27-B, 7005 AS Doetinchem", "7005 AS Doetinchem"),
    ("sv", "ADDRESS", "Storgatan 8 A, 341 30 Ljungby", "Storgatan 8 A"),
    ("sv", "ADDRESS", "Vitsippsgränd 18, lgh 1101\n784 33 Borlänge", "784 33 Borlänge"),
    # the rest
    ("en", "IP", "Login from 203.0.113.84 was not me", "203.0.113.84"),
    ("de", "IP", "meine Adresse 2001:db8:85a3::8a2e:370:7334", "2001:db8:85a3::8a2e:370:7334"),
    (
        "en",
        "URL_PERSONAL",
        "see https://www.linkedin.com/in/ada-quill-12",
        "https://www.linkedin.com/in/ada-quill-12",
    ),
    ("sv", "URL_PERSONAL", "min sida instagram.com/ada_i_skogen", "instagram.com/ada_i_skogen"),
    ("en", "PLATE", "my car, YN21 HJF, was outside", "YN21 HJF"),
    ("de", "PLATE", "Kennzeichen B-TJ 4408E", "B-TJ 4408E"),
    ("da", "PLATE", "nummerplade AV 33 508", "AV 33 508"),
    ("da", "PLATE", "forsikringerne på bilerne AV 33 508", "AV 33 508"),
    ("de", "PLATE", "für das Auto (G-417 LD)", "G-417 LD"),
    ("de", "PLATE", "Kennzeichen ist ZH 123 456", "ZH 123 456"),
    ("nl", "PLATE", "Nummerplaat 1-ABC-234", "1-ABC-234"),
    ("nl", "PLATE", "kenteken TH-204-V", "TH-204-V"),
    ("sv", "PLATE", "bilen FOX 41R", "FOX 41R"),
    ("en", "ADDRESS", "2714 Hemlock Court\nBloomington, IN 47401", "Bloomington, IN 47401"),
    ("en", "ADDRESS", "Knock Road\nBallyhaunis, Co. Mayo F35 TX82", "Ballyhaunis, Co. Mayo F35 TX82"),
    ("en", "ADDRESS", "Halifax, NS B3J 1S9", "Halifax, NS B3J 1S9"),
    ("en", "ADDRESS", "12 Rae Street\nFitzroy North VIC 3068", "Fitzroy North VIC 3068"),
    ("en", "ADDRESS", "the flat at 40 Weavers Row on Monday at five", "40 Weavers Row"),
    ("nl", "ADDRESS", "Postcode en huisnummer: 2492 ND 16", "2492 ND 16"),
    ("en", "PERSON", "Ada Quill\nCollege Road", "Ada Quill"),
    ("en", "LOCATION", "I live in Rotterdamsehoek now", "Rotterdamsehoek"),
    ("de", "LOCATION", "ich wohne in Leipzig", "Leipzig"),
    ("de", "LOCATION", "Kassel, den 4. Juli\n\nSehr geehrte Damen", "Kassel"),
    ("sv", "LOCATION", "skickas till Vitsippsgatan 18 B, Borlänge, tack", "Borlänge"),
    ("da", "PERSON", "Vasen var til Grethe. Hun fylder 80", "Grethe"),
    ("en", "PERSON", "Copying in Theodora, who pays our bills", "Theodora"),
    ("sv", "PERSON", "fråga Gunilla, hon vet", "Gunilla"),
    # people
    ("en", "PERSON", "my name is Oluwaseun Quillby.", "Oluwaseun Quillby"),
    ("en", "PERSON", "hi im anna from leeds", "anna"),
    ("de", "PERSON", "Sehr geehrte Frau Kwiatkowski,", "Kwiatkowski"),
    ("de", "PERSON", "Mit freundlichen Grüßen\nJürgen Wendlandt", "Jürgen Wendlandt"),
    ("da", "PERSON", "Mvh Frederikke Holm Madsen", "Frederikke Holm Madsen"),
    ("da", "PERSON", "min datter Frederikke ringer", "Frederikke"),
    ("nl", "PERSON", "Naam: Lidewij van den Berg", "Lidewij van den Berg"),
    ("nl", "PERSON", "Groetjes,\nLidewij van den Berg", "Lidewij van den Berg"),
    ("sv", "PERSON", "jag heter Gunnel Sandgren", "Gunnel Sandgren"),
    ("sv", "PERSON", "Hälsningar\n\nGunnel Sandgren", "Gunnel Sandgren"),
    ("en", "PERSON", "From: Ada Quill <ada@example.com>", "Ada Quill"),
    ("en", "PERSON", "MY NAME IS IFEANYI OKONJO", "IFEANYI OKONJO"),
]

SPARED = [
    ("de", "Guten Tag, liebes Team vom Kundendienst"),
    ("de", "Mit freundlichen Grüßen"),
    ("de", "Ich warte seit Montag, dem 3. Mai, auf die Bestellung 4471-9902."),
    ("en", "My order 100293847561 from May has not arrived. Mark it as urgent, will you?"),
    ("en", "The firmware version 10.4.2.117 crashes"),
    ("en", "Tracking number 1Z 999 AA1 01 2345 6784"),
    ("en", "2 pillows @ 5.00 each, meet at home. Thanks"),
    ("en", "I bought 3 lamps for 149.90 on 12.04.2026 at 14:30"),
    ("da", "Ordre 7100-1134-8820 er forsinket i marts"),
    ("da", "Ordrenr. 20 11 84 73 er ikke kommet"),
    ("nl", "Artikelnummer 2211.84.07 is kapot, factuur 0611457789"),
    ("nl", "De lamp Freja 3 werkt niet"),
    ("sv", "Ärendenummer 070-118 244, tack för hjälpen"),
    ("sv", "Beställning B-2209915 skickades i januari"),
    ("sv", "Kundtjänst svarade inte på lördag"),
    ("sv", "Felanmälan har 0708-4419-1"),
    ("da", "Kvittering 7718-09-02, indlevering 3307"),
    ("da", "Fakturaen er betalt via EAN 5790001774423"),
    ("sv", "Fakturans nummer är 3055 7781"),
    ("en", "The tracking number is JJD 0099 4471 2038"),
    ("en", "The rug is called Emerald and is sold as green"),
    ("sv", "Satskod L5174 B. Plocka bort hela partiet"),
    ("de", "Ihre Heizdecke „Abendruh“, Modell HD-88, ist kalt"),
    ("nl", "De lamp op de camper, IP44, is stuk"),
    ("nl", "De broek die van mij is, is de Jim 512"),
    ("da", "Lad chaufføren ringe, når han kører fra Faaborg"),
    ("en", "To my agent Halcyon Homes"),
]


def found(redactor: Redactor, text: str, language: str) -> list[tuple[str, str]]:
    return [(finding.type, text[finding.start : finding.end]) for finding in redactor.find(text, language)]


@pytest.mark.parametrize(("language", "kind", "text", "value"), FOUND)
def test_personal_data_is_found_whole(
    redactor: Redactor, language: str, kind: str, text: str, value: str
) -> None:
    assert (kind, value) in found(redactor, text, language)


@pytest.mark.parametrize(("language", "text"), SPARED)
def test_innocent_text_is_left_alone(redactor: Redactor, language: str, text: str) -> None:
    assert found(redactor, text, language) == []


TRICKS = [
    ("full-width digits", "Card ４１１１ １１１１ １１１１ １１１１", "CARD"),
    ("soft hyphens", "ada\u00ad.qui\u00adll@example.com", "EMAIL"),
    ("zero-width spaces", "4111\u200b1111\u200b1111\u200b1111", "CARD"),
    ("HTML entities", "mvh J&oslash;rgen S&oslash;ndergaard", "PERSON"),
    ("en dashes", "DE89–3704–0044–0532–0130–00", "IBAN"),
    ("a decomposed umlaut", "Frau Mu\u0308ller", "PERSON"),
    ("bidi marks", "\u202ecall +44 20 7946 0123\u202c", "PHONE"),
]


@pytest.mark.parametrize(("trick", "text", "kind"), TRICKS, ids=[trick for trick, *_ in TRICKS])
def test_tricks_of_writing_hide_nothing(redactor: Redactor, trick: str, text: str, kind: str) -> None:
    assert kind in {finding.type for finding in redactor.find(text, "en")}


@pytest.mark.parametrize("language", ["en", "de", "da", "nl", "sv"])
def test_checked_numbers_are_found_in_every_language(redactor: Redactor, language: str) -> None:
    text = "x 4111111111111111 y GB33BUKB20201555555555 z 811228-9874"
    assert {kind for kind, _ in found(redactor, text, language)} == {"CARD", "IBAN", "NATIONAL_ID"}


def test_every_finding_explains_itself(redactor: Redactor) -> None:
    findings = redactor.find("Mr Quill, ada@example.com, 4111111111111111", "en")
    assert findings and all(":" in finding.rule and 0 < finding.score <= 1 for finding in findings)
