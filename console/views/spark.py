"""A line of moods, small enough to stand beside a draft: a picture with its words."""

from __future__ import annotations

import base64
from collections.abc import Sequence

from console.markup import tag
from console.texts import say
from console.views import words

WIDTH, HEIGHT, EDGE = 240, 46, 5
# The picture stands on light and on dark grounds; these tones keep 3:1 on both.
LINE, ZERO, TONES = (
    "#2a8f89",
    "#8a979c",
    {"bad": "#d14b41", "warn": "#b9730f", "good": "#2f9457", "calm": "#2a8f89"},
)


def places(moods: Sequence[float]) -> list[tuple[float, float]]:
    """Where each mood (-1 … 1) stands in the picture, from left to right."""
    step = (WIDTH - 2 * EDGE) / max(1, len(moods) - 1)
    middle = (HEIGHT - 2 * EDGE) / 2
    return [
        (round(EDGE + number * step, 1), round(EDGE + middle * (1 - max(-1.0, min(1.0, mood))), 1))
        for number, mood in enumerate(moods)
    ]


def svg(moods: Sequence[float]) -> str:
    """The picture: a line over the level of a neutral mood, a dot for each."""
    at = places(moods)
    line = " ".join(f"{x},{y}" for x, y in at)
    dots = "".join(
        f'<circle cx="{x}" cy="{y}" r="3.2" fill="{TONES[words.mood(mood).tone]}"/>'
        for (x, y), mood in zip(at, moods, strict=True)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<path d="M0 {HEIGHT / 2}H{WIDTH}" stroke="{ZERO}" stroke-dasharray="2 4"/>'
        f'<polyline points="{line}" fill="none" stroke="{LINE}" stroke-width="1.6" stroke-linejoin="round"/>{dots}</svg>'
    )


def told(moods: Sequence[float]) -> str:
    """The same in words: how many, how it began, the lowest, and how it is now."""
    said = [words.mood(mood).word for mood in moods]
    lowest = words.mood(min(moods)).word
    return say("spark.told", n=len(moods), first=said[0], lowest=lowest, last=said[-1])


def html(moods: Sequence[float]) -> str:
    """The picture with its words as the alternative; empty for fewer than two moods."""
    if len(moods) < 2:
        return ""
    source = "data:image/svg+xml;base64," + base64.b64encode(svg(moods).encode()).decode()
    return tag(
        "img", "", src=source, alt=told(moods), width=str(WIDTH), height=str(HEIGHT), classes="gd-spark"
    )
