"""Parquet, where DuckDB is installed."""

from pathlib import Path

import pytest
from factories import SECRET, new_store
from published import parquet_rows
from sqlite_utils import Database

from collector.publication.formats import parquet
from collector.publication.release import publish
from survey_definitions.loader import load_surveys


def test_parquet_holds_what_the_database_holds(release: Path) -> None:
    """Every table has the same rows in the same order, text untouched, numbers whole, nothing as nothing."""
    database = Database(release / "open.db")
    for table in database.table_names():
        rows = database.execute(f'SELECT * FROM "{table}"').fetchall()  # noqa: S608 - our names
        assert rows == parquet_rows(release / "data" / f"{table}.parquet"), table


def test_parquet_is_left_out_without_duckdb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An instance without the extra publishes everything else."""
    monkeypatch.setattr(parquet, "find_spec", lambda _: None)
    publish(new_store(tmp_path), load_surveys(), tmp_path / "out", secret=SECRET)
    assert [] == list((tmp_path / "out").rglob("*.parquet"))
    assert (tmp_path / "out" / "data" / "agency.csv").is_file()
