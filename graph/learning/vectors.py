"""Examples' vectors made anew, in the background, when the network that makes them has changed."""

from __future__ import annotations

import logging
from collections.abc import Callable

from data import examples
from data.database import Database
from language import embedded, made_by
from language.vectors import Embeds

log = logging.getLogger(__name__)

TOGETHER = 200  # examples of one transaction; ended in between, the rest follows at the next look


def renewing(db: Database, reader: Embeds, look: Callable[[], None]) -> Callable[[], None]:
    """The regular look, with new vectors made before it where they are needed."""

    def first() -> None:
        renew(db, reader)
        look()

    return first


def renew(db: Database, reader: Embeds) -> int:
    """Make the vectors of examples anew that another network made; returns how many. Until then their vectors say little."""
    network, number = made_by(reader), 0
    while found := examples.outdated(db, network, TOGETHER):
        vectors = embedded(reader, [request for _, request in found])
        examples.renew(db, dict(zip(found, vectors, strict=True)), network)
        number += len(found)
        if len(found) < TOGETHER:
            break  # one whose words were masked meanwhile waits for the next look
    if number:
        log.info("%d examples have new vectors", number)
    return number
