"""The database can be closed while threads are at work in it: they finish or are refused, and closing never fails."""

from __future__ import annotations

import threading
import time

from data.database import Database, connect
from data.errors import DatabaseUnusable


def work_until_refused(db: Database, refused: list[Exception]) -> None:
    while True:
        try:
            db.read(lambda cursor: cursor.row("SELECT seq FROM audit_head"))
        except DatabaseUnusable as error:
            refused.append(error)
            return


def test_closing_waits_for_what_is_under_way(tmp_path) -> None:
    for number in range(5):
        db = connect(f"duckdb:///{tmp_path / f'{number}.duckdb'}")
        refused: list[Exception] = []
        threads = [threading.Thread(target=work_until_refused, args=(db, refused)) for _ in range(8)]
        for thread in threads:
            thread.start()
        time.sleep(0.02)
        db.close()
        for thread in threads:
            thread.join(10)
        assert len(refused) == 8 and all("closed" in str(error) for error in refused)
