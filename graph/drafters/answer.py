"""What a model must answer, and how to read it from servers that follow the format more or less."""

from __future__ import annotations

import json
import re
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

_THINKING = re.compile(r"<think>.*?</think>", re.S)


class Unreadable(Exception):
    """The model's text holds no answer in the agreed form."""


class Piece(BaseModel):
    """One sentence of a reply and the source it rests on."""

    model_config = ConfigDict(extra="ignore")

    text: str
    source: str | None

    @model_validator(mode="before")
    @classmethod
    def _loosely(cls, found: Any) -> Any:
        """A sentence without a source, as a bare text or without the key."""
        if isinstance(found, str):
            return {"text": found, "source": None}
        return {"source": None, **found} if isinstance(found, dict) else found

    @field_validator("source", mode="before")
    @classmethod
    def _named(cls, source: Any) -> Any:
        """An id as models write it: "s1", "[S1]", 1, or a list of which the first counts."""
        first = source[0] if isinstance(source, list) and source else source
        if isinstance(first, int) and not isinstance(first, bool):
            return f"s{first}"
        return first.strip(" []").casefold() if isinstance(first, str) else None


class Answer(BaseModel):
    """A model's draft."""

    model_config = ConfigDict(extra="ignore")

    sentences: list[Piece]
    notes: list[str] = Field(default_factory=list)
    needs_person: bool = False

    @model_validator(mode="before")
    @classmethod
    def _in_one_piece(cls, found: Any) -> Any:
        """A reply as one text, from a model that doesn't cut it into sentences."""
        if isinstance(found, dict) and "sentences" not in found and isinstance(found.get("reply"), str):
            return {**found, "sentences": [found["reply"]] if found["reply"].strip() else []}
        return found


#: The form as servers with structured output want it: every key required, nothing else allowed.
SCHEMA: dict[str, Any] = {
    "name": "draft",
    "strict": True,
    "schema": {
        "type": "object",
        "properties": {
            "sentences": {
                "type": "array",
                "description": "The reply, sentence by sentence; empty if a person is needed",
                "items": {
                    "type": "object",
                    "properties": {
                        "text": {
                            "type": "string",
                            "description": "One sentence, as the customer will read it",
                        },
                        "source": {
                            "type": ["string", "null"],
                            "description": "The id of the source it rests on; null for courtesy",
                        },
                    },
                    "required": ["text", "source"],
                    "additionalProperties": False,
                },
            },
            "notes": {
                "type": "array",
                "description": "Short sentences for the reviewer",
                "items": {"type": "string"},
            },
            "needs_person": {
                "type": "boolean",
                "description": "True when the sources don't answer the question",
            },
        },
        "required": ["sentences", "notes", "needs_person"],
        "additionalProperties": False,
    },
}


def read(content: str) -> Answer:
    """The first JSON object in the text that is an answer; raises Unreadable. Fences and chatter are skipped."""
    text = _THINKING.sub("", content)
    decoder = json.JSONDecoder(strict=False)
    for start in (match.start() for match in re.finditer(r"\{", text)):
        try:
            found, _ = decoder.raw_decode(text, start)
            return Answer.model_validate(found)
        except (json.JSONDecodeError, ValidationError, RecursionError):
            continue
    raise Unreadable
