"""Personal data: found, replaced by placeholders, sealed, and restored for those who may see it."""

from redaction.again import is_common, same
from redaction.findings import OTHER, Finding, Redacted, RedactionError
from redaction.hiding import Hiding, where
from redaction.keyring import Keyring, KeyringError
from redaction.normalise import normal
from redaction.placeholders import placeholders_in, restore
from redaction.redactor import Redactor
from redaction.sealing import SealError, seal, unseal

__all__ = [
    "OTHER",
    "Finding",
    "Hiding",
    "Keyring",
    "KeyringError",
    "Redacted",
    "RedactionError",
    "Redactor",
    "SealError",
    "is_common",
    "normal",
    "placeholders_in",
    "restore",
    "same",
    "seal",
    "unseal",
    "where",
]
