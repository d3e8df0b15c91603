"""Personal data: found, replaced by placeholders, sealed, and restored for those who may see it."""

from redaction.findings import Finding, Redacted, RedactionError
from redaction.keyring import Keyring, KeyringError
from redaction.placeholders import placeholders_in, restore
from redaction.redactor import Redactor
from redaction.sealing import SealError, seal, unseal

__all__ = [
    "Finding",
    "Keyring",
    "KeyringError",
    "Redacted",
    "RedactionError",
    "Redactor",
    "SealError",
    "placeholders_in",
    "restore",
    "seal",
    "unseal",
]
