"""A full disk (here: a limit on the size of files) is said at once, and what was committed before stays."""

from __future__ import annotations

import subprocess
import sys

from data import audit
from data.database import connect

FILL = """
import resource, signal, sys, time
from data import audit
from data.database import connect
from data.errors import DatabaseUnusable
db = connect(sys.argv[1])
audit.record(db, actor="system", kind="data.exported", subject={"lines": 0})
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
began = time.monotonic()
try:
    audit.record(db, actor="system", kind="data.exported", subject={"what": "x" * 100_000})
except DatabaseUnusable:
    print("said" if time.monotonic() - began < 5 else "said late", flush=True)
import os
os._exit(0)
"""


def test_a_full_disk_is_said_at_once_and_loses_nothing(tmp_path) -> None:
    url = f"duckdb:///{tmp_path / 'g.duckdb'}"
    done = subprocess.run([sys.executable, "-c", FILL, url], capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "said", done.stderr
    db = connect(url)
    assert audit.verify(db).ok and len(audit.events(db)) == 1
    db.close()
