"""CSV and Parquet files, read by DuckDB in memory. Nothing is kept, nothing is written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from data.duck import OFFLINE
from data.outside.bounds import Bounds, OutsideError, Rows, gathered, interrupted_after
from data.said import Said

# CSV columns stay text: what looks like a number may be an order number with zeros in front.
READERS = {
    ".csv": "read_csv($1, all_varchar = true)",
    ".tsv": "read_csv($1, all_varchar = true, delim = '\t')",
    ".parquet": "read_parquet($1)",
}


def read_file(path: Path, columns: Sequence[str], by: str, wanted: Sequence[str], bounds: Bounds) -> Rows:
    """Rows of a file whose column `by` holds one of the `wanted` values; case and outer blanks don't matter.

    Raises OutsideError.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise OutsideError(f"{path.name!r} is no .csv, .tsv or .parquet file")
    if not path.is_file():
        raise OutsideError(Said("outside.no_file", "the file {name!r} isn't there", name=path.name))
    places = ", ".join(f"lower(trim(${number}))" for number in range(2, len(wanted) + 2))
    sql = f"""SELECT {", ".join(map(quoted, columns))} FROM {reader}
              WHERE lower(trim(CAST({quoted(by)} AS VARCHAR))) IN ({places}) LIMIT {bounds.rows + 1}"""
    connection = duckdb.connect(":memory:", config=dict(OFFLINE))
    try:
        with interrupted_after(bounds.seconds, connection.interrupt):
            return gathered(connection.execute(sql, [str(path), *wanted]), bounds)
    except duckdb.InterruptException:
        raise OutsideError(
            Said(
                "outside.slow_data", "reading it took longer than {seconds} s", seconds=f"{bounds.seconds:g}"
            )
        ) from None
    except duckdb.Error as error:
        raise OutsideError(
            Said("outside.unread", "it can't be read ({error})", error=type(error).__name__), str(error)
        ) from None
    finally:
        connection.close()


def quoted(name: str) -> str:
    """A column's name as SQL writes it, whatever it holds."""
    return '"' + name.replace('"', '""') + '"'
