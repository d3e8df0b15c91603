"""Loads a company folder's articles and templates into the database; what has not changed is left alone."""

from __future__ import annotations

import logging
from pathlib import Path

from data import knowledge
from data.records import Template
from data.sample import SampleTemplate, load_templates
from data.sample.people import HERE as SAMPLE
from glassdesk.articles import Articles, Changes
from glassdesk.gathering import ARTICLES
from glassdesk.house import House

log = logging.getLogger(__name__)


def load_knowledge(house: House, folder: Path | None) -> tuple[Changes, int]:
    """Bring articles and templates up to date; returns what changed and how many templates there are.

    folder: the company's; the sample company's where there is none. Raises `data.sample.SampleError`.
    """
    changes = articles_of(house, folder).bring_in()
    for broken in changes.broken:
        log.warning("articles: %s: %s", broken.path, broken.reason)
    templates = load_templates(folder or SAMPLE)
    knowledge.save_templates(house.db, [_template(found) for found in templates], whole=True)
    return changes, len(templates)


def _template(found: SampleTemplate) -> Template:
    return Template(
        id=f"{found.language}/{found.slug}",
        slug=found.slug,
        language=found.language,
        intent=found.intent,
        condition=found.when,
        emotion=found.emotion,
        title=found.title,
        body=found.body,
    )


def articles_of(house: House, folder: Path | None) -> Articles:
    """The articles of a company's folder; those that the house watches, if they are the same."""
    watched = house.watch.articles if house.watch else None
    place = (folder or SAMPLE) / ARTICLES
    return watched if watched and watched.folder == place else Articles(house.db, house.reader, place)
