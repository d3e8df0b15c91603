"""The stop button beside the database: a file in the data folder, for when another process holds the database.

Whoever would send a reply that no person has read looks for it first. The server turns it into a row, which the
console shows, and takes the file away.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import cast

from data import brake
from data.database import Database
from data.records.policy import CAUSES, Cause

NAME = "stop-auto"
EVERY = 2.0  # seconds between two looks for the file


@dataclass(frozen=True, slots=True)
class Lever:
    """The file. folder: the data folder."""

    folder: Path

    @property
    def path(self) -> Path:
        """Where it lies while it is pulled."""
        return self.folder / NAME

    def pull(self, cause: Cause) -> None:
        """Stop everything, for this cause; seen at once by every process that uses the folder."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.path.write_text(cause, "utf-8")

    def pulled(self) -> bool:
        """Whether it lies there. A folder that can't be looked into counts as a yes."""
        try:
            return self.path.exists()
        except OSError:
            return True

    def look(self, db: Database) -> None:
        """Hand it over where it lies there; for whoever goes the rounds."""
        self.hand_over(db)

    def hand_over(self, db: Database) -> int | None:
        """Make a row of it and take it away; how many replies went back to the reviewers, None where there was none.

        The row comes first: at no moment does neither of them stop anything.
        """
        if not self.pulled():
            return None
        said = self.path.read_text("utf-8").strip()
        cause = cast(Cause, said) if said in CAUSES and said != "start" else "other"
        back = brake.stop(db, brake.OPERATOR, cause)
        self.path.unlink(missing_ok=True)
        return back
