"""Wires what drafts rest on: the connectors and articles of the company's folder, as the settings name it."""

from __future__ import annotations

from data.database import Database
from data.sample import Company, load_requests
from glassdesk.articles import Articles, Watch
from glassdesk.settings import Settings
from graph.connectors import Connector, load
from graph.gather import Gatherer, Requests
from graph.masking import Masking
from language import Reader

ARTICLES = "articles"  # the folder's name within the company's


def build_connectors(settings: Settings) -> tuple[Connector, ...]:
    """The connectors of the company's folder; none without one. Raises `data.sample.SampleError`."""
    folder = settings.company_dir
    return tuple(Connector(spec, folder) for spec in load(folder)) if folder else ()


def build_gatherer(settings: Settings, reader: Reader, facts: Company, masking: Masking) -> Gatherer:
    """The gatherer with everything that the settings connect. Raises `data.sample.SampleError`."""
    return Gatherer(
        masking.db,
        reader,
        facts,
        masking=masking,
        connectors=build_connectors(settings),
        requests=Requests(load_requests(*((settings.company_dir,) if settings.company_dir else ()))),
    )


def build_watch(settings: Settings, db: Database, reader: Reader) -> Watch | None:
    """What looks after the company's articles while Glassdesk runs; nothing without a company's folder."""
    if settings.company_dir is None:
        return None
    return Watch(Articles(db, reader, settings.company_dir / ARTICLES), settings.articles_seconds)
