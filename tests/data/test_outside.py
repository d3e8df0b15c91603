"""Reading what is kept elsewhere: real SQLite, DuckDB, PostgreSQL, CSV and Parquet; bound values, bounded answers."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import duckdb
import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.outside import Bounds, OutsideError, names_in, read_file, read_sql
from data.outside.parameters import numbered

QUERY = "SELECT number, email FROM orders WHERE lower(email) = lower(:email) ORDER BY number"
ROWS = [("NH-1", "a@shop.example"), ("NH-2", "A@shop.example"), ("NH-3", "b@shop.example")]
HOSTILE = "x' OR '1'='1"
MANY = 5_000


@pytest.fixture(params=["sqlite", "duckdb", "postgresql", "sqlite+pysqlite"])
def shop(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[..., list[tuple[object, ...]]]:
    """Ask a real database of each kind: `shop(query, values)` gives the rows as tuples."""
    address = _filled(request.param, request, tmp_path)

    def ask(query: str, **more: object) -> list[tuple[object, ...]]:
        bounds = Bounds(**{"rows": 20, "seconds": 20, **more.pop("bounds", {})})  # type: ignore[dict-item]
        found = read_sql(address, query, more, bounds, tmp_path)  # type: ignore[arg-type]
        return [tuple(row.values()) for row in found.rows]

    return ask


def _filled(kind: str, request: pytest.FixtureRequest, folder: Path) -> str:
    """The address of a database with the orders and a long table of numbers."""
    table = "CREATE TABLE orders (number TEXT, email TEXT)"
    if kind.startswith("sqlite"):
        with closing(sqlite3.connect(folder / "shop.sqlite")) as connection, connection:
            connection.execute(table)
            connection.executemany("INSERT INTO orders VALUES (?, ?)", ROWS)
            connection.execute("CREATE TABLE many (n INTEGER)")
            connection.executemany("INSERT INTO many VALUES (?)", [(n,) for n in range(MANY)])
        return "sqlite://shop.sqlite" if kind == "sqlite" else f"{kind}:///{folder}/shop.sqlite"
    if kind == "duckdb":
        with duckdb.connect(str(folder / "shop.duckdb")) as file:
            file.execute(table)
            file.executemany("INSERT INTO orders VALUES ($1, $2)", ROWS)
            file.execute(f"CREATE TABLE many AS SELECT range AS n FROM range({MANY})")
        return "duckdb://shop.duckdb"
    server: str = request.getfixturevalue("postgres")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("DROP TABLE IF EXISTS orders, many")
        connection.execute(table)
        for row in ROWS:
            connection.execute("INSERT INTO orders VALUES (%s, %s)", row)
        connection.execute(f"CREATE TABLE many AS SELECT generate_series(1, {MANY}) AS n")
    return server


def test_a_query_finds_the_rows_of_a_bound_value(shop) -> None:
    assert shop(QUERY, email="A@SHOP.example") == ROWS[:2]
    assert shop(QUERY, email="nobody@shop.example") == []


def test_a_value_never_becomes_sql(shop) -> None:
    assert shop(QUERY, email=HOSTILE) == []
    assert shop(QUERY, email="'; DROP TABLE orders; --") == []
    assert len(shop("SELECT number FROM orders WHERE number <> :email", email=HOSTILE)) == 3


def test_nothing_can_be_written(shop) -> None:
    deletion = "WITH gone AS (DELETE FROM orders RETURNING number) SELECT number FROM gone"  # PostgreSQL's
    for statement in (
        "DELETE FROM orders",
        "UPDATE orders SET email = :email",
        "DROP TABLE orders",
        deletion,
    ):
        with suppress(OutsideError):
            shop(statement, email="x")
    assert len(shop("SELECT number FROM orders WHERE number <> :email", email="x")) == 3


def test_a_huge_answer_is_cut(shop) -> None:
    assert len(shop("SELECT n FROM many WHERE n <> :n ORDER BY n", n=-1, bounds={"rows": 7})) == 7


def test_a_broken_query_is_told_without_its_values(shop) -> None:
    with pytest.raises(OutsideError) as error:
        shop("SELECT nothing FROM orders WHERE email = :email", email="secret@shop.example")
    assert "secret" not in str(error.value) and "nothing" in error.value.detail


@pytest.mark.parametrize("shop", ["sqlite", "duckdb", "postgresql"], indirect=True)
def test_a_slow_query_is_ended(shop) -> None:
    began = time.monotonic()
    with pytest.raises(OutsideError, match="took longer than 0.3 s"):
        shop(
            "SELECT count(*) FROM many a, many b, many c WHERE a.n + b.n + c.n > :n",
            n=-1,
            bounds={"seconds": 0.3},
        )
    assert time.monotonic() - began < 15


def test_a_missing_database_and_a_missing_driver_are_named(tmp_path: Path) -> None:
    with pytest.raises(OutsideError, match="'gone.sqlite' isn't there"):
        read_sql("sqlite://gone.sqlite", QUERY, {"email": "x"}, Bounds(), tmp_path)
    with pytest.raises(OutsideError, match="'mysql\\+nothing' databases need"):
        read_sql("mysql+nothing://host/shop", QUERY, {"email": "x"}, Bounds(), tmp_path)
    with pytest.raises(OutsideError, match="can't be read"):
        read_sql("postgresql://127.0.0.1:1/shop", QUERY, {"email": "x"}, Bounds(seconds=2), tmp_path)


def test_parameters_are_told_from_casts_strings_and_comments() -> None:
    query = """SELECT ':a', "x:b", t::text, $$:c$$ FROM o -- :d
               WHERE /* :e */ email = :email AND (n = :number OR :email IS NULL)"""
    assert names_in(query) == ("email", "number")
    sql, values = numbered(query, {"email": "E", "number": "N"}, "$")
    assert "email = $1 AND (n = $2 OR $1 IS NULL)" in sql and values == ("E", "N")
    assert "t::text, $$:c$$" in sql and "':a'" in sql


@given(st.text(max_size=80))
def test_whatever_the_value_it_stays_out_of_the_sql(value: str) -> None:
    sql, values = numbered(QUERY, {"email": value}, "$")
    assert sql == QUERY.replace(":email", "$1") and values == (value,)


@pytest.fixture(params=["csv", "tsv", "parquet"])
def exported(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """An exported file, with columns whose names are nothing that SQL likes."""
    path = tmp_path / f"orders of '26.{request.param}"
    form = {
        "csv": "FORMAT csv, HEADER",
        "tsv": "FORMAT csv, HEADER, DELIMITER '\t'",
        "parquet": "FORMAT parquet",
    }
    quoted = str(path).replace("'", "''")
    rows = "(VALUES ('00017', 'a@shop.example', 1.5), ('00018', 'b@shop.example', 2.0))"
    names = '"Order ""No""", "E-mail", total'
    duckdb.connect().execute(
        f"COPY (SELECT * FROM {rows} AS t({names})) TO '{quoted}' ({form[request.param]})"
    )
    return path


