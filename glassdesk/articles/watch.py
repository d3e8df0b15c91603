"""Looks at the articles folder every minute while Glassdesk runs."""

from __future__ import annotations

import logging
import threading

from glassdesk.articles.folder import Broken
from glassdesk.articles.index import Articles, Changes
from graph.pulse import Pulse

log = logging.getLogger(__name__)


class Watch:
    """A thread that brings changed articles in. What is broken is logged once, and again when it changes."""

    def __init__(self, articles: Articles, seconds: float = 60.0) -> None:
        self.articles = articles
        self._seconds = seconds
        self._ending = threading.Event()
        self._pulse = Pulse("the articles' watch")
        self._told: tuple[Broken, ...] = ()

    def start(self) -> None:
        """Start looking; the first look is one interval away, because loading has just read everything."""
        if self._pulse.thread is not None and self._pulse.thread.is_alive():
            return
        self._ending.clear()
        self._pulse = Pulse("the articles' watch")
        self._pulse.thread = threading.Thread(target=self._loop, name="articles", daemon=True)
        self._pulse.thread.start()

    def stop(self, timeout: float = 10.0) -> None:
        """End after the look under way."""
        self._ending.set()
        if self._pulse.thread is not None:
            self._pulse.thread.join(timeout)

    def problems(self) -> list[str]:
        """What is wrong with the thread now; broken files are the log's and the doctor's."""
        problem = self._pulse.problem()
        return [problem] if problem else []

    def look(self) -> Changes:
        """One look, if anything has moved."""
        changes = self.articles.bring_in() if self.articles.moved() else Changes(broken=self._told)
        if changes:
            log.info("articles: %s", changes)
        for broken in changes.broken:
            if broken not in self._told:
                log.warning("articles: %s: %s", broken.path, broken.reason)
        self._told = changes.broken
        return changes

    def _loop(self) -> None:
        pause = self._seconds
        while not self._ending.wait(pause):
            try:
                self.look()
                self._pulse.well()
                pause = self._seconds
            except Exception as error:
                pause = max(self._seconds, self._pulse.failed(error))
