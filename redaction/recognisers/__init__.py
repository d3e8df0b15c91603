"""All recognisers, one file each; `recognisers(language)` builds the set of one language.

To add one (a model's findings, a reviewer's list): write a class with Presidio's EntityRecognizer interface that
takes the language, and name it here. Scores of names stay below 0.7, those of checked numbers are 1.0.
"""

from __future__ import annotations

from collections.abc import Callable

from presidio_analyzer import EntityRecognizer

from redaction.recognisers.address import Address
from redaction.recognisers.address_overseas import OverseasAddress
from redaction.recognisers.card import Card
from redaction.recognisers.de_steuer_id import GermanSteuerId
from redaction.recognisers.dk_cpr import DanishCpr
from redaction.recognisers.dob import BirthDate
from redaction.recognisers.email import Email
from redaction.recognisers.iban import Iban
from redaction.recognisers.ip import IpAddress
from redaction.recognisers.labelled_id import LabelledId
from redaction.recognisers.location import HomeTown
from redaction.recognisers.nl_bsn import DutchBsn
from redaction.recognisers.person_context import PersonByContext
from redaction.recognisers.person_gazetteer import PersonByGazetteer
from redaction.recognisers.phone import Phone
from redaction.recognisers.plate import LicencePlate
from redaction.recognisers.se_personnummer import SwedishPersonnummer
from redaction.recognisers.uk_ids import BritishIds
from redaction.recognisers.url import PersonalUrl

#: Each is built once a language: people write in one and carry another country's numbers.
ALL: tuple[Callable[[str], EntityRecognizer], ...] = (
    Iban,
    Card,
    DanishCpr,
    SwedishPersonnummer,
    DutchBsn,
    GermanSteuerId,
    BritishIds,
    LabelledId,
    Email,
    IpAddress,
    PersonalUrl,
    Phone,
    Address,
    OverseasAddress,
    BirthDate,
    LicencePlate,
    HomeTown,
    PersonByContext,
    PersonByGazetteer,
)


def recognisers(language: str) -> list[EntityRecognizer]:
    """The recognisers of one language."""
    return [each(language) for each in ALL]