def test_a_file_is_searched_by_a_column(exported: Path) -> None:
    columns = ['Order "No"', "E-mail"]
    found = read_file(exported, columns, "E-mail", [" B@shop.example"], Bounds())
    assert [dict(row) for row in found.rows] == [{'Order "No"': "00018", "E-mail": "b@shop.example"}]
    assert read_file(exported, columns, "E-mail", [HOSTILE], Bounds()).rows == ()
    both = read_file(exported, columns, 'Order "No"', ["00017", "00018"], Bounds(rows=1))
    assert len(both.rows) == 1 and both.more


def test_a_column_that_is_not_there_is_told(exported: Path) -> None:
    with pytest.raises(OutsideError, match="can't be read") as error:
        read_file(exported, ["nothing"], "E-mail", ["x"], Bounds())
    assert "nothing" in error.value.detail


def test_only_known_files_that_are_there_are_read(tmp_path: Path) -> None:
    with pytest.raises(OutsideError, match="isn't there"):
        read_file(tmp_path / "gone.csv", ["a"], "a", ["x"], Bounds())
    with pytest.raises(OutsideError, match="no .csv, .tsv or .parquet"):
        read_file(tmp_path / "orders.xlsx", ["a"], "a", ["x"], Bounds())


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wanted=st.text(min_size=1, max_size=40))
def test_whatever_is_asked_a_file_gives_only_what_is_equal(tmp_path: Path, wanted: str) -> None:
    path = tmp_path / "orders.csv"
    if not path.exists():
        path.write_text("email,number\na@shop.example,1\n", "utf-8")
    try:
        found = read_file(path, ["email"], "email", [wanted], Bounds())
    except OutsideError:
        return
    assert found.rows == () or wanted.strip().lower() == "a@shop.example"
