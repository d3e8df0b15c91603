"""Names that others defined for saying who made a text. They stand here and nowhere else, with their source."""

from __future__ import annotations

from collections.abc import Mapping

# IPTC NewsCodes, Digital Source Type (cv.iptc.org/newscodes/digitalsourcetype), release of October 2024.
IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"
IPTC_SOURCE: Mapping[str, str] = {
    "ai": IPTC + "trainedAlgorithmicMedia",
    # Approval alone changes nothing in the text, so the source is still the model.
    "ai_approved": IPTC + "trainedAlgorithmicMedia",
    "ai_edited": IPTC + "compositeWithTrainedAlgorithmicMedia",
    "human": IPTC + "digitalCreation",
}

# schema.org CreativeWork.digitalSourceType, members of IPTCDigitalSourceEnumeration ("new" area).
# It has no member for plain text by a person, so that label names only the IPTC code.
SCHEMA_CONTEXT = "https://schema.org"
SCHEMA_TYPE = "Message"
SCHEMA_SOURCE: Mapping[str, str] = {
    "ai": "https://schema.org/TrainedAlgorithmicMediaDigitalSource",
    "ai_approved": "https://schema.org/TrainedAlgorithmicMediaDigitalSource",
    "ai_edited": "https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource",
}

# HTTP response field of the individual Internet-Draft draft-abaris-aicdh (an RFC 9651 dictionary with
# mode, model, provider, reviewed-by, date). A draft, not a standard: it may change or expire.
HEADER = "AI-Disclosure"
HEADER_MODE: Mapping[str, str] = {
    "ai": "machine-generated",
    "ai_approved": "ai-originated",
    "ai_edited": "ai-originated",
    "human": "none",
}
HEADER_REVIEWER = "customer service staff"


def header_value(authorship: str, *, model: str | None, reviewed: bool) -> str:
    """The value of the `AI-Disclosure` field for a known authorship."""
    parts = [f"mode={HEADER_MODE[authorship]}"]
    if model and authorship != "human":
        parts.append(f"model={_quoted(model)}")
    if reviewed and authorship != "human":
        parts.append(f"reviewed-by={_quoted(HEADER_REVIEWER)}")
    return ", ".join(parts)


def _quoted(text: str) -> str:
    """An RFC 9651 string: printable ASCII only, with backslash and quote escaped."""
    kept = "".join(character for character in text if " " <= character <= "~")
    return '"' + kept.replace("\\", "\\\\").replace('"', '\\"') + '"'
