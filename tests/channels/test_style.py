"""The chat's colours: every text stands out from its ground by 4.5:1, in light and dark (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import channels.chat

CSS = (Path(channels.chat.__file__).parent / "static" / "chat.css").read_text("utf-8")
PAIRS = [
    ("ink", "paper"), ("ink", "card"), ("soft", "paper"), ("soft", "card"), ("go", "paper"), ("go", "card"),
    ("go-ink", "go"), ("go-ink", "go-hover"), ("own-ink", "own"), ("ai-ink", "ai"), ("human-ink", "human"),
    ("bad", "bad-paper"),
]  # fmt: skip


def colours(scheme: str) -> dict[str, str]:
    light, dark = re.findall(r":root \{(.+?)\}", CSS, re.DOTALL)
    return dict(re.findall(r"--([a-z-]+): #([0-9a-f]{6});", light if scheme == "light" else dark))


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = (int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_stands_out(scheme: str, text: str, ground: str) -> None:
    known = colours(scheme)
    high, low = sorted((luminance(known[text]), luminance(known[ground])), reverse=True)
    assert (high + 0.05) / (low + 0.05) >= 4.5
    edges = sorted((luminance(known["edge"]), luminance(known["paper"])), reverse=True)
    assert (edges[0] + 0.05) / (edges[1] + 0.05) >= 3  # borders of fields: 1.4.11
