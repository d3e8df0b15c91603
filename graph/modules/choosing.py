"""Which of the fitting templates a use case prefers."""

from __future__ import annotations

from collections.abc import Sequence

from data.records import Template
from graph.modules.module import Module


def preferred(templates: Sequence[Template], module: Module | None) -> tuple[Template, ...]:
    """The templates with the module's choice first among those that fit the order and the emotion equally well."""
    wanted = module.templates if module else ()

    def rank(template: Template) -> tuple[bool, bool, int]:
        slug = template.slug.removesuffix(f"-{template.language}")
        place = wanted.index(slug) if slug in wanted else len(wanted)
        return template.condition == "any", template.emotion is None, place

    return tuple(sorted(templates, key=rank))
