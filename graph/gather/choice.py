"""Which templates fit: language, intent, the state of the order, the emotion."""

from __future__ import annotations

from collections.abc import Iterable

from data.records import Template
from language import Understanding


def fitting(
    templates: Iterable[Template], understanding: Understanding, condition: str
) -> tuple[Template, ...]:
    """Templates for this message, the best first: made for this state of the order, then for this emotion.

    `condition` is "none" without a known order. Texts for "any" name no order and always fit.
    """
    states = (condition, "any")
    found = (
        template
        for template in templates
        if (template.language, template.intent) == (understanding.language, understanding.intent)
        and template.condition in states
        and template.emotion in (None, understanding.emotion)
    )
    return tuple(
        sorted(found, key=lambda each: (states.index(each.condition), each.emotion is None, each.id))
    )
