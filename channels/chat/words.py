"""The chat page's own texts, from `texts/<language>.yaml`, and the choice of a visitor's language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml
from starlette.requests import Request

from disclosure import LANGUAGES

FOLDER = Path(__file__).parent / "texts"
COOKIE = "glassdesk_lang"


@cache
def words(language: str) -> Mapping[str, str]:
    """All texts of one of the five languages."""
    texts: dict[str, str] = yaml.safe_load((FOLDER / f"{language}.yaml").read_text("utf-8"))
    return texts


def language_of(request: Request) -> str:
    """The visitor's language: from the address (`?lang=`), else the cookie, else what the browser asks for."""
    for choice in (request.query_params.get("lang"), request.cookies.get(COOKIE)):
        if choice in LANGUAGES:
            return choice
    return preferred(request.headers.get("accept-language", ""))


def preferred(header: str) -> str:
    """The best of our languages in an Accept-Language header (RFC 9110, 12.5.4); English when none is named."""
    wishes: list[tuple[float, str]] = []
    for part in header.split(","):
        tag, _, weight = part.strip().partition(";q=")
        language = tag.strip().lower().split("-")[0]
        if language in LANGUAGES:
            wishes.append((_quality(weight), language))
    best = max(wishes, key=lambda wish: wish[0], default=(0.0, LANGUAGES[0]))
    return best[1] if best[0] > 0 else LANGUAGES[0]


def _quality(weight: str) -> float:
    try:
        return float(weight) if weight else 1.0
    except ValueError:
        return 0.0
