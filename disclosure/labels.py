"""Who wrote this, for machines: one small dictionary that travels with each outbound message."""

from __future__ import annotations

from . import vocabulary
from .errors import DisclosureError


def label(
    authorship: str,
    *,
    language: str,
    model: str | None = None,
    reviewed: bool,
    message_id: str | None = None,
) -> dict[str, object]:
    """A JSON-LD label in the terms of schema.org, IPTC and the AI-Disclosure draft, plus our own.

    An unknown authorship is labelled `ai`. Raises DisclosureError when an approval or an edit is claimed
    for a text that nobody reviewed.
    """
    known = authorship if authorship in vocabulary.IPTC_SOURCE else "ai"
    if known in ("ai_approved", "ai_edited") and not reviewed:
        raise DisclosureError(
            f"authorship is {known!r} but reviewed is False; label it 'ai' or have it reviewed"
        )
    entries: dict[str, object | None] = {
        "@context": vocabulary.SCHEMA_CONTEXT,
        "@type": vocabulary.SCHEMA_TYPE,
        "identifier": message_id or None,
        "inLanguage": language,
        "digitalSourceType": vocabulary.SCHEMA_SOURCE.get(known),
        "iptcDigitalSourceType": vocabulary.IPTC_SOURCE[known],
        "authorship": known,
        "aiGenerated": known != "human",
        "humanReviewed": reviewed or known == "human",
        "model": model if known != "human" else None,
        vocabulary.HEADER: vocabulary.header_value(known, model=model, reviewed=reviewed),
    }
    return {key: value for key, value in entries.items() if value is not None}
