"""The installation's key: it wraps customers' data keys, hashes contacts, seals privacy lists; not in the database.

From the environment or from a file that only its owner may read. Separate keys for each of these uses are
derived from it (HKDF-SHA256, RFC 5869), so that neither use can help against the other.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import secrets
import stat
import tempfile
import unicodedata
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from redaction.sealing import KEY_BYTES, SealError, seal, seal_bytes, unseal, unseal_bytes

WRAP_CONTEXT = "customer data key"
OPEN_TO_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class KeyringError(Exception):
    """The installation's key can't be read or made, or it doesn't open a wrapped key."""


class Keyring:
    """Wraps data keys and hashes contacts under one installation key; safe to share between threads."""

    def __init__(self, installation_key: bytes) -> None:
        """Takes the 32 bytes of the installation's key; use `Keyring.open` to find them."""
        if len(installation_key) != KEY_BYTES:
            raise KeyringError(f"the installation's key has {KEY_BYTES} bytes, not {len(installation_key)}")
        self._wrapping = derive(installation_key, b"glassdesk wrap customer keys 1")
        self._hashing = derive(installation_key, b"glassdesk hash contacts 1")
        self._listing = derive(installation_key, b"glassdesk seal privacy lists 1")
        self._comparing = derive(installation_key, b"glassdesk compare privacy lists 1")

    @classmethod
    def open(cls, path: Path, environment_value: str | None) -> Keyring:
        """The keyring of the environment's value if there is one, else of the file, made at the first start.

        Raises KeyringError for a malformed key, and for a file that others than its owner may read.
        """
        if environment_value:
            return cls(decode(environment_value, "the environment's key"))
        if not path.exists():
            create(path)
        return cls(read(path))

    def new_customer_key(self) -> tuple[bytes, bytes]:
        """A fresh 32-byte data key, plain and wrapped; only the wrapped one may be stored."""
        plain = secrets.token_bytes(KEY_BYTES)
        return plain, seal_bytes(plain, self._wrapping, WRAP_CONTEXT)

    def unwrap(self, wrapped: bytes) -> bytes:
        """The plain data key. Raises KeyringError if it was changed or wrapped by another installation."""
        try:
            return unseal_bytes(wrapped, self._wrapping, WRAP_CONTEXT)
        except SealError as error:
            raise KeyringError(f"a customer's key can't be unwrapped: {error}") from None

    def contact_hash(self, contact: str) -> str:
        """HMAC-SHA256 (hex) of a contact's normal form: to find a customer again without storing the contact."""
        normal = unicodedata.normalize("NFC", contact.strip().casefold())
        return hmac.new(self._hashing, normal.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()

    def seal_listed(self, text: str, context: str) -> bytes:
        """A word or reason of the installation's own privacy lists, sealed. Raises SealError."""
        return seal(text, self._listing, context)

    def unseal_listed(self, blob: bytes, context: str) -> str:
        """What `seal_listed` sealed. Raises SealError."""
        return unseal(blob, self._listing, context)

    def listed_hash(self, form: str, scope: str) -> str:
        """HMAC-SHA256 (hex) of a listed word's form (`redaction.same`): equal within one scope, and only there."""
        text = f"{scope}\n{form}".encode("utf-8", "surrogatepass")
        return hmac.new(self._comparing, text, hashlib.sha256).hexdigest()


def derive(key: bytes, purpose: bytes) -> bytes:
    """A key for one purpose only."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose).derive(key)


def decode(value: str, source: str) -> bytes:
    """32 bytes from base64. Raises KeyringError, which never shows the value."""
    try:
        key = base64.b64decode(value.strip(), validate=True)
    except (binascii.Error, ValueError):
        raise KeyringError(f"{source} is not base64; expected {KEY_BYTES} random bytes in base64") from None
    if len(key) != KEY_BYTES:
        raise KeyringError(f"{source} has {len(key)} bytes, not {KEY_BYTES}")
    return key


def read(path: Path) -> bytes:
    """The key in a file. Raises KeyringError if others may read it, or if it holds no key."""
    try:
        with path.open("rb") as file:
            mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
            if mode & OPEN_TO_OTHERS:
                raise KeyringError(
                    f"key file {str(path)!r} has mode {mode:04o}: others may use it; run chmod 600 on it"
                )
            content = file.read()
    except OSError as error:
        raise KeyringError(f"key file {str(path)!r} can't be read: {error.strerror}") from None
    return decode(content.decode("ascii", "replace"), f"key file {str(path)!r}")


def create(path: Path) -> None:
    """A new key file, complete or absent at any moment; if another process made it first, theirs stays."""
    text = base64.b64encode(secrets.token_bytes(KEY_BYTES)) + b"\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        written, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)  # O_EXCL, mode 0600
        with os.fdopen(written, "wb") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        publish(Path(name), path)
    except OSError as error:
        raise KeyringError(f"key file {str(path)!r} can't be made: {error.strerror}") from None


def publish(written: Path, path: Path) -> None:
    """Give a finished file its name, unless the name is taken, and make the directory's entry durable."""
    try:
        os.link(written, path)
    except FileExistsError:
        return
    finally:
        written.unlink()
    directory = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
