"""What a model must answer, and how to read it from servers that follow the format more or less."""

from __future__ import annotations

import json
import re

from pydantic import BaseModel, ConfigDict, Field, ValidationError

_THINKING = re.compile(r"<think>.*?</think>", re.S)


class Unreadable(Exception):
    """The model's text holds no answer in the agreed form."""


class Answer(BaseModel):
    """A model's draft."""

    model_config = ConfigDict(extra="ignore")

    reply: str = Field(description="The reply as the customer will read it; empty if a person is needed")
    used_sources: list[int] = Field(default_factory=list, description="Numbers of the sources used")
    notes: list[str] = Field(default_factory=list, description="Short sentences for the reviewer")
    needs_person: bool = Field(default=False, description="True when the sources don't answer the question")


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
